import Foundation
import SimulatedVIM
import Testing

/// A simulated world in a process of its own.
final class WorldProcess: @unchecked Sendable {
    let socket: String
    private let process = Process()

    /// - Parameter hosts: how many, or a hosts file.
    init(socket: String, hosts: String = "1") throws {
        self.socket = socket
        process.executableURL = URL(fileURLWithPath: try ManagerProcess.binary)
        process.arguments = ["simulate", "--hosts", hosts, "--socket", socket]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
    }

    func start() async throws {
        try process.run()
        for _ in 0..<400 where !FileManager.default.fileExists(atPath: socket) {
            try await Task.sleep(for: .milliseconds(25))
        }
    }

    func stop() {
        guard process.isRunning else { return }
        process.terminate()
        process.waitUntilExit()
    }

    /// Has a guest die, as a crash of its QEMU would.
    func crashGuest(_ name: String, host: String = "sim-1") async throws {
        let client = try await SimulatedWorldClient.connect(path: socket)
        try await client.crashGuest(host: host, name: name, reason: "a test")
        await client.close()
    }

    /// What is in it, without ids.
    func dump() async throws -> String {
        let client = try await SimulatedWorldClient.connect(path: socket)
        let text = try await client.dump(.normalised)
        await client.close()
        return text
    }
}
