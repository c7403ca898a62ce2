import Foundation
import MANOModel
import Testing

import FencingDrivers

@Suite("Fencing by SSH")
struct SSHTests {
    private func method(
        _ server: CommandServer, command: String, status: String? = nil, key: String? = nil, known: String? = nil,
        timeout: Double = 20
    ) -> FencingMethod {
        FencingMethod(
            type: .ssh, address: "root@127.0.0.1", port: server.port, identityFile: key ?? server.keyFile,
            knownHostsFile: known ?? server.knownHosts, command: command, statusCommand: status, timeout: timeout)
    }

    @Test(
        "a command powers off, and the status command is asked until it says so",
        .enabled(if: CommandServer.obstacle == nil))
    func commands() async throws {
        try await Folder.with { folder async throws in
            let server = try await CommandServer.start(in: folder)
            let power = try folder.write("power", "power is on\n")
            let driver = try SSHDriver(
                method(
                    server, command: "(sleep 1; echo 'power is off' > \(power)) >/dev/null 2>&1 </dev/null &",
                    status: "cat \(power)"), poll: .milliseconds(100))
            #expect(try await driver.isOff() == false)
            #expect(try await driver.powerOff() == "the status command says off")
            #expect(try await driver.isOff() == true)
        }
    }

    @Test(
        "without a status command the command's end counts, and it can't be looked up",
        .enabled(if: CommandServer.obstacle == nil))
    func noStatus() async throws {
        try await Folder.with { folder async throws in
            let server = try await CommandServer.start(in: folder)
            let driver = try SSHDriver(method(server, command: "echo outlet 7 is off"))
            #expect(try await driver.isOff() == nil)
            #expect(try await driver.powerOff() == "the command ended with status 0: outlet 7 is off")
            let failing = try SSHDriver(method(server, command: "echo no outlet 7 >&2; exit 3"))
            let error = await #expect(throws: ManifoldError.self) { _ = try await failing.powerOff() }
            #expect(error?.code == .infrastructure)
            #expect("\(try #require(error))".contains("status 3"))
            #expect("\(try #require(error))".contains("no outlet 7"))
        }
    }

    @Test("an unknown key, on either side, is refused without a question", .enabled(if: CommandServer.obstacle == nil))
    func keys() async throws {
        try await Folder.with { folder async throws in
            let server = try await CommandServer.start(in: folder)
            let started = ContinuousClock.now
            for wrong in [
                method(server, command: "touch \(folder.path)/done", key: server.strangerFile),
                method(server, command: "touch \(folder.path)/done", known: "/dev/null"),
            ] {
                let error = await #expect(throws: ManifoldError.self) { _ = try await SSHDriver(wrong).powerOff() }
                #expect(error?.code == .unknown)
            }
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/done"))
            #expect(ContinuousClock.now - started < .seconds(15))
        }
    }

    @Test(
        "a command that doesn't end is given up, and what became of it isn't known",
        .enabled(if: CommandServer.obstacle == nil))
    func hangs() async throws {
        try await Folder.with { folder async throws in
            let server = try await CommandServer.start(in: folder)
            let driver = try SSHDriver(method(server, command: "sleep 60", timeout: 1))
            let error = await #expect(throws: ManifoldError.self) { _ = try await driver.powerOff() }
            #expect(error?.code == .unknown)
        }
    }

    @Test("an address is no option")
    func options() {
        #expect(throws: ManifoldError.self) {
            _ = try SSHDriver(FencingMethod(type: .ssh, address: "-oProxyCommand=x", command: "true"))
        }
    }
}
