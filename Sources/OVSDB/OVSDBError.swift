import SwitchConnection

/// Why a request to a database server has no good answer.
package struct OVSDBError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// The request never left: the server can't be reached. Nothing has changed.
        case unreachable
        /// The request may have left, and no answer came before the deadline or the end of the connection. It may have
        /// been done: look before doing it again.
        case unknown
        /// The server refused. Nothing has changed.
        case refused
        /// The server sent what RFC 7047 doesn't allow.
        case malformed
    }

    package let code: Code
    package let message: String
    /// The server's own word where it refused, such as `constraint violation` or `timed out` (RFC 7047 3.1, 5.2).
    package let reason: String?

    package init(_ code: Code, _ message: String, reason: String? = nil) {
        self.code = code
        self.message = message
        self.reason = reason
    }

    package var description: String { "OVSDB \(code.rawValue): \(message)" }
}

extension OVSDBError: ConnectionFailure {
    package static func unreachable(_ message: String) -> OVSDBError { OVSDBError(.unreachable, message) }

    package var isUnreachable: Bool { code == .unreachable }
}
