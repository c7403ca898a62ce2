package import MANOModel

extension PlacementDemand {
    /// What a VNFC of a VDU needs.
    ///
    /// - Parameter storage: bytes of its volumes.
    /// - Throws: `.unprocessable` for requirements that contradict each other or can't be read.
    package init(id: String, title: String, vdu: VDU, storage: Int64) throws(ManifoldError) {
        self.init(
            id: id, title: title, vCPUs: vdu.compute.virtualCPUs, memory: Int64(vdu.compute.memoryBytes),
            storage: storage, cpuPolicy: vdu.compute.cpuPolicy,
            emulatorThreads: vdu.compute.value(of: .emulatorThreads) == "isolate" ? .isolated : .shared,
            pages: vdu.hugePages,
            capabilities: vdu.compute.neededCapabilities,
            architecture: vdu.compute.cpuArchitecture, firmware: try vdu.compute.firmware(ofVDU: vdu.id))
        for capability in vdu.compute.requestedCapabilities where capability.isMandatory {
            if let request = try capability.devices(ofVDU: vdu.id) { devices.append(DeviceDemand(request)) }
        }
        if vdu.compute.isNUMAEnabled {
            nodePolicy = .strict
            vhostUserAffinity = .strict
        }
        if let nodes = try vdu.compute.nodes(ofVDU: vdu.id) {
            cells = nodes.map { Cell(vCPUs: $0.vCPUs, memory: $0.memory) }
        } else if let count = vdu.compute.numaNodes, count > 1 {
            cells = (0..<count).map { share($0, of: count) }
        }
    }

    /// Adds what an interface needs of the host.
    ///
    /// - Parameters:
    ///   - external: what the CP is exposed as; nil: nothing.
    ///   - network: that it is on.
    /// - Throws: `.unprocessable` for a function of a card, a vDPA device or a macvtap on a network that no card leads to, for a
    ///   vhost-user port on one that the switch doesn't lead to, for a VLAN where frames pass as they are, for a model
    ///   that its kind can't have or that is too small for the network's MTU, and for offloads that need another.
    package mutating func add(
        _ cp: VduCp, exposedAs external: VnfExtCp? = nil, on network: Network
    ) throws(ManifoldError) {
        let model = cp.model(exposedAs: external) ?? .virtio
        if model != .virtio, cp.vnicType != .normal, cp.vnicType != .macvtap {
            throw ManifoldError(
                .unprocessable,
                "CP \(cp.id) of \(title) is of vnic_type \(cp.vnicType.rawValue), and asks for a card \(model.rawValue)",
                remedy: "leave vif_model out, or ask for vnic_type normal")
        }
        if let mtu = network.mtu, mtu > model.mostMTU {
            throw ManifoldError(
                .unprocessable,
                "CP \(cp.id) of \(title) asks for a card \(model.rawValue), whose MTU is at most \(model.mostMTU), and"
                    + " network \(network.name) has an MTU of \(mtu)",
                remedy: "leave vif_model out, or give the link a smaller MTU")
        }
        if let problem = cp.offloadProblem(exposedAs: external) {
            throw ManifoldError(
                .unprocessable, "CP \(cp.id) of \(title) \(problem)",
                remedy: "leave checksum_offload out, or what needs it")
        }
        var physicalNetwork: String?
        if case .provider(let name, _) = network.attachment { physicalNetwork = name }
        let kind = cp.functionKind(on: network)
        switch kind {
        case .function:
            guard let physicalNetwork else {
                throw ManifoldError(
                    .unprocessable,
                    "CP \(cp.id) of \(title) is a function of a network card (vnic_type \(cp.vnicType.rawValue)), and"
                        + " network \(network.name) is on no physical network",
                    remedy: "put it on a network that was made with a physical network")
            }
            functions.append(
                FunctionDemand(
                    id: cp.id, physicalNetwork: physicalNetwork, bandwidth: cp.bandwidth,
                    isWhole: cp.vnicType == .directPhysical, affinity: nodePolicy == .strict ? .strict : .preferred,
                    // Who has the whole card sets its MTU.
                    mtu: cp.vnicType == .directPhysical ? 0 : network.mtu ?? 0))
        case .macvtap, .bridge, .vdpa:
            guard let physicalNetwork, network.attachment.vlan == nil else {
                let what =
                    network.attachment.vlan.map { "VLAN \($0) of what it leads to" } ?? "on no physical network"
                let noun: String
                let remedy: String
                switch kind {
                case .bridge:
                    (noun, remedy) = ("a port of a Linux bridge", "; a host's bridge over a VLAN can be behind one")
                case .vdpa: (noun, remedy) = ("a vDPA device", "; the card's own switch can put it into a VLAN")
                default: (noun, remedy) = ("a macvtap", "; a host's interface that is a VLAN can be behind one")
                }
                throw ManifoldError(
                    .unprocessable,
                    "CP \(cp.id) of \(title) is \(noun), which passes frames on as they are, and network"
                        + " \(network.name) is \(what)",
                    remedy:
                        "put it on a network that was made with a physical network and no VLAN\(remedy)")
            }
            functions.append(
                FunctionDemand(
                    id: cp.id, physicalNetwork: physicalNetwork,
                    // What has no bandwidth claims is taken for free, and could be handed over as a whole.
                    bandwidth: kind == .vdpa ? cp.bandwidth : max(cp.bandwidth, 1),
                    isWhole: cp.macvtapMode(exposedAs: external) == .passthrough, kind: kind ?? .macvtap,
                    affinity: nodePolicy == .strict ? .strict : .preferred, mtu: network.mtu ?? 0))
        case nil:
            guard physicalNetwork == nil else {
                throw ManifoldError(
                    .unprocessable,
                    "CP \(cp.id) of \(title) is a port of the switch (vnic_type \(cp.vnicType.rawValue)), and network"
                        + " \(network.name) is reached through network cards and Linux bridges alone",
                    remedy: "put it on a network of the switch, or ask for vnic_type normal or direct")
            }
            if model != .virtio { needsTaps = true }
            if cp.vnicType == .vhostUser { vhostUserPorts += 1 } else { switchPorts += 1 }
        }
    }
}

extension VduCp {
    /// What of a host's it comes from by its kind and its network; nil: it is a port of the switch.
    package func functionKind(on network: Network) -> FunctionDemand.Kind? {
        switch (vnicType, network.attachment) {
        case (.direct, _), (.directPhysical, _): .function
        case (.macvtap, _): .macvtap
        case (.vdpa, _): .vdpa
        case (.normal, .provider), (.virtio, .provider): .bridge
        default: nil
        }
    }
}

extension DeviceDemand {
    init(_ request: DeviceRequest) {
        let affinity: DeviceAffinity =
            switch request.numaAffinity {
            case .required: .strict
            case .preferred: .preferred
            case .legacy: .none
            }
        self.init(
            vendorID: request.vendorID, productID: request.productID, deviceClass: request.deviceClass,
            count: request.count, affinity: affinity)
    }
}

extension VirtualCompute {
    /// The standard's policy, or else the convention's.
    fileprivate var cpuPolicy: PlacementDemand.CPUPolicy {
        let isDedicated =
            cpuPinningPolicy.map { $0 == .static } ?? (value(of: .cpuPolicy) == "dedicated")
        guard isDedicated else { return .shared }
        return .dedicated(value(of: .threadPolicy).flatMap(PlacementDemand.ThreadPolicy.init) ?? .prefer)
    }
}

extension VDU {
    fileprivate var hugePages: PlacementDemand.Pages {
        switch compute.pageSize {
        case nil, .small: .normal
        case .bytes(let bytes): .size(bytes / 1024)
        case .large: .huge
        }
    }
}

extension VduCp {
    /// Mbit/s that are set aside for it, begun ones counted; 0: none.
    fileprivate var bandwidth: Int64 { Int64(((bitrate ?? 0) + 999_999) / 1_000_000) }
}

extension PlacementConstraint {
    /// What a flavour's rules say about VNFCs.
    ///
    /// - Parameters:
    ///   - members: the demands' ids by VDU.
    ///   - standing: hosts of VNFCs that are there already, by VDU.
    package static func rules(
        of flavour: DeploymentFlavour, members: [String: [String]], standing: [String: [Identifier<Host>]] = [:]
    ) -> [PlacementConstraint] {
        flavour.placementRules.compactMap { rule in
            guard let scope = rule.scope.placementScope else { return nil }
            let groups = flavour.placementGroups.filter { rule.targetIDs.contains($0.id) }
            let vdus = Set(rule.targetIDs + groups.flatMap(\.memberIDs)).sorted()
            return PlacementConstraint(
                id: rule.id, kind: rule.kind == .affinity ? .together : .apart, scope: scope,
                members: vdus.flatMap { members[$0] ?? [] },
                standing: vdus.flatMap { standing[$0] ?? [] })
        }
    }
}

extension PlacementRule.Scope {
    /// Within what of ours guests are together or apart; nil: it is about something else than hosts.
    package var placementScope: PlacementConstraint.Scope? {
        switch self {
        case .nfviNode: .host
        case .zone: .zone
        case .zoneGroup: .group
        case .nfviPop, .networkLinkAndNode, .containerNamespace, .cisNode, .l2Network: nil
        }
    }
}
