package import Foundation
import Glibc

/// OpenSSH's server on the loopback with a host key and a user's key of its own, for `sftp` only; it ends with its owner.
/// It takes root, as the server changes to the user who comes.
package final class SFTPServer: Sendable {
    /// Why there is none here; nil where there is.
    package static let obstacle: String? =
        geteuid() != 0
        ? "sshd takes root to let somebody in"
        : ["/usr/sbin/sshd", "/usr/bin/ssh-keygen"].first { !FileManager.default.isExecutableFile(atPath: $0) }
            .map { "\($0) is missing: install openssh-server" }

    package let port: Int
    /// Leads to the server as well; the first connection that brings much is cut after half a megabyte.
    package let relayPort: Int
    /// The private key that is let in, and one that isn't.
    package var keyFile: String { path("user") }
    package var strangerFile: String { path("stranger") }
    /// The server's key, and another's in its place.
    package var knownHosts: String { path("known") }
    package var wrongHosts: String { path("wrong") }

    private let folder: URL
    private let input = Pipe()

    /// Makes keys, which takes its time, on a thread of its own.
    package static func start(content: Data) async throws -> SFTPServer {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try SFTPServer(content: content) }) }
        }
    }

    private init(content: Data) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("sftp-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try content.write(to: folder.appendingPathComponent("content"))
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
        let ports = String(decoding: line, as: UTF8.self).split { " \n".contains($0) }.compactMap { Int($0) }
        guard ports.count == 2 else { throw CocoaError(.fileReadUnknown) }
        port = ports[0]
        relayPort = ports[1]
    }

    deinit {
        try? input.fileHandleForWriting.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Of the content, or of a file that isn't there.
    package func url(_ name: String = "content", user: String = "root", port: Int? = nil) -> String {
        "sftp://\(user.isEmpty ? "" : user + "@")127.0.0.1:\(port ?? self.port)\(path(name))"
    }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// sshd is Python's child and not the test's: it closes the descriptor by which Foundation sees a child's end, and would
    /// be waited for from its start.
    private static let program = """
        import os, socket, subprocess, sys, threading, time
        folder = sys.argv[1]
        path = lambda name: os.path.join(folder, name)
        for name in ('host', 'other', 'user', 'stranger'):
            subprocess.run(['/usr/bin/ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', path(name)],
                           check=True, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        relay = socket.create_server(('127.0.0.1', 0))
        # sshd takes no port of its own choice.
        with socket.create_server(('127.0.0.1', 0)) as free: port = free.getsockname()[1]
        relay_port = relay.getsockname()[1]
        for name, key in (('known', 'host'), ('wrong', 'other')):
            with open(path(key + '.pub')) as file: words = file.read().split()
            with open(path(name), 'w') as file:
                for number in (port, relay_port):
                    print('[127.0.0.1]:%d %s %s' % (number, words[0], words[1]), file=file)
        with open(path('config'), 'w') as file:
            print('ListenAddress 127.0.0.1', 'Port %d' % port, 'HostKey ' + path('host'), 'PidFile none', 'UsePAM no',
                  'AuthorizedKeysFile ' + path('user.pub'), 'StrictModes no', 'PermitRootLogin yes',
                  'PasswordAuthentication no', 'KbdInteractiveAuthentication no', 'Subsystem sftp internal-sftp',
                  'ForceCommand internal-sftp', sep=chr(10), file=file)
        os.makedirs('/run/sshd', 0o755, exist_ok=True)
        server = subprocess.Popen(['/usr/sbin/sshd', '-D', '-f', path('config'), '-E', path('log')],
                                  stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        for _ in range(200):
            try: socket.create_connection(('127.0.0.1', port), 1).close(); break
            except OSError: time.sleep(0.025)
        cut = []

        def pump(a, b, limited):
            count = 0
            try:
                while data := a.recv(65536):
                    b.sendall(data)
                    count += len(data)
                    if limited and count > 500000 and not cut:
                        cut.append(1)
                        break
            except OSError: pass
            for s in (a, b):
                try: s.shutdown(socket.SHUT_RDWR)
                except OSError: pass

        def serve():
            while True:
                client, _ = relay.accept()
                other = socket.create_connection(('127.0.0.1', port))
                threading.Thread(target=pump, args=(client, other, False), daemon=True).start()
                threading.Thread(target=pump, args=(other, client, True), daemon=True).start()

        threading.Thread(target=serve, daemon=True).start()
        print(port, relay_port, flush=True)
        # The owner's end closes it.
        sys.stdin.read()
        server.kill()
        """
}
