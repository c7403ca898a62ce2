import MANOModel
import YAML

/// What a flavour says about its life cycle: monitoring, operations, scripts, coordination, changes of the package.
extension FlavourCompiler {
    func compileLifecycle(_ flavour: inout DeploymentFlavour, _ properties: CheckedValue) {
        flavour.monitoringParameters = SharedData.monitoringParameters(properties["monitoring_parameters"])
        flavour.operations = operations(properties["lcm_operations_configuration"])
        flavour.profile = properties["vnf_profile"].map {
            SharedData.instancesProfile($0, level: "instantiation_level")
        }
        if let vnf {
            flavour.artifacts = artifacts(of: vnf)
            flavour.interfaceOperations = SharedData.interfaceOperations(vnf, interface: "Vnflcm")
            for index in flavour.interfaceOperations.indices {
                let place = vnf.operations[index].place
                let operation = flavour.interfaceOperations[index]
                flavour.interfaceOperations[index].implementation = operation.implementation.map {
                    script($0, of: vnf, operation.id, place)
                }
                flavour.interfaceOperations[index].dependencies = operation.dependencies.map {
                    script($0, of: vnf, operation.id, place)
                }
            }
        }
        flavour.supportedInterfaces = topology.policies(of: "tosca.policies.nfv.SupportedVnfInterface").map {
            SupportedVnfInterface(
                id: $0.name, name: $0.properties["interface_name"]?.string ?? "",
                details: $0.properties["details"].map(SharedData.interfaceDetails), cpIDs: $0.targets.map(\.text))
        }
        compileCoordination(&flavour)
        flavour.packageChanges = topology.policies(of: "tosca.policies.nfv.VnfPackageChange").flatMap(packageChanges)
    }

    // MARK: - Scripts

    /// Files of a node beside its software image.
    func artifacts(of node: CheckedNode) -> [DescriptorArtifact] {
        node.artifacts.filter { !$0.type.derives(from: "tosca.artifacts.nfv.SwImage") }.map {
            DescriptorArtifact(id: $0.name, type: $0.type.name, location: location($0.file, $0.place))
        }
    }

    /// What an operation names as its implementation: an artifact of the node by its name, or a file of the package.
    private func script(_ name: String, of node: CheckedNode, _ operation: String, _ place: Place) -> String {
        guard log.spend(node.artifacts.count, at: place) else { return name }
        if let artifact = node.artifacts.first(where: { $0.name == name }) {
            return location(artifact.file, artifact.place, isOptional: true)
        }
        let path = location(name, place, isOptional: true)
        if files.sizes != nil, !files.contains(path), !path.contains("://") {
            log.report(
                .lcmScript, at: place,
                "the operation `\(operation)` is implemented by `\(name)`, which is neither an artifact of `\(node.name)` nor a file of the package",
                NearestName.remedy(
                    for: name, among: node.artifacts.map(\.name),
                    else: "add the file, or name it under `artifacts` of the node"))
        }
        return files.contains(path) ? path : name
    }

    // MARK: - Operations

    /// Properties of `lcm_operations_configuration` that the model has fields of its own for.
    private static let knownOperationProperties: [String: Set<String>] = [
        "instantiate": ["target_scale_levels_supported"],
        "scale": ["scaling_by_more_than_one_step_supported"],
        "scale_to_level": ["arbitrary_target_levels_supported"],
        "heal": ["causes"],
        "terminate": ["min_graceful_termination_timeout", "max_recommended_graceful_termination_timeout"],
        "operate": ["min_graceful_stop_timeout", "max_recommended_graceful_stop_timeout"],
    ]

    private func operations(_ value: CheckedValue?) -> LcmOperationsConfiguration {
        var configuration = LcmOperationsConfiguration(
            scalingByMoreThanOneStepSupported: value?["scale"]?["scaling_by_more_than_one_step_supported"]?.bool
                ?? false,
            arbitraryTargetLevelsSupported: value?["scale_to_level"]?["arbitrary_target_levels_supported"]?.bool
                ?? false,
            healCauses: value?["heal"]?["causes"]?.strings ?? [],
            terminateMinGracefulTimeout: value?["terminate"]?["min_graceful_termination_timeout"]?.double,
            terminateMaxGracefulTimeout: value?["terminate"]?["max_recommended_graceful_termination_timeout"]?.double,
            operateMinGracefulStopTimeout: value?["operate"]?["min_graceful_stop_timeout"]?.double,
            operateMaxGracefulStopTimeout: value?["operate"]?["max_recommended_graceful_stop_timeout"]?.double,
            targetScaleLevelsSupported: value?["instantiate"]?["target_scale_levels_supported"]?.bool)
        // Vendors extend the data types, most of which the standard leaves empty.
        for (operation, settings) in value?.map ?? [] {
            let known = Self.knownOperationProperties[operation] ?? []
            let rest = SharedData.values(settings).filter { !known.contains($0.key) }
            if !rest.isEmpty { configuration.additional[operation] = .map(rest) }
        }
        return configuration
    }

    // MARK: - Coordination and changes of the package

    private func compileCoordination(_ flavour: inout DeploymentFlavour) {
        flavour.coordinationActions = topology.policies(of: "tosca.policies.nfv.LcmCoordinationAction").map {
            let action = $0.properties["action"]
            return CoordinationAction(
                id: $0.name, name: $0.properties["action_name"]?.string ?? $0.name,
                description: action?["description"]?.string ?? "", endpointType: action?["endpoint_type"]?.string,
                stage: action?["coordination_stage"]?.string, inputs: SharedData.values(action?["input_parameters"]),
                outputs: SharedData.values(action?["output_parameters"]))
        }
        for policy in topology.policies(of: "tosca.policies.nfv.LcmCoordinationsForLcmOperation") {
            flavour.coordinations.append(
                LcmCoordination(
                    id: policy.name, operation: policy.properties["vnf_lcm_operation"]?.string ?? "",
                    actions: actions(of: policy, flavour),
                    referencedActions: policy.properties["referenced_coordination_actions"]?.strings ?? []))
        }
    }

    /// The coordination actions that a policy names; each has to be one of the descriptor's.
    private func actions(of policy: CheckedPolicy, _ flavour: DeploymentFlavour) -> [String] {
        let list = policy.properties["actions"]?.list ?? []
        guard log.spend(list.isEmpty ? 0 : flavour.coordinationActions.count * 8, at: policy.place) else { return [] }
        let names = Set(flavour.coordinationActions.flatMap { [$0.name, $0.id] })
        for action in list {
            guard let name = action.string, !names.contains(name) else { continue }
            log.report(
                .coordinationAction, at: action.place,
                "the policy `\(policy.name)` names the coordination action `\(name)`, which is not there",
                NearestName.remedy(
                    for: name, among: names,
                    else:
                        "define it with `tosca.policies.nfv.LcmCoordinationAction`, or name it under `referenced_coordination_actions`"
                ))
        }
        return policy.properties["actions"]?.strings ?? []
    }

    /// One for each selector; up to 3.7.1 there is one.
    private func packageChanges(_ policy: CheckedPolicy) -> [VnfPackageChange] {
        SharedData.entries(policy.properties["selector"]).map { packageChange(policy, $0) }
    }

    private func packageChange(_ policy: CheckedPolicy, _ selector: CheckedValue) -> VnfPackageChange {
        VnfPackageChange(
            id: policy.name, sourceDescriptorID: selector["source_descriptor_id"]?.string ?? "",
            destinationDescriptorID: selector["destination_descriptor_id"]?.string ?? "",
            sourceFlavourID: selector["source_flavour_id"]?.string ?? "",
            destinationFlavourID: policy.properties["destination_flavour_id"]?.string ?? "",
            qualifier: policy.properties["modification_qualifier"]?.string ?? "",
            modificationDescription: policy.properties["additional_modification_description"]?.string,
            mappings: (policy.properties["component_mappings"]?.list ?? []).map {
                PackageComponentMapping(
                    componentType: $0["component_type"]?.string ?? "", sourceID: $0["source_id"]?.string ?? "",
                    destinationID: $0["destination_id"]?.string ?? "", description: $0["description"]?.string ?? "")
            }, actions: policy.properties["actions"]?.strings ?? [],
            referencedActions: policy.properties["referenced_coordination_actions"]?.strings ?? [])
    }
}
