import MANOModel

/// Placement, security groups, indicators, operations, scripts, coordination and containers.
extension SOL006FlavourCompiler {
    func compileRules(_ flavour: inout DeploymentFlavour) {
        flavour.placementRules = SOL006Data.placementRules(
            profiles: df.list("vdu-profile") + df.list("virtual-link-profile"),
            groups: df.list("affinity-or-anti-affinity-group"))
        var targets: [String: [String]] = [:]
        var named: Set<String> = []
        for (id, groups) in flavour.vduCps.map({ ($0.id, $0.securityGroupIDs) })
            + flavour.externalCps.map({ ($0.id, $0.securityGroupIDs) })
        {
            // An external CP with the name of the one that it exposes is the same target.
            for group in groups where named.insert("\(group)\u{0}\(id)").inserted {
                targets[group, default: []].append(id)
            }
        }
        flavour.securityGroupRules = SOL006Data.securityGroupRules(vnfd, targets: targets)
        flavour.monitoringParameters = SOL006Data.monitoring(df.list("monitoring-parameter"))
        var seen: Set<String> = []
        flavour.indicators = (df.list("indicator") + vnfd.list("indicator")).filter { seen.insert($0.id).inserted }.map
        {
            let source = $0.string("source") ?? "vnf"
            return VnfIndicator(
                id: $0.id, name: $0.string("name") ?? $0.id, source: source == "both" ? "both_vnf_and_em" : source)
        }
    }

    func compileLifecycle(_ flavour: inout DeploymentFlavour) {
        flavour.operations = operations(df["lcm-operations-configuration"])
        flavour.interfaceOperations = scripts() + primitives()
        flavour.supportedInterfaces = df.list("supported-vnf-interfaces").map {
            let name = SOL006Data.underscored($0.string("name") ?? "")
            let details = $0.pairs("interface-details")
            return SupportedVnfInterface(
                id: name, name: name,
                details: details.isEmpty ? nil : InterfaceDetails(uri: nil, specificData: details),
                cpIDs: $0.strings("cpd-id"))
        }
        flavour.coordinationActions = vnfd.list("lcm-operations-coordination").map {
            let name = $0.string("coordination-action-name") ?? ""
            return CoordinationAction(
                id: name, name: name, description: $0.string("description") ?? "",
                endpointType: $0.string("endpoint-type"), stage: $0.string("coordination-stage"),
                inputs: SOL006Data.values($0.pairs("input-parameter")),
                outputs: SOL006Data.values($0.pairs("output-parameter")))
        }
        flavour.coordinations = df.list("supported-coordination-actions").map {
            let operation = $0.string("vnf-lcm-operation") ?? ""
            return LcmCoordination(
                id: operation, operation: operation, actions: $0.string("coordination-action-name").map { [$0] } ?? [],
                referencedActions: [])
        }
        flavour.packageChanges = vnfd.list("vnf-package-change-info").map(packageChange)
    }

    private func packageChange(_ node: DataNode) -> VnfPackageChange {
        let source = node.string("src-vnfd-id") ?? ""
        let destination = node.string("dst-vnfd-id") ?? ""
        return VnfPackageChange(
            id: "\(source)-\(destination)-\(node.string("src-flavour-id") ?? "")", sourceDescriptorID: source,
            destinationDescriptorID: destination, sourceFlavourID: node.string("src-flavour-id") ?? "",
            destinationFlavourID: node.string("dst-flavour-id") ?? node.string("src-flavour-id") ?? "",
            qualifier: node.strings("modification-qualifier").first ?? "",
            modificationDescription: node.strings("additional-modification-description").first,
            mappings: node.list("component-mapping").map {
                PackageComponentMapping(
                    componentType: $0.string("type") ?? "", sourceID: $0.string("source-desc-id") ?? "",
                    destinationID: $0.string("dst-desc-id") ?? "", description: $0.string("description") ?? "")
            }, actions: node.string("coordination-action-name").map { [$0] } ?? [])
    }

    // MARK: - Operations

    private func operations(_ node: DataNode?) -> LcmOperationsConfiguration {
        let terminate = node?["terminate-vnf-op-config"]
        let operate = node?["operate-vnf-op-config"]
        var configuration = LcmOperationsConfiguration(
            scalingByMoreThanOneStepSupported: node?["scale-vnf-op-config"]?.bool(
                "scaling-by-more-than-one-step-supported") ?? false,
            arbitraryTargetLevelsSupported: node?["scale-vnf-to-level-op-config"]?.bool(
                "arbitrary-target-levels-supported") ?? false,
            healCauses: node?["heal-vnf-op-config"]?.strings("cause") ?? [],
            terminateMinGracefulTimeout: SOL006Data.seconds(terminate?["min-graceful-termination"]),
            terminateMaxGracefulTimeout: SOL006Data.seconds(terminate?["max-recommended-graceful-termination"]),
            operateMinGracefulStopTimeout: SOL006Data.seconds(operate?["min-graceful-stop-timeout"]),
            operateMaxGracefulStopTimeout: SOL006Data.seconds(operate?["max-recommended-graceful-stop-timeout"]))
        for (operation, container) in Self.configurations {
            let parameters = node?[container]?.pairs("parameter") ?? [:]
            if !parameters.isEmpty { configuration.additional[operation] = .map(SOL006Data.values(parameters)) }
        }
        for change in node?.list("change-current-vnf-package-op-config") ?? [] {
            let parameters = change.pairs("parameter")
            if !parameters.isEmpty {
                configuration.additional["change_current_package"] = .map(SOL006Data.values(parameters))
            }
        }
        return configuration
    }

    private static let configurations = [
        ("instantiate", "instantiate-vnf-op-config"), ("scale", "scale-vnf-op-config"),
        ("scale_to_level", "scale-vnf-to-level-op-config"), ("heal", "heal-vnf-op-config"),
        ("terminate", "terminate-vnf-op-config"), ("operate", "operate-vnf-op-config"),
        ("change_flavour", "change-vnf-flavour-op-config"),
        ("change_external_connectivity", "change-ext-vnf-connectivity-op-config"),
        ("create_snapshot", "create-snapshot-vnf-op-config"),
        ("revert_to_snapshot", "revert-to-snapshot-vnf-op-config"),
    ]

    // MARK: - Scripts

    /// SOL001's names of the operations that events stand for; `start-` and `end-` are its suffixes.
    private static let events = [
        "instantiation": "instantiate", "scaling": "scale", "healing": "heal", "termination": "terminate",
        "vnf-flavour-change": "change_flavour", "vnf-operation-change": "operate",
        "vnf-ext-conn-change": "change_external_connectivity", "vnfinfo-modification": "modify_information",
        "vnf-snapshot-creation": "create_snapshot", "vnf-snapshot-reverting-to": "revert_to_snapshot",
        "change-current-vnf-package": "change_current_package",
    ]

    private static func operation(_ event: String) -> String {
        for (prefix, suffix) in [("start-", "_start"), ("end-", "_end")] where event.hasPrefix(prefix) {
            return (events[String(event.dropFirst(prefix.count))] ?? event) + suffix
        }
        return events[event] ?? event
    }

    private func scripts() -> [LcmInterfaceOperation] {
        var operations: [LcmInterfaceOperation] = []
        var seen: Set<String> = []
        for script in vnfd.list("lifecycle-management-script") {
            for event in script.strings("event") + script.strings("lcm-transition-event") {
                let id = Self.operation(event)
                if !seen.insert(id).inserted {
                    log.report(
                        .sol006Unmapped, at: script.place,
                        "there is another script for `\(event)`, and that one counts",
                        "keep one")
                    continue
                }
                operations.append(
                    LcmInterfaceOperation(
                        id: id, implementation: script.string("script"),
                        inputs: SOL006Data.values(script.pairs("script-input"))))
            }
        }
        if let first = operations.first, df === vnfd.list("df").first,
            let node = vnfd["lifecycle-management-script"], let path = node.string("script"), !path.contains("://"),
            parts.files.sizes != nil, !parts.files.contains(PackagePath.normalise(path) ?? path)
        {
            log.report(
                .lcmScript, at: node["script"]?.place ?? node.place,
                "the script of `\(first.id)`, `\(path)`, is not in the package", "add the file, or correct the path")
        }
        return operations
    }

    /// Open Source MANO's configuration primitives, which its charms carry out: those of a kind are one operation.
    private func primitives() -> [LcmInterfaceOperation] {
        let days = df["lcm-operations-configuration"]?["operate-vnf-op-config"]?.list("day1-2") ?? []
        let kinds = [
            ("initial-config-primitive", "day1"), ("terminate-config-primitive", "day-last"),
            ("config-primitive", "day2"),
        ]
        var operations: [LcmInterfaceOperation] = []
        for day in days {
            let charms = day.list("execution-environment-list")
            for (list, name) in kinds {
                let primitives = day.list(list).sorted { ($0.int("seq") ?? 0) < ($1.int("seq") ?? 0) }
                guard !primitives.isEmpty else { continue }
                let implementation = charms.lazy.compactMap { charm in
                    charm["juju"]?.string("charm").map { "charms/" + $0 } ?? charm.string("helm-chart")
                }.first
                operations.append(
                    LcmInterfaceOperation(
                        id: day.id == vnfd.id ? name : "\(day.id).\(name)", implementation: implementation,
                        inputs: Dictionary(primitives.map { ($0.string("name") ?? "", Self.parameters($0)) }) {
                            first, _ in
                            first
                        }, interface: "osm.day1-2"))
            }
            log.report(
                .sol006Unmapped, at: day.place,
                "the primitives of `day1-2` `\(day.id)` are kept, and nothing runs them",
                "configure the VNF by boot data")
        }
        return operations
    }

    private static func parameters(_ primitive: DataNode) -> DescriptorValue {
        primitive["parameter"]?.raw.map { SharedData.descriptorValue($0) } ?? .null
    }

    // MARK: - Containers

    /// Open Source MANO's Kubernetes deployment units.
    func compileContainers(_ flavour: inout DeploymentFlavour) {
        flavour.mciops = vnfd.list("kdu").map { kdu in
            let name = kdu.string("name") ?? ""
            var artifacts: [DescriptorArtifact] = []
            for (leaf, type) in [("helm-chart", "helm"), ("juju-bundle", "juju")] {
                guard let location = kdu.string(leaf) else { continue }
                artifacts.append(DescriptorArtifact(id: leaf, type: type, location: location))
            }
            return Mciop(id: name, unitIDs: [], artifacts: artifacts)
        }
    }
}
