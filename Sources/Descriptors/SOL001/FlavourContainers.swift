import MANOModel
import YAML

/// Container VDUs, what deploys them, and the addresses in front of them (SOL001 4.x).
extension FlavourCompiler {
    func compileContainers(_ flavour: inout DeploymentFlavour) {
        for node in topology.nodes(of: "tosca.nodes.nfv.Vdu.OsContainerDeployableUnit") {
            let properties = node.properties
            let profile = properties["vdu_profile"]
            var unit = ContainerUnit(
                id: node.name, name: properties["name"]?.string ?? node.name,
                description: properties["description"]?.string ?? "",
                containers: node.targets(of: "container").compactMap { topology.node($0) }.map(container),
                storageIDs: node.targets(of: "virtual_storage"),
                logicalNodes: SharedData.logicalNodes(properties["logical_node"]),
                requestedCapabilities: SharedData.requestedCapabilities(
                    properties["requested_additional_capabilities"]),
                nfviConstraints: SharedData.constraints(properties["nfvi_constraints"]),
                profile: VduProfile(
                    minNumberOfInstances: profile?["min_number_of_instances"]?.int ?? 0,
                    maxNumberOfInstances: profile?["max_number_of_instances"]?.int ?? 0,
                    maintenance: SharedData.maintenance(profile?["nfvi_maintenance_info"])),
                mcioConstraints: properties["mcio_constraint_params"]?.strings ?? [],
                mcioName: properties["mcio_identification_data"]?["name"]?.string,
                mcioType: properties["mcio_identification_data"]?["type"]?.string)
            unit.configurableProperties = SharedData.values(properties["configurable_properties"])
            flavour.containerUnits.append(unit)
        }
        flavour.mciops = topology.nodes(of: "tosca.nodes.nfv.Mciop").map {
            Mciop(id: $0.name, unitIDs: $0.targets(of: "associatedVdu"), artifacts: artifacts(of: $0))
        }
        flavour.virtualCps = topology.nodes(of: "tosca.nodes.nfv.VirtualCp").map { node in
            VirtualCp(
                id: node.name, description: node.properties["description"]?.string ?? "",
                targetIDs: node.targets(of: "target"), virtualLinkID: node.requirement("virtual_link")?.target,
                layerProtocols: SharedData.layerProtocols(node.properties["layer_protocols"]),
                role: node.properties["role"]?.string.flatMap { CpRole(rawValue: $0) },
                protocols: SharedData.protocols(node.properties["protocol"], log),
                isTrunk: node.properties["trunk_mode"]?.bool ?? false,
                ipStackMode: SharedData.ipStackMode(node.properties),
                services: (node.properties["additionalServiceData"]?.list ?? []).map(servicePorts),
                isPoolNameConfigurable: node.properties["address_pool_name_configurable"]?.bool ?? false)
        }
    }

    private func container(_ node: CheckedNode) -> OSContainer {
        let properties = node.properties
        let pinning = properties["cpu_pinning_requirements"]
        return OSContainer(
            id: node.name, name: properties["name"]?.string ?? node.name, image: image(of: node, isContainer: true),
            requestedCPU: properties["requested_cpu_resources"]?.int, cpuLimit: properties["cpu_resource_limit"]?.int,
            requestedMemoryBytes: properties["requested_memory_resources"]?.wholeQuantity,
            memoryLimitBytes: properties["memory_resource_limit"]?.wholeQuantity,
            requestedEphemeralStorageBytes: properties["requested_ephemeral_storage_resources"]?.wholeQuantity,
            ephemeralStorageLimitBytes: properties["ephemeral_storage_resource_limit"]?.wholeQuantity,
            extendedResources: (properties["extended_resource_requests"]?.list ?? []).map {
                ExtendedResource(resource: $0["extended_resource"]?.stringMap ?? [:], amount: $0["amount"]?.int ?? 0)
            },
            hugePages: SharedData.hugePages(properties["huge_pages_resources"]),
            cpuPinningPolicy: pinning?["virtual_cpu_pinning_policy"]?.string.flatMap { CPUPinningPolicy(rawValue: $0) },
            cpuPinningRules: pinning?["virtual_cpu_pinning_rule"]?.strings ?? [],
            description: properties["description"]?.string)
    }

    private func servicePorts(_ value: CheckedValue) -> ServicePorts {
        ServicePorts(
            ports: (value["portData"]?.list ?? []).map {
                ServicePort(
                    name: $0["name"]?.string ?? "", protocolName: $0["protocol"]?.string ?? "tcp",
                    port: $0["port"]?.int ?? 0, isConfigurable: $0["portConfigurable"]?.bool ?? false)
            }, host: value["serviceData"]?["host"]?.string, paths: value["serviceData"]?["path"]?.strings ?? [])
    }
}
