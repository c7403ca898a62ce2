import Foundation
import MANOModel
import Testing

import FencingDrivers

@Suite("Fencing by IPMI")
struct IPMITests {
    /// Writes down how it was called, and keeps the power's state in a file.
    private static func tool(
        _ folder: Folder, off: String = "echo off > $D/power; echo Chassis Power Control: Down/Off"
    )
        throws -> String
    {
        _ = try folder.write("power", "on\n")
        return try folder.write(
            "ipmitool",
            """
            #!/bin/sh
            D=$(dirname "$0")
            echo "$@" >> $D/calls
            case "$*" in
            *"chassis power status") echo "Chassis Power is $(cat $D/power)";;
            *"chassis power off") \(off);;
            *) exit 2;;
            esac
            """, mode: 0o755)
    }

    private func method(_ folder: Folder, timeout: Double = 10) throws -> FencingMethod {
        FencingMethod(
            type: .ipmi, address: "10.0.0.5", port: 6230, user: "admin",
            passwordFile: try folder.write("password", "se cret\n"), cipher: 17, timeout: timeout)
    }

    @Test("the password goes to ipmitool by its file, and the state is asked before and after")
    func asks() async throws {
        try await Folder.with { folder async throws in
            let driver = try IPMIDriver(
                try method(folder), executable: try Self.tool(folder), poll: .milliseconds(10))
            #expect(try await driver.isOff() == false)
            #expect(try await driver.powerOff() == "chassis power is off")
            #expect(try await driver.powerOff() == "chassis power was off already")
            let calls = folder.read("calls").split(separator: "\n")
            let common =
                "-I lanplus -H 10.0.0.5 -N 2 -R 3 -p 6230 -U admin -f \(folder.path)/password -C 17 chassis power"
            #expect(
                calls.map(String.init) == ["status", "status", "off", "status", "status"].map { "\(common) \($0)" })
        }
    }

    @Test("an error is told as it was said")
    func failure() async throws {
        try await Folder.with { folder async throws in
            let tool = try Self.tool(
                folder, off: "echo 'Error: Unable to establish IPMI v2 / RMCP+ session' >&2; exit 1")
            let driver = try IPMIDriver(try method(folder), executable: tool)
            let error = await #expect(throws: ManifoldError.self) { _ = try await driver.powerOff() }
            #expect(error?.code == .infrastructure)
            let text = "\(try #require(error))"
            #expect(text.contains("ipmi at 10.0.0.5"))
            #expect(text.contains("Unable to establish IPMI v2"))
            #expect(!text.contains("se cret"))
        }
    }

    @Test("a chassis that stays on isn't fenced")
    func staysOn() async throws {
        try await Folder.with { folder async throws in
            let driver = try IPMIDriver(
                try method(folder, timeout: 1), executable: try Self.tool(folder, off: "true"), poll: .milliseconds(50))
            let error = await #expect(throws: ManifoldError.self) { _ = try await driver.powerOff() }
            #expect(error?.code == .timeout)
        }
    }

    @Test("without ipmitool nothing is known")
    func noTool() async throws {
        try await Folder.with { folder async throws in
            let driver = try IPMIDriver(try method(folder), executable: "\(folder.path)/none")
            let error = await #expect(throws: ManifoldError.self) { _ = try await driver.isOff() }
            #expect(error?.code == .unknown)
        }
    }

    @Test("a simulated BMC is powered off over the wire", .enabled(if: IPMISimulator.obstacle == nil))
    func simulator() async throws {
        try await Folder.with { folder async throws in
            let simulator = try IPMISimulator(in: folder)
            let driver = try IPMIDriver(
                FencingMethod(
                    type: .ipmi, address: "127.0.0.1", port: simulator.port, user: "admin",
                    passwordFile: try folder.write("password", "secret\n"), cipher: 3, timeout: 60),
                poll: .milliseconds(100))
            try await simulator.waitUntilItAnswers { try await driver.isOff() == false }
            #expect(try await driver.powerOff() == "chassis power is off")
            #expect(folder.read("power") == "0\n")
            #expect(try await driver.isOff() == true)
            let wrong = try IPMIDriver(
                FencingMethod(
                    type: .ipmi, address: "127.0.0.1", port: simulator.port, user: "admin",
                    passwordFile: try folder.write("other", "wrong\n"), cipher: 3, timeout: 60))
            await #expect(throws: ManifoldError.self) { _ = try await wrong.isOff() }
        }
    }
}
