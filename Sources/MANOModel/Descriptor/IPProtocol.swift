/// A protocol above IP: its name as SOL001 spells it, and IANA's number.
package struct IPProtocol: Codable, Sendable, Hashable {
    package var name: String
    package var number: UInt8

    package init(name: String, number: UInt8) {
        self.name = name
        self.number = number
    }

    package static let icmp = IPProtocol(name: "icmp", number: 1)
    package static let tcp = IPProtocol(name: "tcp", number: 6)
    package static let udp = IPProtocol(name: "udp", number: 17)
    package static let icmpv6 = IPProtocol(name: "ipv6_icmp", number: 58)
    package static let sctp = IPProtocol(name: "sctp", number: 132)

    /// Whether its packets have source and destination ports in the first four bytes.
    package var hasPorts: Bool { [6, 17, 33, 132, 136].contains(number) }
}
