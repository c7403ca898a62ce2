/// A seat that a member could have.
struct Candidate {
    var host = -1
    var variant = 0
    /// By cell.
    var nodes: [Int] = []
    /// By the demand's functions.
    var functions: [Int] = []
    /// By single device.
    var pools: [Int] = []
    /// Devices, functions and ports that aren't on a node of the guest.
    var remote = 0

    /// Becomes the other without new room.
    mutating func copy(_ other: borrowing Candidate) {
        host = other.host
        variant = other.variant
        remote = other.remote
        Self.copy(other.nodes, into: &nodes)
        Self.copy(other.functions, into: &functions)
        Self.copy(other.pools, into: &pools)
    }

    private static func copy(_ from: [Int], into: inout [Int]) {
        into.removeAll(keepingCapacity: true)
        for value in from { into.append(value) }
    }
}
