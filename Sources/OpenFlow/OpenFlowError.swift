import SwitchConnection

/// Why a request to a switch has no good answer.
package struct OpenFlowError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Code: String, Sendable {
        /// The request never left: the switch can't be reached. Nothing has changed.
        case unreachable
        /// The request may have left, and no answer came before the deadline or the end of the connection. It may have
        /// been done: look before doing it again.
        case unknown
        /// The switch refused; of a bundle nothing has changed.
        case refused
        /// The switch sent what the protocol doesn't allow, or speaks another version of it.
        case malformed
    }

    package let code: Code
    package let message: String
    /// The switch's own type and code where it refused (OpenFlow 1.5.1, 7.5.4).
    package let reason: Reason?

    package struct Reason: Hashable, Sendable, CustomStringConvertible {
        package let type: UInt16
        package let code: UInt16

        package init(type: UInt16, code: UInt16) {
            self.type = type
            self.code = code
        }

        package var description: String {
            let names = [
                "hello failed", "bad request", "bad action", "bad instruction", "bad match", "flow mod failed",
                "group mod failed", "port mod failed", "table mod failed", "queue op failed", "switch config failed",
                "role request failed", "meter mod failed", "table features failed", "bad property",
                "async config failed", "flow monitor failed", "bundle failed",
            ]
            let name = Int(type) < names.count ? names[Int(type)] : "error type \(type)"
            return "\(name), code \(code)"
        }
    }

    package init(_ code: Code, _ message: String, reason: Reason? = nil) {
        self.code = code
        self.message = message
        self.reason = reason
    }

    package var description: String { "OpenFlow \(code.rawValue): \(message)" }
}

extension OpenFlowError: ConnectionFailure {
    package static func unreachable(_ message: String) -> OpenFlowError { OpenFlowError(.unreachable, message) }

    package var isUnreachable: Bool { code == .unreachable }
}
