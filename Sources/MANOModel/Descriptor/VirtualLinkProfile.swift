/// Bit rates, quality and protocol data of a virtual link (IFA011 7.1.8.4, IFA014 6.3.4).
package struct VirtualLinkProfile: Codable, Sendable, Hashable {
    package var maxBitrate: LinkBitrate
    package var minBitrate: LinkBitrate
    package var qos: LinkQoS?
    package var serviceAvailabilityLevel: Int?
    package var protocols: [VirtualLinkProtocolData]

    package init(
        maxBitrate: LinkBitrate = LinkBitrate(root: 0),
        minBitrate: LinkBitrate = LinkBitrate(root: 0),
        qos: LinkQoS? = nil,
        serviceAvailabilityLevel: Int? = nil,
        protocols: [VirtualLinkProtocolData] = []
    ) {
        self.maxBitrate = maxBitrate
        self.minBitrate = minBitrate
        self.qos = qos
        self.serviceAvailabilityLevel = serviceAvailabilityLevel
        self.protocols = protocols
    }
}
