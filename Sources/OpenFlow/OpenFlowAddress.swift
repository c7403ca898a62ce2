/// Where a bridge takes OpenFlow connections.
package enum OpenFlowAddress: Hashable, Sendable, CustomStringConvertible {
    /// Such as the bridge's management socket, `RUNDIR/BRIDGE.mgmt`.
    case unix(path: String)
    case tcp(host: String, port: Int)

    package var description: String {
        switch self {
        case .unix(let path): "unix:\(path)"
        case .tcp(let host, let port): host.contains(":") ? "tcp:[\(host)]:\(port)" : "tcp:\(host):\(port)"
        }
    }
}
