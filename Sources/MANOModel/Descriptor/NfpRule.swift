/// Traffic that a path takes: all the criteria that are there must hold (IFA014 6.4.8). Ports, addresses and
/// prefixes are of the direction in which the path is written; the other direction mirrors them.
package struct NfpRule: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    /// The greater is looked at first; among equals the rule that stands first in the descriptor.
    package var precedence: Int
    /// Lower-case `aa:bb:cc:dd:ee:ff`.
    package var etherDestination: String?
    package var etherSource: String?
    package var etherType: IPVersion?
    package var vlanTags: [Int]
    package var ipProtocol: IPProtocol?
    /// From 0 to 63.
    package var dscp: Int?
    package var sourcePorts: PortRange?
    package var destinationPorts: PortRange?
    /// CIDR.
    package var sourcePrefix: String?
    package var destinationPrefix: String?
    package var masks: [PacketMask]

    package init(
        id: String,
        precedence: Int = 0,
        etherDestination: String? = nil,
        etherSource: String? = nil,
        etherType: IPVersion? = nil,
        vlanTags: [Int] = [],
        ipProtocol: IPProtocol? = nil,
        dscp: Int? = nil,
        sourcePorts: PortRange? = nil,
        destinationPorts: PortRange? = nil,
        sourcePrefix: String? = nil,
        destinationPrefix: String? = nil,
        masks: [PacketMask] = []
    ) {
        self.id = id
        self.precedence = precedence
        self.etherDestination = etherDestination
        self.etherSource = etherSource
        self.etherType = etherType
        self.vlanTags = vlanTags
        self.ipProtocol = ipProtocol
        self.dscp = dscp
        self.sourcePorts = sourcePorts
        self.destinationPorts = destinationPorts
        self.sourcePrefix = sourcePrefix
        self.destinationPrefix = destinationPrefix
        self.masks = masks
    }
}
