import BlockingPool
import Fencing
package import MANOModel

/// Powers a host off by a command of the operator's on some machine that can, such as a power switch. `ssh` asks nothing, and
/// takes no unknown host key.
package struct SSHDriver: FencingDriver {
    private let method: FencingMethod
    private let address: String
    private let command: String
    private let executable: String
    private let poll: Duration
    /// Of `ssh`: it could not do what it was told, and the command may not have been reached.
    private static let connectionFailed: Int32 = 255

    /// Throws `.unprocessable` where the settings can't be used.
    package init(_ method: FencingMethod, executable: String = "ssh", poll: Duration = .seconds(1)) throws {
        self.method = method
        self.executable = executable
        self.poll = poll
        address = try method.requiredAddress()
        guard let command = method.command, !command.isEmpty else {
            throw ManifoldError(
                .unprocessable, "\(method.title) has no command", remedy: "say what powers the host off")
        }
        self.command = command
    }

    package func powerOff() async throws -> String {
        let deadline = Deadline(method.limit)
        let answer = try await run(command, deadline)
        guard method.statusCommand != nil else {
            return "the command ended with status 0" + (answer.isEmpty ? "" : ": \(Excerpt.of(answer))")
        }
        while try await status(deadline) != true { try await deadline.pause(poll, method.title) }
        return "the status command says off"
    }

    package func isOff() async throws -> Bool? { try await status(Deadline(method.limit)) }

    private func status(_ deadline: Deadline) async throws -> Bool? {
        guard let command = method.statusCommand else { return nil }
        let answer: String
        do {
            answer = try await run(command, deadline)
        } catch let error as ManifoldError where error.code == .unknown {
            // A question that the end of all time for the fence cut short.
            _ = try deadline.left(method.title)
            throw error
        }
        let words = answer.lowercased().split { !$0.isLetter }
        switch (words.contains("off"), words.contains("on")) {
        case (true, false): return true
        case (false, true): return false
        default:
            throw ManifoldError(
                .unknown, "the status command of \(method.title) says neither on nor off",
                cause: Excerpt.of(words.joined(separator: " ")))
        }
    }

    private func run(_ command: String, _ deadline: Deadline) async throws -> String {
        let left = try deadline.left(method.title)
        var arguments = [
            "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", "ConnectTimeout=10",
            "-o", "ServerAliveInterval=5", "-o", "ServerAliveCountMax=3", "-T",
        ]
        if let file = method.knownHostsFile { arguments += ["-o", "UserKnownHostsFile=\(file)"] }
        if let file = method.identityFile { arguments += ["-o", "IdentitiesOnly=yes", "-i", file] }
        if let port = method.port { arguments += ["-p", String(port)] }
        if let user = method.user { arguments += ["-l", user] }
        let output: ProcessOutput
        do {
            output = try await ProcessRunner.run(
                executable: executable, arguments: arguments + ["--", address, command], deadline: left)
        } catch let error as ProcessRunnerError {
            throw ManifoldError(
                .unknown, "what became of the command of \(method.title) is not known", cause: "\(error)")
        }
        switch output.status {
        case .exited(0): return output.text
        case .exited(Self.connectionFailed):
            throw ManifoldError(.unknown, "\(method.title) can't be asked", cause: Excerpt.of(output.errorText))
        case .exited(let code):
            throw ManifoldError(
                .infrastructure, "the command of \(method.title) ended with status \(code)",
                cause: Excerpt.of(output.errorText.isEmpty ? output.text : output.errorText))
        case .signalled(let signal):
            throw ManifoldError(.unknown, "the command of \(method.title) was ended by signal \(signal)")
        }
    }
}
