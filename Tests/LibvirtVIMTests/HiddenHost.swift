import Foundation

/// A libvirtd in a mount namespace of its own in which the folder of the storage is another than the test's; it ends with its
/// owner.
final class HiddenHost: Sendable {
    /// Why there is none here; nil where there is.
    static let obstacle: String? =
        geteuid() != 0
        ? "mounting takes root"
        : ["/usr/sbin/libvirtd", "/usr/bin/unshare", "/usr/bin/qemu-system-x86_64"].first {
            !FileManager.default.isExecutableFile(atPath: $0)
        }

    let uri: String
    /// Seen by both, with different things in it.
    let storageFolder: String
    private let input = Pipe()

    /// - Parameter folder: of the test's own.
    static func start(in folder: String) async throws -> HiddenHost {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try HiddenHost(in: folder) }) }
        }
    }

    private init(in folder: String) throws {
        let own = folder + "/libvirtd"
        storageFolder = folder + "/host/pool"
        uri = "qemu+unix:///system?socket=\(own)/run/libvirt/libvirt-sock"
        for part in ["run/libvirt", "lib", "log", "cache", "etc", "fs"] {
            try FileManager.default.createDirectory(atPath: "\(own)/\(part)", withIntermediateDirectories: true)
        }
        try FileManager.default.createDirectory(atPath: folder + "/host", withIntermediateDirectories: true)
        try Data(Self.configuration.utf8).write(to: URL(fileURLWithPath: own + "/etc/qemu.conf"))
        try Data("auth_unix_rw = \"none\"\n".utf8).write(to: URL(fileURLWithPath: own + "/etc/libvirtd.conf"))
        let output = Pipe()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.program, own, folder + "/host"]
        process.standardOutput = output
        process.standardInput = input
        try process.run()
        var line = Data()
        while !line.contains(10), let more = try output.fileHandleForReading.read(upToCount: 1), !more.isEmpty {
            line += more
        }
        guard String(decoding: line, as: UTF8.self).hasPrefix("ready") else { throw CocoaError(.fileReadUnknown) }
    }

    deinit { try? input.fileHandleForWriting.close() }

    private static let configuration = """
        security_driver = "none"
        user = "root"
        group = "root"
        dynamic_ownership = 0
        remember_owner = 0
        cgroup_controllers = []
        namespaces = []
        seccomp_sandbox = 0
        stdio_handler = "file"

        """

    private static let program = """
        import os, signal, subprocess, sys, time
        own, hidden = sys.argv[1:]
        script = '''set -e
        mount --make-rprivate /
        for pair in run/libvirt:/run/libvirt lib:/var/lib/libvirt log:/var/log/libvirt cache:/var/cache/libvirt \
                    etc:/etc/libvirt; do
          mkdir -p ${pair#*:}
          mount --bind %s/${pair%%%%:*} ${pair#*:}
        done
        mount --bind %s/fs %s
        # The shell is the namespace's first process: it takes the orphans that libvirtd waits to see gone.
        /usr/sbin/libvirtd -f /etc/libvirt/libvirtd.conf
        exit 0''' % (own, own, hidden)
        log = open(own + '/libvirtd.out', 'wb')
        # A process group of its own, and a namespace of processes: nothing of it outlives it.
        server = subprocess.Popen(['unshare', '-m', '-p', '-f', '--mount-proc', '--kill-child', 'sh', '-c', script],
                                  stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        socket = own + '/run/libvirt/libvirt-sock'
        for _ in range(200):
            if os.path.exists(socket) or server.poll() is not None: break
            time.sleep(0.05)
        print('ready' if os.path.exists(socket) else 'failed', flush=True)
        # The owner's end closes it.
        sys.stdin.read()
        server.kill()
        """
}
