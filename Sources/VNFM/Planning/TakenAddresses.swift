import Planner
import Store

/// What is taken of the addresses of a network, and what a plan takes of them. Addresses are without prefix length.
package struct TakenAddresses: Sendable {
    private var keys: ClaimedKeys
    /// All below are taken.
    private var last: IPAddress?

    init(_ keys: ClaimedKeys = ClaimedKeys()) { self.keys = keys }

    mutating func contains(_ address: String) -> Bool { keys.contains(address) }

    mutating func insert(_ address: String) { keys.insert(address) }

    /// Takes the lowest that is free, and gives it with prefix length; nil: none is.
    mutating func take(from pool: AddressPool) -> String? {
        guard let found = pool.lowest(after: last, where: { !keys.contains("\($0)") }) else { return nil }
        keys.insert("\(found)")
        last = found
        return "\(found)/\(pool.prefix.length)"
    }
}
