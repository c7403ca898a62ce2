/// Ports that are served at an address, and for which hosts and paths (`AdditionalServiceData`).
package struct ServicePorts: Codable, Sendable, Hashable {
    package var ports: [ServicePort]
    package var host: String?
    package var paths: [String]

    package init(
        ports: [ServicePort] = [],
        host: String? = nil,
        paths: [String] = []
    ) {
        self.ports = ports
        self.host = host
        self.paths = paths
    }
}
