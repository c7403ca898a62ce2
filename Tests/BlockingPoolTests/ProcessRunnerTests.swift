import BlockingPool
import Glibc
import Testing

@Suite("ProcessRunner")
struct ProcessRunnerTests {
    @Test("arguments reach the program as they are, without a shell between")
    func arguments() async throws {
        let output = try await ProcessRunner.run(
            executable: "/usr/bin/printf", arguments: ["%s|", "a b", "$HOME", "';rm", "\"", ""])
        #expect(output.text == "a b|$HOME|';rm|\"||")
        #expect(output.succeeded)
    }

    @Test("input larger than a pipe goes in while output comes out")
    func largeInput() async throws {
        let input = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let output = try await ProcessRunner.run(executable: "cat", input: input)
        #expect(output.standardOutput == input)
    }

    @Test("a program that reads none of its input is no error")
    func unreadInput() async throws {
        let output = try await ProcessRunner.run(
            executable: "true", input: [UInt8](repeating: 0, count: 1_000_000))
        #expect(output.status == .exited(0))
    }

    @Test("status, signal and standard error are told apart")
    func statuses() async throws {
        let failed = try await ProcessRunner.run(executable: "sh", arguments: ["-c", "echo no >&2; exit 3"])
        #expect(failed.status == .exited(3))
        #expect(failed.errorText == "no\n")
        #expect(failed.text.isEmpty)
        let killed = try await ProcessRunner.run(executable: "sh", arguments: ["-c", "kill -TERM $$"])
        #expect(killed.status == .signalled(SIGTERM))
        await #expect(throws: ProcessRunnerError.failed(executable: "sh", status: .exited(3), errorText: "")) {
            try await ProcessRunner.require(executable: "sh", arguments: ["-c", "exit 3"])
        }
    }

    @Test("a program that is not there is named")
    func missing() async throws {
        let error = await #expect(throws: ProcessRunnerError.self) {
            try await ProcessRunner.run(executable: "/nonexistent/program")
        }
        #expect(error?.description == "cannot start /nonexistent/program: No such file or directory")
    }

    @Test("a child is killed at its deadline")
    func deadline() async throws {
        let clock = ContinuousClock()
        let elapsed = await clock.measure {
            await #expect(
                throws: ProcessRunnerError.deadlineExceeded(executable: "sleep", after: .milliseconds(100))
            ) {
                try await ProcessRunner.run(executable: "sleep", arguments: ["30"], deadline: .milliseconds(100))
            }
        }
        #expect(elapsed < .seconds(10))
    }

    @Test("a child that leaves a process behind with its outputs is not waited for")
    func daemon() async throws {
        let clock = ContinuousClock()
        let elapsed = try await clock.measure {
            let output = try await ProcessRunner.run(
                executable: "sh", arguments: ["-c", "sleep 10 & echo started"])
            #expect(output.text == "started\n")
        }
        #expect(elapsed < .seconds(8))
    }

    @Test("the environment given is the whole environment")
    func environment() async throws {
        let output = try await ProcessRunner.run(
            executable: "/usr/bin/env", environment: ["ONE": "1=1"])
        #expect(output.text == "ONE=1=1\n")
    }
}
