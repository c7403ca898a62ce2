import MANOModel
import YAML

/// Compiles one deployment flavour of a network service from its checked topology.
struct NSFlavourCompiler {
    let topology: CheckedTopology
    let log: DiagnosticLog
    /// The node that the topology stands for, where it has one.
    let ns: CheckedNode?

    func compile(_ selected: FlavourSelector.Flavour) -> NSDeploymentFlavour {
        let properties = selected.properties
        var flavour = NSDeploymentFlavour(id: properties["flavour_id"]?.string ?? "", defaultInstantiationLevelID: "")
        flavour.inputs = topology.inputs.filter { !selected.knownInputs.contains($0.name) }.map {
            SharedData.input($0.name, $0.definition)
        }
        flavour.serviceAvailabilityLevel = properties["service_availability_level"]?.int
        flavour.priority = properties["priority"]?.int
        flavour.virtualLinks = topology.nodes(of: "tosca.nodes.nfv.NsVirtualLink").map { node in
            NsVirtualLink(
                id: node.name, description: node.properties["description"]?.string ?? "",
                connectivity: SharedData.connectivity(node.properties["connectivity_type"]),
                profile: SharedData.linkProfile(node.properties["vl_profile"], log),
                testAccess: node.properties["test_access"]?.strings ?? [],
                mirroringJobs: SharedData.entries(node.properties["vl_profile"]?["data_flow_mirroring"]).compactMap {
                    $0["mirroring_job_name"]?.string
                })
        }
        flavour.profile = properties["ns_profile"].map {
            SharedData.instancesProfile($0, level: "ns_instantiation_level")
        }
        compileProfiles(&flavour)
        compileSAPs(&flavour)
        compileGraphs(&flavour)
        compileScaling(&flavour)
        compileInstantiationLevels(&flavour)
        flavour.placementGroups = topology.groups(of: "tosca.groups.nfv.NsPlacementGroup").map(
            SharedData.placementGroup)
        flavour.placementRules =
            SharedData.placementRules(topology.policies(of: "tosca.policies.nfv.NsAffinityRule"), kind: .affinity)
            + SharedData.placementRules(
                topology.policies(of: "tosca.policies.nfv.NsAntiAffinityRule"), kind: .antiAffinity)
        flavour.securityGroupRules = topology.policies(of: "tosca.policies.nfv.NsSecurityGroupRule").map {
            SharedData.securityGroupRule($0, log)
        }
        for policy in topology.policies(of: "tosca.policies.nfv.NsMonitoring") {
            flavour.monitoringParameters += SharedData.monitoringParameters(
                policy.properties["ns_monitoring_parameters"])
        }
        let profiles = Dictionary(flavour.vnfProfiles.enumerated().map { ($1.id, $0) }) { first, _ in first }
        for policy in topology.policies(of: "tosca.policies.nfv.VnfMonitoring") {
            let parameters = SharedData.monitoringParameters(policy.properties["vnf_monitoring_parameters"])
            for target in policy.targets {
                guard let index = profiles[target.text] else { continue }
                guard log.spend(parameters.count * 16, at: target.place) else { break }
                flavour.vnfProfiles[index].monitoringParameters += parameters
            }
        }
        flavour.autoScaling = topology.policies(of: "tosca.policies.nfv.NsAutoScale").map {
            NSAutoScaling(id: $0.name, triggers: SharedData.triggers($0))
        }
        flavour.dataFlows = topology.policies(of: "tosca.policies.nfv.DataFlowInfo").map {
            DataFlow(
                id: $0.name, name: $0.properties["data_flow_info_id"]?.string ?? $0.name,
                mirroringJob: $0.properties["associated_mirroring_job_name"]?.string ?? "",
                direction: $0.properties["direction"]?.string ?? "both", targetIDs: $0.targets.map(\.text))
        }
        flavour.interfaceOperations = ns.map { SharedData.interfaceOperations($0, interface: "Nslcm") } ?? []
        return flavour
    }

    // MARK: - Profiles

    private func compileProfiles(_ flavour: inout NSDeploymentFlavour) {
        for node in topology.nodes(of: "tosca.nodes.nfv.VNF") {
            let profile = node.properties["vnf_profile"]
            var compiled = VNFProfile(
                id: node.name, vnfdID: node.properties["descriptor_id"]?.string ?? "",
                flavourID: node.properties["flavour_id"]?.string ?? "",
                instantiationLevelID: profile?["instantiation_level"]?.string,
                minNumberOfInstances: profile?["min_number_of_instances"]?.int ?? 1,
                maxNumberOfInstances: profile?["max_number_of_instances"]?.int ?? 1,
                serviceAvailabilityLevel: profile?["service_availability_level"]?.int,
                connectivity: connectivity(of: node),
                scaleLevels: SharedData.scaleLevels(profile?["target_vnf_scale_level_info"]),
                versionDependencies: SharedData.versionDependencies(profile?["version_dependency"]))
            checkBounds(compiled.minNumberOfInstances, compiled.maxNumberOfInstances, profile, node)
            note(node, in: flavour)
            // What the NSD hands to each instance stands with the operation that gets it (SOL001 6.8.1.5).
            let operation = node.operations.first { $0.interface == "Vnflcm" && $0.name == "instantiate" }
            for pair in operation?.inputs["additional_parameters"]?.map ?? [] {
                compiled.additionalParameters[pair.name] = pair.value.descriptorValue
            }
            flavour.vnfProfiles.append(compiled)
            compileDependencies(node, &flavour)
        }
        for node in topology.nodes(of: "tosca.nodes.nfv.PNF") {
            flavour.pnfProfiles.append(
                PNFProfile(
                    id: node.name, pnfdID: node.properties["descriptor_id"]?.string ?? "",
                    connectivity: connectivity(of: node),
                    versionDependencies: SharedData.versionDependencies(node.properties["version_dependency"])))
        }
        for node in topology.nodes(of: "tosca.nodes.nfv.NS") where node.name != ns?.name {
            let profile = node.properties["ns_profile"]
            let compiled = NestedNSProfile(
                id: node.name, nsdID: node.properties["descriptor_id"]?.string ?? "",
                flavourID: profile?["flavour_id"]?.string ?? node.properties["flavour_id"]?.string ?? "",
                instantiationLevelID: profile?["ns_instantiation_level"]?.string,
                minNumberOfInstances: profile?["min_number_of_instances"]?.int ?? 1,
                maxNumberOfInstances: profile?["max_number_of_instances"]?.int ?? 1,
                connectivity: connectivity(of: node),
                scaleLevels: SharedData.scaleLevels(profile?["target_ns_scale_level"]),
                versionDependencies: SharedData.versionDependencies(profile?["version_dependency"]))
            checkBounds(compiled.minNumberOfInstances, compiled.maxNumberOfInstances, profile, node)
            flavour.nestedNSProfiles.append(compiled)
            compileDependencies(node, &flavour)
        }
        checkDependencies(flavour)
    }

    /// What of a profile only its VNFD can show to be wrong.
    private func note(_ node: CheckedNode, in flavour: NSDeploymentFlavour) {
        log.note(ProfilePart(flavourID: flavour.id, profileID: node.name), at: node.place)
        for requirement in node.requirements {
            log.note(
                ProfilePart(flavourID: flavour.id, profileID: node.name, cpdID: requirement.name), at: requirement.place
            )
        }
    }

    private func checkBounds(_ minimum: Int, _ maximum: Int, _ profile: CheckedValue?, _ node: CheckedNode) {
        guard minimum > maximum,
            !["min_number_of_instances", "max_number_of_instances"].contains(where: {
                profile?[$0]?.isNull == true
            })
        else { return }
        log.report(
            .instanceBounds, at: profile?.place ?? node.place,
            "the profile `\(node.name)` has at least \(minimum) and at most \(maximum) instances",
            "let `max_number_of_instances` be the greater")
    }

    /// The virtual link that a node stands for: a link itself, or a `Forwarding` node between a CP and its link.
    func virtualLink(behind name: String) -> String? {
        var name = name
        // A package's own types may let such nodes lead to each other, and in a circle.
        for _ in 0..<16 {
            guard let node = topology.node(name) else { return nil }
            guard node.type.derives(from: "tosca.nodes.nfv.Forwarding") else {
                return node.type.derives(from: "tosca.nodes.nfv.NsVirtualLink") ? name : nil
            }
            guard let next = node.requirement("virtual_link")?.target else { return nil }
            name = next
        }
        return nil
    }

    private func connectivity(of node: CheckedNode) -> [VirtualLinkConnectivity] {
        node.requirements.compactMap { requirement in
            guard requirement.name != "dependency" else { return nil }
            guard let link = virtualLink(behind: requirement.target) else {
                guard log.knowsAll(of: requirement.target) else { return nil }
                log.report(
                    .profileConnectivity, at: requirement.place,
                    "`\(requirement.name)` of `\(node.name)` leads to `\(requirement.target)`, which is no virtual link of the service",
                    "name a node of type `tosca.nodes.nfv.NsVirtualLink`, or a `tosca.nodes.nfv.Forwarding` that is connected to one"
                )
                return nil
            }
            return VirtualLinkConnectivity(cpdID: requirement.name, virtualLinkID: link)
        }
    }

    private func compileDependencies(_ node: CheckedNode, _ flavour: inout NSDeploymentFlavour) {
        let primaries = node.targets(of: "dependency")
        if !primaries.isEmpty {
            flavour.dependencies.append(ProfileDependency(primaryIDs: primaries, secondaryIDs: [node.name]))
        }
    }

    private func checkDependencies(_ flavour: NSDeploymentFlavour) {
        var waiting: [String: Set<String>] = [:]
        for dependency in flavour.dependencies {
            for secondary in dependency.secondaryIDs {
                waiting[secondary, default: []].formUnion(dependency.primaryIDs)
            }
        }
        let circle = ProfileOrder.circle(in: waiting)
        guard let name = circle.first, let node = topology.node(name) else { return }
        log.report(
            .dependencyLoop, at: node.place,
            "the profiles \(circle.map { "`\($0)`" }.joined(separator: ", ")) wait for each other",
            "remove one `dependency` of the circle")
    }

    private func compileSAPs(_ flavour: inout NSDeploymentFlavour) {
        var exposed: [String: String] = [:]
        for mapping in topology.substitution?.requirements ?? [] { exposed[mapping.node] = mapping.name }
        for node in topology.nodes(of: "tosca.nodes.nfv.Sap") {
            let link = node.requirement("internal_virtual_link")
            let linkID = link.flatMap { virtualLink(behind: $0.target) }
            if let link, linkID == nil, log.knowsAll(of: link.target) {
                log.report(
                    .sapUnattached, at: link.place,
                    "the SAP `\(node.name)` is attached to `\(link.target)`, which is no virtual link of the service",
                    "name a node of type `tosca.nodes.nfv.NsVirtualLink`")
            }
            flavour.sapds.append(
                SAPD(
                    id: node.name, description: node.properties["description"]?.string ?? "", virtualLinkID: linkID,
                    externalRequirementName: exposed[node.name],
                    layerProtocols: SharedData.layerProtocols(node.properties["layer_protocols"]),
                    role: node.properties["role"]?.string.flatMap { CpRole(rawValue: $0) },
                    protocols: SharedData.protocols(node.properties["protocol"], log),
                    isTrunk: node.properties["trunk_mode"]?.bool ?? false,
                    ipStackMode: SharedData.ipStackMode(node.properties)))
        }
    }
}
