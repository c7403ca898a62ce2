/// Why there is no answer from a server.
package struct HTTPClientError: Error, Sendable, Equatable, CustomStringConvertible {
    package var code: Code
    /// `http://127.0.0.1:8377`, or the path of the socket.
    package var server: String
    package var reason: String

    /// The kinds of failure; new ones may come.
    package enum Code: String, Sendable {
        case invalidRequest
        case unresolvedHost
        /// Nobody listens there, or there is no way there. Nothing was sent.
        case cannotConnect
        /// No whole answer in time. The server may have done what was asked.
        case deadlineExceeded
        /// The connection broke. The server may have done what was asked.
        case interrupted
        /// The server's certificate, or ours, was refused.
        case tls
        /// The answer is larger than the request allows.
        case tooLarge
        /// The file to send cannot be read, or the file to write cannot be written.
        case file
        case other
    }

    package init(_ code: Code, server: String, reason: String) {
        self.code = code
        self.server = server
        self.reason = reason
    }

    package var description: String {
        switch code {
        case .invalidRequest: "cannot ask \(server): \(reason)"
        case .unresolvedHost, .cannotConnect: "cannot reach \(server): \(reason)"
        case .deadlineExceeded: "no answer from \(server) in time: \(reason)"
        case .interrupted: "the connection to \(server) broke: \(reason)"
        case .tls: "no secure connection to \(server): \(reason)"
        case .tooLarge: "the answer of \(server) is too large: \(reason)"
        case .file: reason
        case .other: "\(server): \(reason)"
        }
    }
}
