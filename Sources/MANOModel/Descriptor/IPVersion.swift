package enum IPVersion: String, Codable, Sendable, Hashable {
    case ipv4, ipv6
}
