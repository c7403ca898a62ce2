/// A protocol layer that a CP or a virtual link carries (IFA011 7.1.6.3).
package enum LayerProtocol: String, Codable, Sendable, Hashable, CaseIterable {
    case ethernet, mpls, odu2, ipv4, ipv6
    case pseudoWire = "pseudo-wire"
}
