import BlockingPool
import Fencing
package import MANOModel

/// Powers a host off through its BMC, by `ipmitool` over IPMI 2.0 (`lanplus`). The password goes to it as the name of its file.
package struct IPMIDriver: FencingDriver {
    private let method: FencingMethod
    private let address: String
    private let executable: String
    private let poll: Duration
    /// One question; ipmitool repeats its packets meanwhile.
    private static let questionLimit = Duration.seconds(20)

    /// Throws `.unprocessable` where the settings can't be used.
    package init(_ method: FencingMethod, executable: String = "ipmitool", poll: Duration = .seconds(1)) throws {
        self.method = method
        self.executable = executable
        self.poll = poll
        address = try method.requiredAddress()
    }

    package func powerOff() async throws -> String {
        let deadline = Deadline(method.limit)
        if try await status(deadline) { return "chassis power was off already" }
        _ = try await ask(["chassis", "power", "off"], deadline)
        while try await !status(deadline) { try await deadline.pause(poll, method.title) }
        return "chassis power is off"
    }

    package func isOff() async throws -> Bool? { try await status(Deadline(method.limit)) }

    private func status(_ deadline: Deadline) async throws -> Bool {
        let answer = try await ask(["chassis", "power", "status"], deadline).lowercased()
        if answer.contains("power is off") { return true }
        if answer.contains("power is on") { return false }
        throw ManifoldError(.unknown, "\(method.title) says neither on nor off", cause: Excerpt.of(answer))
    }

    private func ask(_ command: [String], _ deadline: Deadline) async throws -> String {
        var arguments = ["-I", "lanplus", "-H", address, "-N", "2", "-R", "3"]
        if let port = method.port { arguments += ["-p", String(port)] }
        if let user = method.user { arguments += ["-U", user] }
        if let file = method.passwordFile { arguments += ["-f", file] }
        if let cipher = method.cipher { arguments += ["-C", String(cipher)] }
        let output: ProcessOutput
        do {
            output = try await ProcessRunner.run(
                executable: executable, arguments: arguments + command,
                deadline: min(Self.questionLimit, try deadline.left(method.title)))
        } catch let error as ProcessRunnerError {
            // A question that the end of all time for the fence cut short.
            _ = try deadline.left(method.title)
            throw ManifoldError(
                .unknown, "\(method.title) can't be asked", cause: "\(error)",
                remedy: "install ipmitool, or look at the BMC")
        }
        guard output.succeeded else {
            throw ManifoldError(
                .infrastructure, "\(method.title) refused \(command.joined(separator: " "))",
                cause: Excerpt.of(output.errorText.isEmpty ? output.text : output.errorText))
        }
        return output.text
    }
}
