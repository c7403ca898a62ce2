import ArgumentParser
import Client
import HTTPClient

/// A command that didn't do what it was asked, and what its process ends with.
struct CommandFailure: Error, CustomStringConvertible {
    /// For people, without a line break at its end; empty where all was said already.
    var description: String
    var status: Status

    /// The exit codes of the program; 0 is success.
    enum Status: Int32, Sendable {
        /// The operation failed, or the server refused it.
        case failed = 1
        /// The command line is wrong, or there is no server to ask.
        case usage = 2
    }

    init(_ status: Status, _ description: String) {
        self.status = status
        self.description = description
    }

    static func failed(_ description: String) -> CommandFailure { CommandFailure(.failed, description) }
    static func usage(_ description: String) -> CommandFailure { CommandFailure(.usage, description) }

    /// What any error means to whoever typed the command.
    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure:
            self = failure
        case let error as HTTPClientError:
            switch error.code {
            case .unresolvedHost, .cannotConnect:
                self = .usage(
                    "\(error)\nIs the server running (manifold serve)? Where its data folder is not the standard one: --data or "
                        + "MANIFOLD_DATA; where it is elsewhere: --server or MANIFOLD_SERVER.")
            case .invalidRequest, .tls, .file:
                self = .usage("\(error)")
            case .deadlineExceeded, .interrupted, .tooLarge, .other:
                self = .failed("\(error)")
            }
        case let error as ServerError:
            self = CommandFailure(error.status == 401 || error.status == 403 ? .usage : .failed, "\(error)")
        case let error as ServerSettingsError:
            self = .usage("\(error)")
        default:
            self = .failed("\(error)")
        }
    }
}
