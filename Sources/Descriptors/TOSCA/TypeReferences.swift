import YAML

extension TypeRegistry {
    /// Checks that what the package's own types refer to exists, and that what they refine stays what it was.
    func checkReferences(of definitions: [TypeDefinition]) {
        var known: Set<String> = []
        for definition in definitions {
            guard let place = definition.place else { continue }
            if let parent = definition.parent, type(definition.kind, definition.name) == nil {
                reportUnknown(definition.kind, parent, at: definition.parentPlace ?? place)
            }
            for (_, property) in definition.properties {
                check(property.schema, at: property.typePlace ?? property.place ?? place, &known)
            }
            for (_, attribute) in definition.attributes {
                check(attribute.schema, at: attribute.typePlace ?? attribute.place ?? place, &known)
            }
            for (_, capability) in definition.capabilities where type(.capability, capability.type) == nil {
                reportUnknown(.capability, capability.type, at: capability.place ?? place)
            }
            for requirement in definition.requirements { check(requirement, at: requirement.place ?? place) }
            for (_, interface) in definition.interfaces where type(.interface, interface) == nil {
                reportUnknown(.interface, interface, at: definition.interfacePlaces[interface] ?? place)
            }
            for (_, operations) in definition.operations {
                for (_, operation) in operations {
                    for (_, input) in operation.inputs {
                        check(input.schema, at: input.typePlace ?? input.place ?? place, &known)
                    }
                }
            }
            checkTargets(of: definition, at: place)
            checkRefinement(of: definition, at: place)
            checkConstraints(of: definition)
        }
    }

    /// - Parameter known: simple names that were found before.
    private func check(_ schema: Schema, at place: Place, _ known: inout Set<String>) {
        if schema.simple == nil, known.insert(schema.type).inserted, type(.data, schema.type) == nil {
            // Each place that names it is reported.
            known.remove(schema.type)
            reportUnknown(.data, schema.type, at: place)
        }
        if let entry = schema.entry { check(entry, at: place, &known) }
        if let key = schema.key { check(key, at: place, &known) }
    }

    private func check(_ requirement: RequirementDefinition, at place: Place) {
        if type(.capability, requirement.capability) == nil {
            reportUnknown(.capability, requirement.capability, at: requirement.capabilityPlace ?? place)
        }
        if let node = requirement.node, type(.node, node) == nil {
            reportUnknown(.node, node, at: requirement.nodePlace ?? place)
        }
        if let relationship = requirement.relationship, type(.relationship, relationship) == nil {
            reportUnknown(.relationship, relationship, at: requirement.relationshipPlace ?? place)
        }
    }

    private func checkTargets(of definition: TypeDefinition, at place: Place) {
        for (index, target) in definition.targets.enumerated() {
            let place = definition.targetPlaces.indices.contains(index) ? definition.targetPlaces[index] : place
            switch definition.kind {
            case .relationship:
                if type(.capability, target) == nil { reportUnknown(.capability, target, at: place) }
            case .policy:
                if type(.node, target) == nil, type(.group, target) == nil { reportUnknown(.node, target, at: place) }
            default:
                if type(.node, target) == nil { reportUnknown(.node, target, at: place) }
            }
        }
        for (source, place) in definition.sourcePlaces where type(.node, source) == nil {
            reportUnknown(.node, source, at: place)
        }
    }

    // MARK: - Refinement

    /// What a type declares again has to be the same or a part of what its parent declares (TOSCA 1.3, 3.6.10.6): who
    /// knows the parent only has to be able to use it.
    private func checkRefinement(of definition: TypeDefinition, at place: Place) {
        guard let name = definition.parent, let parent = type(definition.kind, name) else { return }
        for (name, property) in definition.properties {
            guard let inherited = parent.properties[name] else { continue }
            if !refines(property.schema, inherited.schema) {
                reportRefinement(
                    "property `\(name)`", of: definition, parent, property.schema.type, inherited.schema.type,
                    at: property.place ?? place)
            }
        }
        for (name, capability) in definition.capabilities {
            guard let inherited = parent.capabilities[name] else { continue }
            if !derives(.capability, capability.type, from: inherited.type) {
                reportRefinement(
                    "capability `\(name)`", of: definition, parent, capability.type, inherited.type,
                    at: capability.place ?? place)
            }
        }
        for requirement in definition.requirements {
            guard let inherited = parent.requirement(requirement.name) else { continue }
            let place = requirement.place ?? place
            // A requirement may ask for a capability that the parent's derives from, as long as it names the same node.
            if !derives(.capability, requirement.capability, from: inherited.capability) {
                reportRefinement(
                    "requirement `\(requirement.name)`", of: definition, parent, requirement.capability,
                    inherited.capability, at: place)
            }
            if let node = requirement.node, let wanted = inherited.node, !derives(.node, node, from: wanted) {
                reportRefinement(
                    "requirement `\(requirement.name)`", of: definition, parent, node, wanted, at: place)
            }
        }
        for (name, interface) in definition.interfaces {
            guard let inherited = parent.interfaces[name] else { continue }
            if !derives(.interface, interface, from: inherited) {
                reportRefinement("interface `\(name)`", of: definition, parent, interface, inherited, at: place)
            }
        }
    }

    private func refines(_ schema: Schema, _ inherited: Schema) -> Bool {
        // Where a type isn't known, that is what is wrong.
        guard type(of: schema) != nil else { return true }
        if schema.type != inherited.type {
            guard schema.simple == nil || inherited.simple == nil else { return false }
            guard derives(.data, schema.type, from: inherited.type) else { return false }
        }
        if let entry = schema.entry, let wanted = inherited.entry { return refines(entry, wanted) }
        return true
    }

    private func reportRefinement(
        _ what: String, of definition: TypeDefinition, _ parent: ResolvedType, _ given: String, _ wanted: String,
        at place: Place
    ) {
        // Where the type isn't known, that is what is wrong.
        let kind: TypeKind? = TypeKind.allCases.first { type($0, given) != nil }
        guard kind != nil else { return }
        log.report(
            .typeRefinement, at: place,
            "the \(what) of `\(definition.name)` is a `\(given)`, and a `\(wanted)` in `\(parent.name)`, from which it derives",
            "keep the type, or one that derives from it")
    }
}
