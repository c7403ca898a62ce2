import YAML

extension TypeRegistry {
    /// Checks that what the package's own types refer to exists.
    func checkReferences(of definitions: [TypeDefinition]) {
        for definition in definitions {
            guard let place = definition.place else { continue }
            if let parent = definition.parent, type(definition.kind, definition.name) == nil {
                reportUnknown(definition.kind, parent, at: place)
            }
            for (_, property) in definition.properties { check(property.schema, at: property.place ?? place) }
            for (_, capability) in definition.capabilities where type(.capability, capability.type) == nil {
                reportUnknown(.capability, capability.type, at: capability.place ?? place)
            }
            for requirement in definition.requirements {
                if type(.capability, requirement.capability) == nil {
                    reportUnknown(.capability, requirement.capability, at: requirement.place ?? place)
                }
                if let node = requirement.node, type(.node, node) == nil {
                    reportUnknown(.node, node, at: requirement.place ?? place)
                }
            }
            for (_, interface) in definition.interfaces where type(.interface, interface) == nil {
                reportUnknown(.interface, interface, at: place)
            }
            for (_, operations) in definition.operations {
                for (_, operation) in operations {
                    for (_, input) in operation.inputs { check(input.schema, at: input.place ?? place) }
                }
            }
        }
    }

    private func check(_ schema: Schema, at place: Place) {
        if type(.data, schema.type) == nil { reportUnknown(.data, schema.type, at: place) }
        if let entry = schema.entry { check(entry, at: place) }
        if let key = schema.key { check(key, at: place) }
    }
}
