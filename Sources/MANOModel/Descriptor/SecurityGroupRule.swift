/// Traffic that is let in or out at CPs (IFA011 7.1.6.9).
package struct SecurityGroupRule: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var description: String?
    package var direction: Direction
    package var etherType: IPVersion
    package var ipProtocol: IPProtocol
    package var ports: PortRange
    /// VDU CPs, external CPs or, in an NSD, SAPs.
    package var targetCpIDs: [String]

    package init(
        id: String,
        description: String? = nil,
        direction: Direction = Direction.ingress,
        etherType: IPVersion = IPVersion.ipv4,
        ipProtocol: IPProtocol = IPProtocol.tcp,
        ports: PortRange = PortRange(0, 65535),
        targetCpIDs: [String] = []
    ) {
        self.id = id
        self.description = description
        self.direction = direction
        self.etherType = etherType
        self.ipProtocol = ipProtocol
        self.ports = ports
        self.targetCpIDs = targetCpIDs
    }

    package enum Direction: String, Codable, Sendable, Hashable {
        case ingress, egress
    }
}
