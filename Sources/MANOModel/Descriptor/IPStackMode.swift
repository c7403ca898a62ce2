/// How a CP uses IPv4 and IPv6 (`ip_stack_mode`, SOL001 4.x).
package enum IPStackMode: String, Codable, Sendable, Hashable {
    case eitherAlone = "ipv4_xor_ipv6"
    case both = "ipv4_or_ipv6"
    case ipv6OverIPv4 = "tunnel_ipv6_over_ipv4"
    case ipv4OverIPv6 = "tunnel_ipv4_over_ipv6"
}
