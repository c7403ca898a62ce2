/// Why a child process has no useful output.
package enum ProcessRunnerError: Error, Equatable, CustomStringConvertible {
    case cannotStart(executable: String, errno: Int32, reason: String)
    /// The child was killed at its deadline.
    case deadlineExceeded(executable: String, after: Duration)
    /// The child ended with another status than zero; thrown by `ProcessRunner.require` only.
    case failed(executable: String, status: ProcessOutput.Status, errorText: String)

    package var description: String {
        switch self {
        case .cannotStart(let executable, _, let reason):
            "cannot start \(executable): \(reason)"
        case .deadlineExceeded(let executable, let after):
            "\(executable) did not end within \(after) and was killed"
        case .failed(let executable, .exited(let code), let text):
            "\(executable) ended with status \(code): \(text)"
        case .failed(let executable, .signalled(let signal), let text):
            "\(executable) was ended by signal \(signal): \(text)"
        }
    }
}
