extension PhysicalFunction {
    /// What a claim on all of it names: its PCI address, or its interface where it has none.
    package var claimKey: String { pciAddress.isEmpty ? name : pciAddress }
}

extension Host {
    /// Its physical functions, and after them other interfaces (bonds, VLANs) and Linux bridges that `physicalNetworks`
    /// puts a network behind.
    package var uplinks: [Uplink] {
        guard let facts else { return [] }
        let ports = Set(facts.bridges.flatMap(\.ports))
        let bridges = Set(facts.bridges.map(\.name))
        let known = Set(facts.bonds.map(\.name) + facts.virtualInterfaces).union(bridges)
        let others = physicalNetworks.keys.filter { name in
            known.contains(name) && !facts.physicalFunctions.contains { $0.name == name }
        }
        return (facts.physicalFunctions + others.sorted().map { PhysicalFunction(name: $0, pciAddress: "") }).map {
            Uplink(
                bridges.contains($0.name) ? .bridge : .interface, $0, isBridgePort: ports.contains($0.name),
                mtu: facts.mtu(of: $0.name))
        }
    }
}
