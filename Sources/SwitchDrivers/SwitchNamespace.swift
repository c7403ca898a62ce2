import Foundation

/// Which network namespace a local switch runs in. It blocks.
package enum SwitchNamespace {
    /// The name of the namespace that ovs-vswitchd is in; nil: it is the manager's own, has no name, or the switch is
    /// another machine's.
    ///
    /// - Parameter runFolder: with ovs-vswitchd's pid file.
    package static func name(runFolder: String) -> String? {
        guard let text = try? String(contentsOfFile: "\(runFolder)/ovs-vswitchd.pid", encoding: .utf8),
            let pid = Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)),
            let its = identity("/proc/\(pid)/ns/net"), let own = identity("/proc/self/ns/net"), its != own
        else { return nil }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/run/netns")) ?? []
        return names.sorted().first { identity("/run/netns/\($0)") == its }
    }

    private static func identity(_ path: String) -> [UInt64]? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return [UInt64(status.st_dev), UInt64(status.st_ino)]
    }
}
