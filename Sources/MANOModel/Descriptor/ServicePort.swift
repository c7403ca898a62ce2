/// One of them (`ServicePortData`).
package struct ServicePort: Codable, Sendable, Hashable {
    package var name: String
    /// `tcp`, `udp` or `sctp`.
    package var protocolName: String
    package var port: Int
    package var isConfigurable: Bool

    package init(
        name: String,
        protocolName: String,
        port: Int,
        isConfigurable: Bool = false
    ) {
        self.name = name
        self.protocolName = protocolName
        self.port = port
        self.isConfigurable = isConfigurable
    }
}
