/// The match of an NfpRule, seen in the forward direction. Nil: any.
package struct Classifier: Sendable, Codable, Equatable, Hashable {
    package var etherSource: String?
    package var etherDestination: String?
    package var etherType: EtherType?
    package var vlan: Int?
    package var ipProtocol: IPProtocol?
    /// 0 to 63.
    package var dscp: Int?
    package var sourcePorts: ClosedRange<Int>?
    package var destinationPorts: ClosedRange<Int>?
    /// `10.0.0.0/8`, `2001:db8::/32`.
    package var sourcePrefix: String?
    package var destinationPrefix: String?

    package enum EtherType: String, Sendable, Codable {
        case ipv4 = "IPV4"
        case ipv6 = "IPV6"
    }

    package enum IPProtocol: String, Sendable, Codable {
        case tcp = "TCP"
        case udp = "UDP"
        case icmp = "ICMP"
    }

    package init(
        etherSource: String? = nil, etherDestination: String? = nil, etherType: EtherType? = nil, vlan: Int? = nil,
        ipProtocol: IPProtocol? = nil, dscp: Int? = nil, sourcePorts: ClosedRange<Int>? = nil,
        destinationPorts: ClosedRange<Int>? = nil, sourcePrefix: String? = nil, destinationPrefix: String? = nil
    ) {
        self.etherSource = etherSource
        self.etherDestination = etherDestination
        self.etherType = etherType
        self.vlan = vlan
        self.ipProtocol = ipProtocol
        self.dscp = dscp
        self.sourcePorts = sourcePorts
        self.destinationPorts = destinationPorts
        self.sourcePrefix = sourcePrefix
        self.destinationPrefix = destinationPrefix
    }
}
