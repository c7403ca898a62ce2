/// A logical CPU of a host: one thread of one of its cores.
package struct HostCPU: Codable, Sendable, Hashable {
    /// As the host's kernel counts.
    package var id: Int
    package var socket: Int
    /// Unique within a socket; CPUs of one socket and core are siblings.
    package var core: Int
    /// Whether the host's scheduler leaves it alone (`isolcpus`).
    package var isIsolated: Bool

    package init(id: Int, socket: Int = 0, core: Int, isIsolated: Bool = false) {
        self.id = id
        self.socket = socket
        self.core = core
        self.isIsolated = isIsolated
    }
}
