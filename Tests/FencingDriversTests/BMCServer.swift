import Foundation
import HTTPClient

/// A Redfish service with one system, on the loopback; it ends with its owner. It lets `root` in with `se,cr/et`, by a session
/// or by basic authentication, counts what is done, and behaves as it is told.
final class BMCServer {
    let port: Int
    private let process = Process()

    enum Mode: String {
        case good
        /// Says yes and goes on running.
        case stubborn
        /// Says no, with a message.
        case refusing
    }

    init(_ mode: Mode = .good) throws {
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.program, mode.rawValue]
        process.standardOutput = output
        process.standardInput = Pipe()
        try process.run()
        var line = Data()
        while !line.contains(10), let more = try output.fileHandleForReading.read(upToCount: 1), !more.isEmpty {
            line += more
        }
        guard let port = Int(String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
        else { throw CocoaError(.fileReadUnknown) }
        self.port = port
    }

    deinit { kill(process.processIdentifier, SIGKILL) }

    var system: String { "http://127.0.0.1:\(port)/redfish/v1/Systems/1" }

    /// What was done so far, a word each: `login`, `logout`, `ForceOff`.
    func log() async throws -> [String] {
        let answer = try await CurlClient(concurrency: 1).send(HTTPRequest(url: "http://127.0.0.1:\(port)/log"))
        return String(decoding: answer.body, as: UTF8.self).split(separator: " ").map(String.init)
    }

    private static let program = """
        import base64, http.server, json, socketserver, sys, threading
        mode, state, done, sessions = sys.argv[1], {'power': 'On', 'reads': 0}, [], set()

        class BMC(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_): pass
            def answer(self, status, body=None, headers={}):
                data = json.dumps(body).encode() if body is not None else b''
                self.send_response(status)
                for name, value in headers.items(): self.send_header(name, value)
                self.send_header('Content-Length', str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            def message(self, status, text):
                self.answer(status, {'error': {'code': 'Base.1.0', 'message': 'see more',
                    '@Message.ExtendedInfo': [{'Message': text}]}})
            def is_in(self):
                basic = 'Basic ' + base64.b64encode(b'root:se,cr/et').decode()
                return self.headers.get('Authorization') == basic or self.headers.get('X-Auth-Token') in sessions
            def do_GET(self):
                if self.path == '/log':
                    data = ' '.join(done).encode()
                    self.send_response(200)
                    self.send_header('Content-Length', str(len(data)))
                    self.end_headers()
                    return self.wfile.write(data)
                if not self.is_in(): return self.message(401, 'Who are you?')
                if self.path != '/redfish/v1/Systems/1': return self.message(404, 'There is no ' + self.path)
                state['reads'] += 1
                if state['power'] == 'Stopping' and state['reads'] >= 3: state['power'] = 'Off'
                shown = 'On' if state['power'] == 'Stopping' else state['power']
                self.answer(200, {'Id': '1', 'PowerState': shown, 'Actions': {'#ComputerSystem.Reset': {
                    'target': '/redfish/v1/Systems/1/Actions/Reset.Now'}}})
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers.get('Content-Length', 0))))
                if self.path == '/redfish/v1/SessionService/Sessions':
                    if (body['UserName'], body['Password']) != ('root', 'se,cr/et'):
                        return self.message(401, 'The password of ' + body['UserName'] + ' is wrong')
                    sessions.add('token-1')
                    done.append('login')
                    return self.answer(201, {}, {'X-Auth-Token': 'token-1',
                        'Location': '/redfish/v1/SessionService/Sessions/1'})
                if not self.is_in(): return self.message(401, 'Who are you?')
                if self.path != '/redfish/v1/Systems/1/Actions/Reset.Now': return self.message(404, 'no such action')
                if mode == 'refusing': return self.message(409, 'The system is locked by firmware')
                done.append(body['ResetType'])
                if mode == 'good' and body['ResetType'] == 'ForceOff': state.update(power='Stopping', reads=0)
                self.answer(204)
            def do_DELETE(self):
                sessions.discard(self.headers.get('X-Auth-Token'))
                done.append('logout')
                self.answer(204)

        class Threads(socketserver.ThreadingTCPServer):
            daemon_threads = True
            def handle_error(self, *_): pass

        server = Threads(('127.0.0.1', 0), BMC)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(server.server_address[1], flush=True)
        sys.stdin.read()
        """
}
