/// Memory pages that a VDU asks for; the key of its requirement is not standardised, the values are the field's.
package enum PageSize: Codable, Sendable, Hashable {
    /// Any huge page the host has.
    case large
    /// The host's usual pages.
    case small
    /// Bytes.
    case bytes(Int)
}
