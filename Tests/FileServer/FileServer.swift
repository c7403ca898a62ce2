package import Foundation
import Glibc

/// A server of HTTP and FTP on the loopback that breaks off, moves and refuses as a path says; it ends with its owner. The
/// content is the same everywhere.
///
///     /whole /broken (half of it, until asked for the rest) /norange /moved /loop /changing (another tag each time)
///     /busy (503 once) /none (404) /slow /slower
package final class FileServer {
    package let content: Data
    package let httpPort: Int
    package let ftpPort: Int
    private let process = Process()
    private let folder: URL

    package init(content: Data) throws {
        self.content = content
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("file-server-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try content.write(to: folder.appendingPathComponent("content"))
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.program, folder.appendingPathComponent("content").path]
        process.standardOutput = output
        process.standardInput = Pipe()
        try process.run()
        var line = Data()
        while !line.contains(10), let more = try output.fileHandleForReading.read(upToCount: 1), !more.isEmpty {
            line += more
        }
        let ports = String(decoding: line, as: UTF8.self).split(separator: " ").compactMap {
            Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        guard ports.count == 2 else { throw CocoaError(.fileReadUnknown) }
        httpPort = ports[0]
        ftpPort = ports[1]
    }

    deinit {
        // Threads that start it may block softer signals, and a child keeps their mask.
        kill(process.processIdentifier, SIGKILL)
        try? FileManager.default.removeItem(at: folder)
    }

    package func http(_ path: String) -> String { "http://127.0.0.1:\(httpPort)/\(path)" }
    package func ftp(_ path: String) -> String { "ftp://127.0.0.1:\(ftpPort)/\(path)" }

    private static let program = """
        import http.server, os, re, socket, socketserver, sys, threading, time
        data = open(sys.argv[1], 'rb').read()
        seen = {}

        class Pages(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_): pass
            def do_GET(self):
                name = self.path.strip('/')
                seen[name] = seen.get(name, 0) + 1
                tag = '"%s"' % (seen[name] if name == 'changing' else 'v')
                start = 0
                wanted = re.match('bytes=([0-9]+)-', self.headers.get('Range', ''))
                if name == 'none': return self.send_error(404)
                # For `user` with the password `p/@ss`.
                if name == 'locked' and self.headers.get('Authorization') != 'Basic dXNlcjpwL0Bzcw==':
                    return self.send_error(401)
                if name == 'busy' and seen[name] == 1: return self.send_error(503)
                if name in ('moved', 'loop'):
                    self.send_response(302)
                    self.send_header('Location', '/whole' if name == 'moved' else '/loop')
                    self.send_header('Content-Length', '0')
                    return self.end_headers()
                if wanted and name != 'norange' and self.headers.get('If-Range', tag) == tag: start = int(wanted.group(1))
                self.send_response(206 if start else 200)
                if start: self.send_header('Content-Range', 'bytes %d-%d/%d' % (start, len(data) - 1, len(data)))
                self.send_header('ETag', tag)
                self.send_header('Content-Length', str(len(data) - start))
                self.end_headers()
                body = data[start:]
                if name in ('slow', 'slower'): time.sleep(3 if name == 'slow' else 15)
                if name in ('broken', 'norange', 'changing') and seen[name] == 1: body = body[:len(data) // 2]
                self.wfile.write(body)
                self.close_connection = True

        class Files(socketserver.StreamRequestHandler):
            def handle(self):
                start, listener = 0, None
                def say(text): self.wfile.write((text + chr(13) + chr(10)).encode())
                say('220 ready')
                for line in self.rfile:
                    word, _, rest = line.decode().strip().partition(' ')
                    word = word.upper()
                    if word == 'USER': say('331 password')
                    elif word == 'PASS': say('230 in')
                    elif word == 'PWD': say('257 "/"')
                    elif word == 'SIZE': say('213 %d' % len(data))
                    elif word == 'REST': start = int(rest); say('350 from there')
                    elif word == 'EPSV':
                        listener = socket.create_server(('127.0.0.1', 0))
                        say('229 (|||%d|)' % listener.getsockname()[1])
                    elif word == 'RETR':
                        seen[rest] = seen.get(rest, 0) + 1
                        say('150 coming')
                        channel, _ = listener.accept()
                        body = data[start:]
                        broken = 'broken' in rest and seen[rest] == 1
                        channel.sendall(body[:len(body) // 2] if broken else body)
                        channel.close()
                        say('426 broken' if broken else '226 done')
                    elif word == 'QUIT': say('221 bye'); return
                    else: say('200 fine')

        class Threads(socketserver.ThreadingTCPServer):
            daemon_threads = True
            # Who asked may have gone.
            def handle_error(self, *_): pass

        pages, files = Threads(('127.0.0.1', 0), Pages), Threads(('127.0.0.1', 0), Files)
        threading.Thread(target=files.serve_forever, daemon=True).start()
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        print(pages.server_address[1], files.server_address[1], flush=True)
        # The owner's end closes it.
        sys.stdin.read()
        """
}
