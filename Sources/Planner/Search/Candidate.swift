/// A seat that a member could have.
struct Candidate {
    var host = -1
    var variant = 0
    /// By cell.
    var nodes = ShortList()
    /// By the demand's functions.
    var functions = ShortList()
    /// By single device.
    var pools = ShortList()
    /// Devices, functions and ports that aren't on a node of the guest.
    var remote = 0

    /// A number that stands for the member being there.
    func fingerprint(of member: Int) -> UInt64 {
        var mixer = Mixer(member)
        mixer.add(variant)
        for node in nodes { mixer.add(node) }
        for function in functions { mixer.add(function) }
        for pool in pools { mixer.add(pool) }
        return mixer.value
    }

    /// Becomes the other without new room.
    mutating func copy(_ other: borrowing Candidate) {
        host = other.host
        variant = other.variant
        remote = other.remote
        nodes.copy(other.nodes)
        functions.copy(other.functions)
        pools.copy(other.pools)
    }
}
