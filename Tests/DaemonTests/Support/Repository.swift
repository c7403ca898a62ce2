import Foundation
import Testing

/// The checkout that the tests are from, and packages made of its descriptors.
enum Repository {
    static let root: String = {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url.path
    }()

    /// Packs a package of `Descriptors` with an image of 64 KiB in place of the real one.
    static func package(_ name: String, in folder: String) async throws -> String {
        let image = folder + "/vnf.qcow2"
        if !FileManager.default.fileExists(atPath: image) {
            try await run("/usr/bin/qemu-img", ["create", "-q", "-f", "qcow2", image, "64M"])
        }
        let target = "\(folder)/\(name).csar"
        var arguments = ["pack", "\(root)/Descriptors/\(name)", "-o", target]
        if name != "secure-access" { arguments += ["--image", "Files/images/vnf.qcow2=\(image)"] }
        try await run(try ManagerProcess.binary, arguments)
        return target
    }

    /// Packs a package of `Descriptors` whose main template was changed, as any vendor's tool would: with a plain zip, and
    /// with the manifest's hashes as they were.
    static func changedPackage(_ name: String, in folder: String, _ change: (String) -> String) async throws -> String {
        let good = try await package(name, in: folder)
        let tree = "\(folder)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: tree, withIntermediateDirectories: true)
        try await run("/usr/bin/unzip", ["-q", good, "-d", tree])
        let template = "\(tree)/Definitions/\(name).yaml"
        let text = try String(contentsOfFile: template, encoding: .utf8)
        let changed = change(text)
        try #require(changed != text)
        try changed.write(toFile: template, atomically: true, encoding: .utf8)
        let target = tree + ".csar"
        try await run("/bin/sh", ["-c", "cd \(tree) && zip -q -r \(target) ."])
        return target
    }

    static func run(_ program: String, _ arguments: [String]) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(program) \(arguments.joined(separator: " ")): \(text)")
    }

    /// Runs a body with a folder of its own, which goes with it.
    static func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = "/tmp/mft-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }
}
