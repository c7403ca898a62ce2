extension PhysicalFunction {
    /// What a claim on all of it names: its PCI address, or its interface where it has none.
    package var claimKey: String { pciAddress.isEmpty ? name : pciAddress }

    fileprivate func isParent(of device: VDPADevice) -> Bool {
        guard let parent = device.parent else { return false }
        return parent == pciAddress || virtualFunctions.contains { $0.pciAddress == parent }
    }
}

extension Host {
    /// Its physical functions, after them other interfaces (bonds, VLANs) and Linux bridges that `physicalNetworks` puts a
    /// network behind, and then what guests' vDPA devices are made of. A VF with such a device is no part of its card's.
    package var uplinks: [Uplink] {
        guard let facts else { return [] }
        let ports = Set(facts.bridges.flatMap(\.ports))
        let bridges = Set(facts.bridges.map(\.name))
        let known = Set(facts.bonds.map(\.name) + facts.virtualInterfaces).union(bridges)
        let others = physicalNetworks.keys.filter { name in
            known.contains(name) && !facts.physicalFunctions.contains { $0.name == name }
        }
        let parents = Set(facts.vdpaDevices.compactMap(\.parent))
        let interfaces = (facts.physicalFunctions + others.sorted().map { PhysicalFunction(name: $0, pciAddress: "") })
            .map { interface in
                Uplink(
                    bridges.contains(interface.name) ? .bridge : .interface, interface,
                    parts: interface.virtualFunctions.sorted { $0.index < $1.index }.map(\.pciAddress)
                        .filter { !parents.contains($0) }.map { Uplink.Part(claimKey: $0) },
                    isBridgePort: ports.contains(interface.name),
                    hasVDPADevices: facts.vdpaDevices.contains { interface.isParent(of: $0) },
                    mtu: facts.mtu(of: interface.name))
            }
        return facts.vdpaDevices.isEmpty ? interfaces : interfaces + vdpaUplinks(facts)
    }

    /// A device's physical network is that of its own name, or else its card's.
    private func vdpaUplinks(_ facts: HostFacts) -> [Uplink] {
        let devices = facts.vdpaDevices.filter(\.isForGuests)
        let (named, others) = (
            devices.filter { physicalNetworks[$0.name] != nil }, devices.filter { physicalNetworks[$0.name] == nil }
        )
        func part(_ device: VDPADevice, of card: PhysicalFunction?) -> Uplink.Part {
            Uplink.Part(
                claimKey: device.claimKey, parent: device.parent == card?.pciAddress ? nil : device.parent)
        }
        func card(of device: VDPADevice) -> PhysicalFunction? {
            facts.physicalFunctions.first { $0.isParent(of: device) }
        }
        return facts.physicalFunctions.compactMap { card in
            let own = others.filter { card.isParent(of: $0) }
            guard !own.isEmpty else { return nil }
            return Uplink(
                .vdpa, card, parts: own.map { part($0, of: card) }, hasVDPADevices: true, mtu: facts.mtu(of: card.name))
        }
            + named.map { device in
                let card = card(of: device)
                let interface = PhysicalFunction(
                    name: device.name, pciAddress: "", speed: card?.speed, numaNode: device.numaNode)
                return Uplink(
                    .vdpa, interface, parts: [part(device, of: card)], hasVDPADevices: true,
                    mtu: card.flatMap { facts.mtu(of: $0.name) })
            }
    }
}
