import Foundation
import Glibc

/// OpenSSH's server on the loopback with keys of its own, which runs what it is told as root; it ends with its owner.
final class CommandServer {
    /// Why there is none here; nil where there is.
    static let obstacle: String? =
        geteuid() != 0
        ? "sshd takes root to let somebody in"
        : ["/usr/sbin/sshd", "/usr/bin/ssh-keygen", "/usr/bin/ssh"].first {
            !FileManager.default.isExecutableFile(atPath: $0)
        }

    let port: Int
    let keyFile: String
    let strangerFile: String
    let knownHosts: String
    private let process = Process()

    init(in folder: Folder) throws {
        for key in ["host", "user", "stranger"] {
            let tool = Process()
            tool.executableURL = URL(fileURLWithPath: "/usr/bin/ssh-keygen")
            tool.arguments = ["-q", "-t", "ed25519", "-N", "", "-f", "\(folder.path)/\(key)"]
            try tool.run()
            tool.waitUntilExit()
        }
        port = Int.random(in: 30000..<40000)
        keyFile = folder.path + "/user"
        strangerFile = folder.path + "/stranger"
        let words = folder.read("host.pub").split(separator: " ")
        knownHosts = try folder.write("known", "[127.0.0.1]:\(port) \(words[0]) \(words[1])\n")
        _ = try folder.write("authorized", folder.read("user.pub"))
        // It leaves its parent's rights behind in a folder that has to be there.
        try FileManager.default.createDirectory(atPath: "/run/sshd", withIntermediateDirectories: true)
        process.executableURL = URL(fileURLWithPath: "/usr/sbin/sshd")
        process.arguments = [
            "-D", "-e", "-f", "/dev/null", "-p", String(port), "-h", folder.path + "/host",
            "-o", "ListenAddress=127.0.0.1", "-o", "AuthorizedKeysFile=\(folder.path)/authorized",
            "-o", "StrictModes=no", "-o", "PasswordAuthentication=no", "-o", "KbdInteractiveAuthentication=no",
            "-o", "PidFile=none", "-o", "PermitRootLogin=prohibit-password", "-o", "UsePAM=no",
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<100 where !Self.listens(port) { usleep(50_000) }
    }

    deinit { kill(process.processIdentifier, SIGKILL) }

    private static func listens(_ port: Int) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
