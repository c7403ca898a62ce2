import MANOModel

/// Compiles NSDs.
struct SOL006NSDCompiler {
    let log: DiagnosticLog
    let isOSM: Bool

    func compile(_ nsd: DataNode) -> NSD {
        let flavours = SOL006Data.flavours(of: nsd, log).map {
            SOL006NSFlavourCompiler(nsd: nsd, df: $0, log: log).compile()
        }
        noteUnmapped(nsd)
        return NSD(
            id: nsd.id, invariantID: nsd.string("invariant-id") ?? nsd.id, name: nsd.string("name") ?? nsd.id,
            designer: nsd.string("designer") ?? nsd.string("vendor") ?? "", version: nsd.string("version") ?? "",
            flavours: flavours)
    }

    private func noteUnmapped(_ nsd: DataNode) {
        for name in ["signature", "algorithm", "certificate"] {
            guard let node = nsd[name] else { continue }
            log.report(
                .sol006Unmapped, at: node.namePlace, "`\(name)` inside of the NSD is not verified",
                "sign the package (SOL007)")
        }
        for name in ["ns-configuration", "parameter-pool", "placement-groups", "key-pair"] {
            guard let node = nsd[name] else { continue }
            log.report(
                .sol006Unmapped, at: node.namePlace, "nothing uses `\(name)`",
                "remove it, or say it otherwise; see Docs/sol006.md")
        }
        for link in nsd.list("virtual-link-desc") {
            for name in ["vim-network-name", "vim-network-id"] {
                guard let node = link[name] else { continue }
                log.report(
                    .sol006Unmapped, at: node.namePlace,
                    "`\(name)` names a network of a VIM, and here links are networks of their own",
                    "attach a SAP to the link")
            }
        }
    }
}

/// Compiles one deployment flavour of an NSD.
struct SOL006NSFlavourCompiler {
    let nsd: DataNode
    let df: DataNode
    let log: DiagnosticLog

    /// Links of the flavour by the identifier of what they are described by.
    private var linksOfDescriptor: [String: [String]] {
        Dictionary(grouping: df.list("virtual-link-profile"), by: { $0.string("virtual-link-desc-id") ?? "" })
            .mapValues { $0.map(\.id) }
    }

    func compile() -> NSDeploymentFlavour {
        var flavour = NSDeploymentFlavour(id: df.id, defaultInstantiationLevelID: "")
        flavour.serviceAvailabilityLevel = df.int("service-availability-level")
        flavour.priority = df.int("priority")
        let links = linksOfDescriptor
        compileLinks(links, &flavour)
        compileProfiles(&flavour)
        compileSAPs(links, &flavour)
        compileDependencies(&flavour)
        compileGraphs(&flavour)
        compileLevels(&flavour)
        compileScaling(&flavour)
        flavour.placementRules = SOL006Data.placementRules(
            profiles: df.list("vnf-profile") + df.list("ns-profile") + df.list("virtual-link-profile"),
            groups: df.list("affinity-or-anti-affinity-group"))
        var targets: [String: [String]] = [:]
        for sapd in nsd.list("sapd") {
            if let group = sapd.string("security-group-rule-id") { targets[group, default: []].append(sapd.id) }
        }
        flavour.securityGroupRules = SOL006Data.securityGroupRules(nsd, targets: targets)
        compileMonitoring(&flavour)
        flavour.interfaceOperations = scripts()
        return flavour
    }

    // MARK: - Links

    /// A link for each profile of one; where a flavour has none of a link, the link itself.
    private func compileLinks(_ links: [String: [String]], _ flavour: inout NSDeploymentFlavour) {
        let profiles = Dictionary(df.list("virtual-link-profile").map { ($0.id, $0) }) { first, _ in first }
        let used = connected
        for node in nsd.list("virtual-link-desc") {
            for id in links[node.id] ?? (used.contains(node.id) ? [node.id] : []) {
                let profile = profiles[id]
                let own = node.list("df").first { $0.id == profile?.string("flavour-id") } ?? node.list("df").first
                flavour.virtualLinks.append(
                    NsVirtualLink(
                        id: id, description: node.string("description") ?? "",
                        connectivity: SOL006Data.connectivity(node["connectivity-type"]),
                        profile: VirtualLinkProfile(
                            maxBitrate: SOL006Data.bitrate(
                                profile?["max-bitrate-requirements"], unit: SOL006Data.megabit),
                            minBitrate: SOL006Data.bitrate(
                                profile?["min-bitrate-requirements"], unit: SOL006Data.megabit),
                            qos: SOL006Data.qos(own?["qos"]),
                            serviceAvailabilityLevel: own?.int("service-availability-level"),
                            protocols: SOL006Data.protocolData(profile?["virtual-link-protocol-data"], log)),
                        testAccess: node.string("test-access").map { $0 == "none" ? [] : [SOL006Data.underscored($0)] }
                            ?? []))
            }
        }
    }

    /// Identifiers that connectivity and SAPs name as links.
    private var connected: Set<String> {
        var names = Set(nsd.list("sapd").compactMap { $0.string("virtual-link-desc") })
        for list in ["vnf-profile", "pnf-profile", "ns-profile"] {
            for profile in df.list(list) {
                names.formUnion(
                    profile.list("virtual-link-connectivity").compactMap { $0.string("virtual-link-profile-id") })
            }
        }
        return names
    }

    // MARK: - Profiles

    private func compileProfiles(_ flavour: inout NSDeploymentFlavour) {
        for node in df.list("vnf-profile") {
            log.note(ProfilePart(flavourID: df.id, profileID: node.id), at: node.place)
            for cp in node.list("virtual-link-connectivity").flatMap({ $0.list("constituent-cpd-id") }) {
                guard let name = cp["constituent-cpd-id"] else { continue }
                log.note(ProfilePart(flavourID: df.id, profileID: node.id, cpdID: name.value), at: name.place)
            }
            flavour.vnfProfiles.append(
                VNFProfile(
                    id: node.id, vnfdID: node.string("vnfd-id") ?? "", flavourID: node.string("flavour-id") ?? "",
                    instantiationLevelID: node.string("instantiation-level"),
                    minNumberOfInstances: node.int("min-number-of-instances") ?? 1,
                    maxNumberOfInstances: node.int("max-number-of-instances") ?? 1,
                    serviceAvailabilityLevel: node.int("service-availability-level"), connectivity: connectivity(node)))
        }
        for node in df.list("pnf-profile") {
            flavour.pnfProfiles.append(
                PNFProfile(id: node.id, pnfdID: node.string("pnfd-id") ?? "", connectivity: connectivity(node)))
        }
        for node in df.list("ns-profile") {
            flavour.nestedNSProfiles.append(
                NestedNSProfile(
                    id: node.id, nsdID: node.string("nsd-id") ?? "", flavourID: node.string("ns-df-id") ?? "",
                    instantiationLevelID: node.string("instantiation-level-id"),
                    minNumberOfInstances: node.int("min-number-of-instances") ?? 1,
                    maxNumberOfInstances: node.int("max-number-of-instances") ?? 1, connectivity: connectivity(node)))
        }
    }

    private func connectivity(_ profile: DataNode) -> [VirtualLinkConnectivity] {
        profile.list("virtual-link-connectivity").flatMap { link in
            link.list("constituent-cpd-id").compactMap { cp in
                guard let id = cp.string("constituent-cpd-id") else {
                    log.report(
                        .profileConnectivity, at: cp.place,
                        "a connection of the profile `\(profile.id)` names no external CP", "add `constituent-cpd-id`")
                    return nil
                }
                if let address = cp["ip-address"] {
                    log.report(
                        .sol006Unmapped, at: address.namePlace,
                        "an address in the NSD has no counterpart in SOL001, and nothing uses it",
                        "hand it in at instantiation")
                }
                return VirtualLinkConnectivity(cpdID: id, virtualLinkID: link.string("virtual-link-profile-id") ?? "")
            }
        }
    }

    // MARK: - SAPs

    private func compileSAPs(_ links: [String: [String]], _ flavour: inout NSDeploymentFlavour) {
        for node in nsd.list("sapd") {
            var link: String?
            if let descriptor = node["virtual-link-desc"], let id = descriptor.value {
                let candidates = links[id] ?? [id]
                link = candidates.first
                if candidates.count > 1 {
                    log.report(
                        .sapUnattached, at: descriptor.place, severity: .warning,
                        "the flavour `\(df.id)` has \(candidates.count) links of `\(id)`, and the SAP is attached to the first",
                        "describe each link by a `virtual-link-desc` of its own")
                }
            } else if let associated = node["associated-cpd"] {
                guard log.spend(flavour.vnfProfiles.count + flavour.pnfProfiles.count, at: node.place) else { return }
                link = self.link(ofCp: associated, flavour)
            }
            flavour.sapds.append(
                SAPD(
                    id: node.id, description: node.string("description") ?? "", virtualLinkID: link,
                    externalRequirementName: node.id, layerProtocols: SOL006Data.layers(ofCp: node),
                    role: SOL006Data.role(node), protocols: SOL006Data.protocols(node, log),
                    isTrunk: node.bool("trunk-mode") ?? false))
        }
    }

    /// The link that an exposed CP is connected to; SOL001 knows no SAP that stands for a CP without a link.
    private func link(ofCp node: DataNode, _ flavour: NSDeploymentFlavour) -> String? {
        let cp = node.string("vnf-ext-cpd") ?? node.string("pnf-ext-cpd") ?? node.string("sapd")
        let links: [VirtualLinkConnectivity] =
            flavour.vnfProfiles.filter { $0.vnfdID == node.string("vnfd-id") }.flatMap(\.connectivity)
            + flavour.pnfProfiles.filter { $0.pnfdID == node.string("pnfd-id") }.flatMap(\.connectivity)
            + flavour.nestedNSProfiles.filter { $0.nsdID == node.string("nsd-id") }.flatMap(\.connectivity)
        if let link = links.first(where: { $0.cpdID == cp }) { return link.virtualLinkID }
        log.report(
            .sapUnattached, at: node.place, severity: .warning,
            "the SAP stands for the CP `\(cp ?? "")`, which is connected to no link of the flavour `\(df.id)`",
            "connect the CP to a link, and attach the SAP to it with `virtual-link-desc`")
        return nil
    }

    // MARK: - Dependencies

    /// Profiles, or the descriptors that they are of, before others; one entry for each that waits, as in SOL001.
    private func compileDependencies(_ flavour: inout NSDeploymentFlavour) {
        var waiting: [String: [String]] = [:]
        let vnfs = Set(flavour.vnfProfiles.map(\.id))
        let vnfsOf = Dictionary(grouping: flavour.vnfProfiles, by: \.vnfdID).mapValues { $0.map(\.id) }
        let services = Set(flavour.nestedNSProfiles.map(\.id))
        let servicesOf = Dictionary(grouping: flavour.nestedNSProfiles, by: \.nsdID).mapValues { $0.map(\.id) }
        func profiles(_ node: DataNode, _ end: String) -> [String] {
            if let name = node.string("\(end)-vnf-profile") { return vnfs.contains(name) ? [name] : vnfsOf[name] ?? [] }
            let name = node.string("\(end)-ns-profile") ?? ""
            return services.contains(name) ? [name] : servicesOf[name] ?? []
        }
        var seen: [String: Set<String>] = [:]
        for node in df.list("dependencies") {
            let primaries = profiles(node, "primary")
            let secondaries = profiles(node, "secondary")
            guard log.spend(primaries.count * secondaries.count * 8, at: node.place) else { break }
            for secondary in secondaries {
                for primary in primaries where seen[secondary, default: []].insert(primary).inserted {
                    waiting[secondary, default: []].append(primary)
                }
            }
        }
        for id in flavour.vnfProfiles.map(\.id) + flavour.nestedNSProfiles.map(\.id) {
            guard let primaries = waiting[id] else { continue }
            flavour.dependencies.append(ProfileDependency(primaryIDs: primaries, secondaryIDs: [id]))
        }
        let circle = ProfileOrder.circle(in: seen)
        guard !circle.isEmpty, let node = df["dependencies"] else { return }
        log.report(
            .dependencyLoop, at: node.place,
            "the profiles \(circle.map { "`\($0)`" }.joined(separator: ", ")) wait for each other",
            "remove one of the `dependencies`")
    }

    // MARK: - Monitoring and scripts

    private func compileMonitoring(_ flavour: inout NSDeploymentFlavour) {
        for info in df.list("monitored-info") {
            if let parameter = info["monitoring-parameter"] {
                let id = parameter.string("id") ?? info.id
                flavour.monitoringParameters.append(
                    MonitoringParameter(
                        id: id, name: parameter.string("name") ?? id,
                        performanceMetric: parameter.string("performance-metric") ?? "",
                        // A text without a unit in the modules: SOL001's scalar, or milliseconds as elsewhere.
                        collectionPeriod: parameter.string("collection-period").flatMap {
                            Double($0).map { $0 / 1000 } ?? ScalarUnit.time.parse($0)
                        }))
            }
            if let indicator = info["vnf-indicator-info"] {
                log.report(
                    .sol006Unmapped, at: indicator.place,
                    "monitoring of a VNF's indicator has no counterpart in SOL001, and nothing uses it",
                    "subscribe to the indicator")
            }
        }
        for rule in nsd.list("autoscale-rule") {
            flavour.autoScaling.append(
                NSAutoScaling(
                    id: "autoscale-rule-\(flavour.autoScaling.count + 1)",
                    triggers: [PolicyTrigger(id: "rule", condition: .string(rule.value ?? ""))]))
        }
    }

    private func scripts() -> [LcmInterfaceOperation] {
        let parameters = df["ns-lcm-additional-params"]
        var operations = nsd.list("lifecycle-management-script").map {
            LcmInterfaceOperation(
                id: SOL006Data.underscored($0.string("event") ?? ""), implementation: $0.string("script"))
        }
        for name in ["instantiate", "scale", "heal"] {
            let pairs = parameters?[name]?.pairs("params") ?? [:]
            guard !pairs.isEmpty else { continue }
            let values: [String: DescriptorValue] = ["additional_parameters": .map(SOL006Data.values(pairs))]
            if let index = operations.firstIndex(where: { $0.id == name }) {
                operations[index].inputs = values
            } else {
                operations.append(LcmInterfaceOperation(id: name, inputs: values))
            }
        }
        return operations
    }
}
