import ArgumentParser

/// `port=fast` or `port=fast:42` on the command line: what leads to a physical network, and by which VLAN of it.
struct PhysicalNetworkOption: ExpressibleByArgument, Equatable {
    /// Of an external CP, a SAP or a virtual link.
    var name: String
    var physicalNetwork: String
    /// 1 to 4094; nil: the network as a whole.
    var vlan: Int?

    init?(argument: String) {
        guard let mapping = Mapping(argument: argument) else { return nil }
        name = mapping.name
        physicalNetwork = mapping.target
        guard let colon = mapping.target.lastIndex(of: ":") else { return }
        physicalNetwork = String(mapping.target[..<colon])
        guard let vlan = Int(mapping.target[mapping.target.index(after: colon)...]), (1...4094).contains(vlan),
            !physicalNetwork.isEmpty
        else { return nil }
        self.vlan = vlan
    }
}
