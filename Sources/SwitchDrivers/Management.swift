import MANOModel
import SwitchConnection

/// Where the bridges of a switch speak OpenFlow.
enum Management: Sendable, Hashable {
    /// ovs-vswitchd's folder of sockets, or one with copies of them, as a forwarding over SSH makes: `FOLDER/BRIDGE.mgmt`.
    case folder(String)
    /// The integration bridge listens there, because it is told to.
    case tcp(host: String, port: Int)

    /// Errors: `.unprocessable` for what is neither a folder nor `tcp:ADDRESS:PORT` with a numeric address: the switch is
    /// told to listen there, and knows no names.
    init(_ text: String) throws(ManifoldError) {
        guard text.hasPrefix("tcp:") else {
            self = .folder(text)
            return
        }
        guard case .tcp(let host, let port)? = ServerAddress(text), Self.isNumeric(host) else {
            throw ManifoldError(
                .unprocessable, "\(text) is no address on which a switch can listen for OpenFlow",
                remedy:
                    "write tcp:ADDRESS:PORT with the switch's own address, such as tcp:192.0.2.7:6653 or tcp:[2001:db8::7]:6653"
            )
        }
        self = .tcp(host: host, port: port)
    }

    func address(of bridge: String) -> ServerAddress {
        switch self {
        case .folder(let folder): .unix(path: "\(folder)/\(bridge).mgmt")
        case .tcp(let host, let port): .tcp(host: host, port: port)
        }
    }

    /// As the `target` of a controller that the bridge waits for (ovs-vswitchd.conf.db(5), table Controller); nil: its
    /// socket is there by itself.
    var listener: String? {
        switch self {
        case .folder: nil
        case .tcp(let host, let port): host.contains(":") ? "ptcp:\(port):[\(host)]" : "ptcp:\(port):\(host)"
        }
    }

    private static func isNumeric(_ host: String) -> Bool {
        if host.contains(":") {
            return host.utf8.allSatisfy { UInt8(ascii: ":") == $0 || Character(Unicode.Scalar($0)).isHexDigit }
        }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in UInt8(part) != nil && part.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }
}
