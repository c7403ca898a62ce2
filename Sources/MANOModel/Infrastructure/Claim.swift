/// A resource that belongs to somebody, from the commit that accepts the plan until its release was observed.
package struct Claim: Codable, Sendable, Hashable {
    package var kind: Kind
    /// What the key is unique in or the amount is summed over: a host's or a network's id, or `""` for the whole installation.
    package var scope: String
    /// The core, the port number, the device's address; for summed kinds what part of the host it is, `""` for all of it.
    package var key: String
    /// Bytes for memory and storage, vCPUs for shared CPUs, Mbit/s for bandwidth, 1 for exclusive kinds.
    package var amount: Int64
    /// The resource it belongs to: a VNFC's, a network's or an instance's id.
    package var owner: String

    package enum Kind: String, Codable, Sendable, CaseIterable {
        case sharedCPU, memory, storage, bandwidth
        case core, device, portNumber, segment, address

        /// Summed kinds are limited by the host; exclusive ones have one owner a key.
        package var isSummed: Bool {
            switch self {
            case .sharedCPU, .memory, .storage, .bandwidth: true
            case .core, .device, .portNumber, .segment, .address: false
            }
        }
    }

    package init(kind: Kind, scope: String, key: String = "", amount: Int64 = 1, owner: String) {
        self.kind = kind
        self.scope = scope
        self.key = key
        self.amount = amount
        self.owner = owner
    }
}
