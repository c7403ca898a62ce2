import YAML

extension TopologyChecker {
    /// The node's own artifacts, and those that every node of its type has.
    func artifacts(
        _ pair: YAMLNode.Pair, _ type: ResolvedType, _ checker: PropertyChecker, _ what: String
    ) -> [CheckedArtifact] {
        let own = reader.map(pair.value["artifacts"], "`artifacts` of \(what)")
        var result = own.compactMap { artifact($0, reader, checker, "the artifact `\($0.name)` of \(what)") }
        if result.count < own.count { log.leaveOut(partOf: pair.name) }
        let names = Set(own.map(\.name))
        for (artifact, file) in type.artifacts where !names.contains(artifact.name) {
            var checker = checker
            checker.file = file
            let what = "the artifact `\(artifact.name)` of the type `\(type.name)`"
            if let checked = self.artifact(artifact, StructureReader(file: file, log: log), checker, what) {
                result.append(checked)
            }
        }
        return result
    }

    private static let artifactKeys: Set<String> = [
        "type", "file", "repository", "description", "deploy_path", "artifact_version", "checksum",
        "checksum_algorithm", "properties", "metadata",
    ]

    private func artifact(
        _ pair: YAMLNode.Pair, _ reader: StructureReader, _ checker: PropertyChecker, _ name: String
    ) -> CheckedArtifact? {
        if let file = pair.value.text {
            return CheckedArtifact(
                name: pair.name, type: artifactType(of: file), file: file, place: reader.place(pair.value))
        }
        let pair = YAMLNode.Pair(key: pair.key, value: reader.mended(pair.value, Self.artifactKeys, of: name))
        reader.checkKeys(reader.map(pair.value, name), Self.artifactKeys, of: name)
        guard let (typeName, typePlace) = typeName(pair, name, reader) else { return nil }
        guard let type = artifactType(named: typeName, at: typePlace) else { return nil }
        let written: String?
        switch pair.value["file"].map({ evaluator.evaluate($0, at: .init(file: reader.file, node: checker.node)) }) {
        case .value(let node)?: written = reader.text(node, "the file of \(name)")
        case nil: written = nil
        case .text?, .unresolved?, .open?, .invalid?: return nil
        }
        guard let file = written else {
            log.report(.toscaKeyMissing, at: reader.place(pair.key), "\(name) has no file", "add `file: Files/…`")
            return nil
        }
        checkRepository(pair.value["repository"], name)
        var checked = CheckedArtifact(
            name: pair.name, type: type, file: file, place: reader.place(pair.value["file"] ?? pair.key))
        if !type.properties.isEmpty {
            let owner = reader.place(pair.key)
            let checker = PropertyChecker(
                registry: registry, evaluator: evaluator, log: log, file: reader.file, subject: name, node: checker.node
            )
            checked.properties = CheckedValue(
                content: .map(
                    checker.check(
                        reader.map(pair.value["properties"], "`properties` of \(name)"), against: type.properties,
                        at: owner)),
                place: owner)
        }
        return checked
    }

    /// The type; one that isn't known is reported, and a slip taken for what was meant.
    private func artifactType(named name: String, at place: Place) -> ResolvedType? {
        if let type = registry.type(.artifact, name) { return type }
        registry.reportUnknown(.artifact, name, at: place)
        return log.slip(of: name, among: registry.names(.artifact)).flatMap { registry.type(.artifact, $0) }
    }

    /// An artifact that is a file's name alone gets its type by the extension (TOSCA 1.3, 3.6.7.2.1).
    private func artifactType(of file: String) -> ResolvedType {
        let type =
            switch file.split(separator: ".").last {
            case "sh": "tosca.artifacts.Implementation.Bash"
            case "py": "tosca.artifacts.Implementation.Python"
            default: "tosca.artifacts.File"
            }
        return registry.type(.artifact, type) ?? registry.type(.artifact, "tosca.artifacts.Root")
            ?? ResolvedType(TypeDefinition(kind: .artifact, name: type), parent: nil)
    }

    private func checkRepository(_ node: YAMLNode?, _ what: String) {
        guard let node, let name = reader.text(node, "the repository of \(what)") else { return }
        let known = repositories
        if !known.contains(name) {
            log.report(
                .repositoryUnknown, at: reader.place(node), "there is no repository `\(name)`",
                NearestName.remedy(for: name, among: known, else: "declare it under `repositories`"))
        }
    }

    func operations(_ pair: YAMLNode.Pair, _ type: ResolvedType, _ what: String) -> [CheckedOperation] {
        var result: [CheckedOperation] = []
        for interface in reader.map(pair.value["interfaces"], "`interfaces` of \(what)") {
            guard let typeName = type.interfaces[interface.name] else {
                log.report(
                    .interfaceUnknown, at: reader.place(interface.key), "\(what) has no interface `\(interface.name)`",
                    NearestName.remedy(
                        for: interface.name, among: type.interfaces.keys,
                        else: "declare it in the node type `\(type.name)`"))
                continue
            }
            guard let interfaceType = registry.type(.interface, typeName) else {
                registry.reportUnknown(.interface, typeName, at: reader.place(interface.key))
                continue
            }
            let general = interfaceType.operations[""] ?? [:]
            guard log.spend(general.count * 4, at: reader.place(interface.key)) else { return result }
            let known = general.merging(type.operations[interface.name] ?? [:]) {
                general, own in
                OperationDefinition(inputs: general.inputs.merging(own.inputs) { _, refined in refined })
            }
            checkNotifications(interface, type, interfaceType, what)
            let pairs =
                interface.value["operations"].map { reader.map($0, "`operations`") }
                ?? reader.map(interface.value, "the interface")
            for operation in pairs where !TypeParser.interfaceKeys.contains(operation.name) {
                guard let definition = known[operation.name] else {
                    log.report(
                        .operationUnknown, at: reader.place(operation.key),
                        "the interface `\(interface.name)` of \(what) has no operation `\(operation.name)`",
                        NearestName.remedy(
                            for: operation.name, among: known.keys,
                            else: "declare it in the interface type `\(typeName)`"))
                    continue
                }
                result.append(self.operation(operation, of: interface.name, definition, pair.name, what))
            }
        }
        return result
    }

    private func checkNotifications(
        _ interface: YAMLNode.Pair, _ type: ResolvedType, _ interfaceType: ResolvedType, _ what: String
    ) {
        let known = interfaceType.notifications.union(type.notifications)
        for pair in reader.map(interface.value["notifications"], "`notifications` of \(what)")
        where !known.contains(pair.name) && !known.isEmpty {
            log.report(
                .operationUnknown, at: reader.place(pair.key),
                "the interface `\(interface.name)` of \(what) has no notification `\(pair.name)`",
                NearestName.remedy(
                    for: pair.name, among: known, else: "declare it in the interface type `\(interfaceType.name)`"))
        }
    }

    private func operation(
        _ pair: YAMLNode.Pair, of interface: String, _ definition: OperationDefinition, _ node: String, _ what: String
    ) -> CheckedOperation {
        // Keys of one's own are kept; what is near to one of TOSCA's was meant to be that (TOSCA 1.3, 3.6.17).
        var body = reader.mended(
            pair.value, ["description", "implementation", "inputs", "outputs"], of: "the operation `\(pair.name)`")
        if let implementation = body["implementation"], implementation.mapping != nil {
            body = body.replacing(
                "implementation",
                with: reader.mended(
                    implementation, ["primary", "dependencies", "timeout", "operation_host"],
                    of: "the implementation of `\(pair.name)`"))
        }
        let implementation =
            body.text.flatMap { $0.isEmpty ? nil : $0 } ?? body["implementation"]?.string
            ?? body["implementation"]?["primary"]?.string ?? body["implementation"]?["primary"]?["file"]?.string
        let owner = reader.place(pair.key)
        // Inputs of an operation are asked for when it runs: what is required then is not required here.
        guard log.spend(definition.inputs.count * 4, at: owner) else {
            return CheckedOperation(
                interface: interface, name: pair.name, place: owner,
                inputs: CheckedValue(content: .map([]), place: owner), additionalParameters: [:])
        }
        let definitions = definition.inputs.mapValues { input in
            var input = input
            input.isRequired = false
            return input
        }
        var checker = checker("the operation `\(pair.name)` of \(what)", node: node)
        checker.allowsAttributes = true
        let inputs = checker.check(
            reader.map(body["inputs"], "`inputs` of the operation `\(pair.name)`"), against: definitions, at: owner,
            keepsInputs: true)
        return CheckedOperation(
            interface: interface, name: pair.name, implementation: implementation,
            dependencies: body["implementation"]?["dependencies"]?.sequence?.compactMap(\.string) ?? [], place: owner,
            inputs: CheckedValue(content: .map(inputs), place: owner),
            additionalParameters: definition.inputs["additional_parameters"].flatMap {
                registry.type(.data, $0.schema.type)?.properties
            } ?? [:])
    }
}
