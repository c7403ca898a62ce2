/// Quality of a virtual link. Times in seconds.
package struct LinkQoS: Codable, Sendable, Hashable {
    package var latency: Double
    package var packetDelayVariation: Double
    /// From 0 to 1.
    package var packetLossRatio: Double?
    package var priority: Int?

    package init(
        latency: Double,
        packetDelayVariation: Double,
        packetLossRatio: Double? = nil,
        priority: Int? = nil
    ) {
        self.latency = latency
        self.packetDelayVariation = packetDelayVariation
        self.packetLossRatio = packetLossRatio
        self.priority = priority
    }
}
