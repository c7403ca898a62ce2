/// Where a server of a switch's listens.
package enum ServerAddress: Hashable, Sendable, CustomStringConvertible {
    /// Such as a bridge's management socket, `RUNDIR/BRIDGE.mgmt`.
    case unix(path: String)
    case tcp(host: String, port: Int)

    /// Reads `unix:PATH` and `tcp:HOST:PORT` (an IPv6 host in brackets), as Open vSwitch writes them.
    package init?(_ text: String) {
        if text.hasPrefix("unix:"), text.count > 5 {
            self = .unix(path: String(text.dropFirst(5)))
        } else if text.hasPrefix("tcp:") {
            let rest = text.dropFirst(4)
            guard let colon = rest.lastIndex(of: ":"), let port = Int(rest[rest.index(after: colon)...]),
                (1...65535).contains(port)
            else { return nil }
            var host = rest[..<colon]
            if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
            guard !host.isEmpty else { return nil }
            self = .tcp(host: String(host), port: port)
        } else {
            return nil
        }
    }

    package var description: String {
        switch self {
        case .unix(let path): "unix:\(path)"
        case .tcp(let host, let port): host.contains(":") ? "tcp:[\(host)]:\(port)" : "tcp:\(host):\(port)"
        }
    }
}
