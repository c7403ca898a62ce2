import Foundation

/// File systems of a few MiB in memory, so that tests can have a full disk.
package enum SmallDisk {
    /// Whether this process may mount: it takes root.
    package static let isPossible: Bool = {
        let folder = NSTemporaryDirectory() + "/disk-\(UUID().uuidString)"
        defer { rmdir(folder) }
        guard mkdir(folder, 0o700) == 0, mount(folder, bytes: 1 << 20) else { return false }
        unmount(folder)
        return true
    }()

    package static func mount(_ folder: String, bytes: Int) -> Bool {
        run("mount", ["-t", "tmpfs", "-o", "size=\(bytes),mode=700", "tmpfs", folder])
    }

    /// Also while files in it are open.
    package static func unmount(_ folder: String) { _ = run("umount", ["-l", folder]) }

    private static func run(_ program: String, _ arguments: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [program] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
