/// Layer 3 of a virtual link.
package struct L3ProtocolData: Codable, Sendable, Hashable {
    package var name: String?
    package var ipVersion: IPVersion
    package var cidr: String
    package var allocationPools: [IPAllocationPool]
    package var gateway: String?
    package var isDHCPEnabled: Bool?
    /// `slaac`, `dhcpv6-stateful` or `dhcpv6-stateless`.
    package var ipv6AddressMode: String?

    package init(
        name: String? = nil,
        ipVersion: IPVersion,
        cidr: String,
        allocationPools: [IPAllocationPool] = [],
        gateway: String? = nil,
        isDHCPEnabled: Bool? = nil,
        ipv6AddressMode: String? = nil
    ) {
        self.name = name
        self.ipVersion = ipVersion
        self.cidr = cidr
        self.allocationPools = allocationPools
        self.gateway = gateway
        self.isDHCPEnabled = isDHCPEnabled
        self.ipv6AddressMode = ipv6AddressMode
    }
}
