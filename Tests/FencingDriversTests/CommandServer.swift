import Foundation
import Glibc

/// OpenSSH's server on the loopback with keys of its own, which runs what it is told as root; it ends with its owner.
final class CommandServer: Sendable {
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
    private let input = Pipe()

    /// Makes keys, which takes its time, on a thread of its own.
    static func start(in folder: Folder) async throws -> CommandServer {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try CommandServer(in: folder) }) }
        }
    }

    private init(in folder: Folder) throws {
        keyFile = folder.path + "/user"
        strangerFile = folder.path + "/stranger"
        knownHosts = folder.path + "/known"
        let output = Pipe()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.program, folder.path]
        process.standardOutput = output
        process.standardInput = input
        try process.run()
        var line = Data()
        while !line.contains(10), let more = try output.fileHandleForReading.read(upToCount: 1), !more.isEmpty {
            line += more
        }
        guard let port = Int(String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
        else { throw CocoaError(.fileReadUnknown) }
        self.port = port
    }

    deinit { try? input.fileHandleForWriting.close() }

    /// sshd is Python's child and not the test's: it closes the descriptor by which Foundation sees a child's end.
    private static let program = """
        import os, socket, subprocess, sys, time
        folder = sys.argv[1]
        path = lambda name: os.path.join(folder, name)
        for name in ('host', 'user', 'stranger'):
            subprocess.run(['/usr/bin/ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', path(name)],
                           check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        with socket.create_server(('127.0.0.1', 0)) as free: port = free.getsockname()[1]
        with open(path('host.pub')) as file: words = file.read().split()
        with open(path('known'), 'w') as file: print('[127.0.0.1]:%d %s %s' % (port, words[0], words[1]), file=file)
        with open(path('config'), 'w') as file:
            print('ListenAddress 127.0.0.1', 'Port %d' % port, 'HostKey ' + path('host'), 'PidFile none', 'UsePAM no',
                  'AuthorizedKeysFile ' + path('user.pub'), 'StrictModes no', 'PermitRootLogin prohibit-password',
                  'PasswordAuthentication no', 'KbdInteractiveAuthentication no', sep=chr(10), file=file)
        os.makedirs('/run/sshd', 0o755, exist_ok=True)
        server = subprocess.Popen(['/usr/sbin/sshd', '-D', '-f', path('config'), '-E', path('log')],
                                  stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        for _ in range(200):
            try: socket.create_connection(('127.0.0.1', port), 1).close(); break
            except OSError: time.sleep(0.025)
        print(port, flush=True)
        # The owner's end closes it.
        sys.stdin.read()
        server.kill()
        """
}
