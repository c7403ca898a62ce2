import Glibc

/// Runs programs without a shell: an executable, its arguments, its input.
package enum ProcessRunner {
    private static let pool = BlockingPool(name: "processes", threads: 32)

    /// Runs `executable` (looked up in PATH where it has no slash) and collects what it writes.
    ///
    /// The child gets standard input, output and error and no other descriptor. At the deadline the child, and
    /// nothing else, is killed. Where the child leaves processes behind that hold its outputs open, only what was
    /// written until its end is returned.
    ///
    /// - Parameters:
    ///   - environment: the whole environment; the manager's own where nil.
    /// - Throws: `ProcessRunnerError.cannotStart` and `.deadlineExceeded`; another status than zero is no error.
    package static func run(
        executable: String, arguments: [String] = [], environment: [String: String]? = nil, input: [UInt8] = [],
        deadline: Duration = .seconds(30)
    ) async throws -> ProcessOutput {
        try await pool.run {
            let child = try ChildProcess(executable: executable, arguments: arguments, environment: environment)
            return try child.collect(input: input, deadline: deadline)
        }
    }

    /// Like `run`, and any status but zero is an error that carries what the child wrote to standard error.
    @discardableResult
    package static func require(
        executable: String, arguments: [String] = [], environment: [String: String]? = nil, input: [UInt8] = [],
        deadline: Duration = .seconds(30)
    ) async throws -> ProcessOutput {
        let output = try await run(
            executable: executable, arguments: arguments, environment: environment, input: input, deadline: deadline)
        guard output.succeeded else {
            throw ProcessRunnerError.failed(
                executable: executable, status: output.status, errorText: output.errorText)
        }
        return output
    }
}
