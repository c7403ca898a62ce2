package import MANOModel

extension ManifoldAPI.Host {
    /// - Parameters:
    ///   - used: summed from the claims on it.
    ///   - guests: how many are on it.
    ///   - warnings: nil: only what a list of hosts tells is to be told.
    package init(_ host: MANOModel.Host, used: Used, guests: Int, warnings: [String]? = nil) {
        self.init(
            id: host.id.rawValue, name: host.name, zone: host.zone, state: host.state.rawValue,
            problem: host.problem ?? Self.problem(host),
            connection: Connection(host.connection),
            facts: host.facts.map { Facts($0, isDetailed: warnings != nil) }, used: used, guests: guests,
            groups: host.groups, traits: host.traits, warnings: warnings, vCPUOvercommit: host.vCPUOvercommit,
            reservedMemory: host.reservedMemory, reservedCPUs: host.reservedCPUs,
            physicalNetworks: host.physicalNetworks, unreachableSince: host.lostAt, fencing: host.fencing,
            sharedStorage: host.sharedStorage, evacuation: host.evacuation.map { Evacuation($0, guests: guests) },
            imageCache: host.imageCache, guestCPUModel: host.guestCPUModel)
    }

    /// Why a host that answers takes no guests yet.
    private static func problem(_ host: MANOModel.Host) -> String? {
        host.evacuation?.fence.map { fence in
            switch fence.state {
            case .started: "a fence by \(fence.method) was begun, and what became of it is looked up"
            case .confirmed, .cleaning: "it was fenced by \(fence.method), and is cleaned before it takes guests"
            }
        }
    }
}

extension ManifoldAPI.HostChange {
    package init(_ change: HostChange) {
        self.init(revision: change.revision, time: change.time, changes: change.changes)
    }
}

extension ManifoldAPI.Host.Connection {
    init(_ connection: HostConnection) {
        switch connection {
        case .libvirt(let uri, let ovsdb, let switchRunFolder, let storageFolder):
            self.init(libvirtURI: uri, ovsdb: ovsdb, switchRunFolder: switchRunFolder, storageFolder: storageFolder)
        case .simulated(let name):
            self.init(simulated: name)
        }
    }
}

extension ManifoldAPI.Host.Facts {
    init(_ facts: HostFacts, isDetailed: Bool) {
        self.init(
            cores: facts.cores, memory: facts.memory, storageCapacity: facts.storageCapacity,
            storageFree: facts.storageFree, kvm: facts.kvm, cpuModel: facts.cpuModel, architecture: facts.architecture,
            hypervisorVersion: facts.hypervisorVersion, numaNodes: facts.numaNodes,
            devices: isDetailed ? Devices(facts) : nil)
    }
}

extension ManifoldAPI.Network {
    /// - Parameter used: how many CPs are on it.
    package init(_ network: MANOModel.Network, used: Int) {
        self.init(
            id: network.id.rawValue, name: network.name, segment: network.segment, prefix: network.prefix,
            gateway: network.gateway, attachment: .init(network.attachment, network.functionPolicy),
            host: network.hostID?.rawValue,
            nsInstanceId: network.nsInstanceID?.rawValue, carrier: network.carrier?.title,
            places: network.places.isEmpty ? nil : network.places.map(\.hostID.rawValue), used: used,
            mtu: network.mtu)
    }
}

extension ManifoldAPI.CreateNetworkRequest.Attachment {
    init(_ attachment: MANOModel.Network.Attachment, _ policy: VirtualFunctionPolicy?) {
        switch attachment {
        case .none: self.init(type: .none)
        case .namespace(let name, let address): self.init(type: .namespace, name: name, address: address)
        case .physical(let interface, let vlan): self.init(type: .physical, interface: interface, vlan: vlan)
        case .host(let address): self.init(type: .host, address: address)
        case .provider(let physicalNetwork, let vlan):
            self.init(
                type: .provider, vlan: vlan, physicalNetwork: physicalNetwork, spoofCheck: policy?.checksSource,
                trust: policy?.isTrusted, linkState: policy?.linkState)
        }
    }

    /// The attachment that is asked for. Throws `unprocessable` where a part of it is missing.
    package func model() throws -> MANOModel.Network.Attachment {
        switch type {
        case .none: .none
        case .namespace: .namespace(name: try part(name, "name"), address: address)
        case .physical: .physical(interface: try part(interface, "interface"), vlan: vlan)
        case .host: .host(address: try part(address, "address"))
        case .provider: .provider(physicalNetwork: try part(physicalNetwork, "physicalNetwork"), vlan: vlan)
        }
    }

    /// What is asked of virtual functions; nil: nothing. Throws `unprocessable` where there can't be any.
    package func functionPolicy() throws -> VirtualFunctionPolicy? {
        let policy = VirtualFunctionPolicy(checksSource: spoofCheck, isTrusted: trust, linkState: linkState)
        guard policy != VirtualFunctionPolicy() else { return nil }
        guard type == .provider else {
            throw ManifoldError(
                .unprocessable,
                "attachment.spoofCheck, trust and linkState are of virtual functions, and an attachment of type"
                    + " \(type.rawValue) has none", remedy: "leave them out, or make it of type provider")
        }
        return policy
    }

    private func part(_ value: String?, _ name: String) throws -> String {
        guard let value, !value.isEmpty else {
            throw ManifoldError(
                .unprocessable, "attachment.\(name) is missing from an attachment of type \(type.rawValue)")
        }
        return value
    }
}

extension ManifoldAPI.Step {
    package init(_ step: MANOModel.Step) {
        self.init(
            number: step.number, phase: step.phase, kind: step.kind, title: step.title, resourceId: step.resourceID,
            state: step.state.rawValue, attempt: step.attempt, dependsOn: step.dependsOn, startedAt: step.startedAt,
            endedAt: step.endedAt, error: step.error.map(SOL013.ProblemDetails.init))
    }
}
