extension PhysicalFunction {
    /// What a claim on all of it names: its PCI address, or its interface where it has none.
    package var claimKey: String { pciAddress.isEmpty ? name : pciAddress }
}

extension Host {
    /// Its physical functions, and after them other interfaces (bonds, VLANs) that `physicalNetworks` puts a network
    /// behind.
    package var uplinks: [PhysicalFunction] {
        let functions = facts?.physicalFunctions ?? []
        let others = physicalNetworks.keys.filter { name in !functions.contains { $0.name == name } }
        guard !others.isEmpty, let facts else { return functions }
        let known = Set(facts.bonds.map(\.name) + facts.virtualInterfaces)
        return functions + others.filter(known.contains).sorted().map { PhysicalFunction(name: $0, pciAddress: "") }
    }
}
