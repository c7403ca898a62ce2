import BlockingPool
import FoundationEssentials
import Testing

@testable import LibvirtVIM

@Suite("Qcow2")
struct Qcow2Tests {
    @Test(
        "qemu-img finds no fault with an empty disk, from one byte to a terabyte",
        arguments: [
            1, 512, 65536, 536_870_912, 536_870_913, 10_737_418_240, 1_099_511_627_776 as Int64,
        ])
    func check(size: Int64) async throws {
        try await withTemporaryFolder { folder in
            let path = "\(folder)/disk.qcow2"
            try FileSystem.place(try Qcow2.empty(size: size, backing: nil), at: path, staging: folder, mode: 0o600)
            let output = try await ProcessRunner.require(executable: "qemu-img", arguments: ["check", path])
            #expect(output.text.contains("No errors were found"))
            #expect(Qcow2.virtualSize(header: try FileSystem.read(path, limit: 32)) == size)
        }
    }

    @Test("an overlay names its base and format, and reads as the base")
    func overlay() async throws {
        try await withTemporaryFolder { folder in
            let (base, path) = ("\(folder)/base.raw", "\(folder)/over.qcow2")
            let content = [UInt8]((0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 7) })
            try FileSystem.replace(base, with: content, staging: folder)
            let backing = Qcow2.Backing(path: base, format: "raw")
            try FileSystem.place(
                try Qcow2.empty(size: 1 << 20, backing: backing), at: path, staging: folder, mode: 0o600)
            let check = try await ProcessRunner.require(executable: "qemu-img", arguments: ["check", path])
            #expect(check.text.contains("No errors were found"))
            let info = try await ProcessRunner.require(
                executable: "qemu-img", arguments: ["info", "--output=json", path])
            #expect(info.text.contains("\"backing-filename-format\": \"raw\""))
            #expect(info.text.contains("\"full-backing-filename\": \"\(base)\""))
            let out = "\(folder)/out.raw"
            try await ProcessRunner.require(
                executable: "qemu-img", arguments: ["convert", "-O", "raw", path, out])
            let read = try FileSystem.read(out, limit: 2 << 20)
            #expect(read.count == 1 << 20)
            #expect(Array(read.prefix(content.count)) == content)
            #expect(read.dropFirst(content.count).allSatisfy { $0 == 0 })
        }
    }

    @Test("sizes and names that the format cannot hold are refused")
    func limits() {
        #expect(throws: Qcow2.Failure.size(0)) { try Qcow2.empty(size: 0, backing: nil) }
        let long = Qcow2.Backing(path: String(repeating: "x", count: 1024), format: "raw")
        #expect(throws: Qcow2.Failure.backingNameTooLong(1024)) { try Qcow2.empty(size: 512, backing: long) }
        #expect(Qcow2.virtualSize(header: [UInt8](repeating: 0, count: 32)) == nil)
    }
}

/// A folder that is there for `body` only.
func withTemporaryFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let path = FileManager.default.temporaryDirectory.path + "/manifold-test-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    do {
        let value = try await body(path)
        try? FileManager.default.removeItem(atPath: path)
        return value
    } catch {
        try? FileManager.default.removeItem(atPath: path)
        throw error
    }
}
