/// Where a network meets the outside on one host.
package struct EndpointSpec: Sendable, Codable, Equatable {
    /// The network's id.
    package var owner: String
    /// Of the switch port.
    package var portName: String
    package var number: Int
    package var segment: Int
    package var attachment: Network.Attachment
    /// As of `PortSpec`.
    package var isChained: Bool
    /// Bytes, of the links that are made for it; nil: what is usual.
    package var mtu: Int?

    package init(
        owner: String, portName: String, number: Int, segment: Int, attachment: Network.Attachment, isChained: Bool,
        mtu: Int? = nil
    ) {
        self.owner = owner
        self.portName = portName
        self.number = number
        self.segment = segment
        self.attachment = attachment
        self.isChained = isChained
        self.mtu = mtu
    }
}
