import Foundation
import Glibc
import Synchronization

/// An HTTP server on a socket of its own that answers as a test says and remembers what it was asked.
final class FakeServer: Sendable {
    struct Request: Sendable {
        var method: String
        /// With the query.
        var path: String
        /// Names in lower case.
        var headers: [String: String]
        var body: Data

        var text: String { String(decoding: body, as: UTF8.self) }
        var json: [String: Any] { (try? JSONSerialization.jsonObject(with: body) as? [String: Any]) ?? [:] }
    }

    struct Response: Sendable {
        var status = 200
        var headers: [String: String] = [:]
        var body = ""
        /// Before the answer goes out.
        var delay = 0.0

        static func json(_ body: String, status: Int = 200, headers: [String: String] = [:]) -> Response {
            Response(status: status, headers: headers.merging(["Content-Type": "application/json"]) { $1 }, body: body)
        }

        static func problem(_ status: Int, _ title: String, _ detail: String) -> Response {
            .json(#"{"title":"\#(title)","status":\#(status),"detail":"\#(detail)"}"#, status: status)
        }
    }

    let url: String
    private let listener: Int32
    private let asked = Mutex<[Request]>([])
    private let answer: @Sendable (Request) -> Response

    /// - Parameter socket: the path of a unix socket; nil: a free port of the loopback.
    init(socket path: String? = nil, answer: @escaping @Sendable (Request) -> Response) throws {
        self.answer = answer
        let listener: Int32
        if let path {
            listener = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let size = socklen_t(MemoryLayout<sockaddr_un>.size)
            let result = withUnsafePointer(to: address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, size) }
            }
            guard result == 0 else { throw POSIXError(.EADDRINUSE) }
            url = "http://socket"
        } else {
            listener = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
            var size = socklen_t(MemoryLayout<sockaddr_in>.size)
            let result = withUnsafeMutablePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { socketAddress in
                    bind(listener, socketAddress, size) == 0 && getsockname(listener, socketAddress, &size) == 0
                }
            }
            guard result else { throw POSIXError(.EADDRINUSE) }
            url = "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
        }
        self.listener = listener
        guard listen(listener, 16) == 0 else { throw POSIXError(.EADDRINUSE) }
        let thread = Thread { [listener, self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { return }
                Thread { self.serve(connection) }.start()
            }
        }
        thread.start()
    }

    var requests: [Request] { asked.withLock { $0 } }

    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        var buffer = Data()
        while let request = read(connection, &buffer) {
            asked.withLock { $0.append(request) }
            let response = answer(request)
            if response.delay > 0 { Thread.sleep(forTimeInterval: response.delay) }
            var text = "HTTP/1.1 \(response.status) X\r\nContent-Length: \(response.body.utf8.count)\r\n"
            for (name, value) in response.headers { text += "\(name): \(value)\r\n" }
            text += "\r\n" + response.body
            var bytes = Array(text.utf8)[...]
            while !bytes.isEmpty {
                let count = bytes.withUnsafeBytes {
                    send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return }
                bytes = bytes.dropFirst(count)
            }
        }
    }

    private func read(_ connection: Int32, _ buffer: inout Data) -> Request? {
        let end = Data("\r\n\r\n".utf8)
        while buffer.range(of: end) == nil { guard fill(connection, &buffer) else { return nil } }
        guard let split = buffer.range(of: end) else { return nil }
        let lines = String(decoding: buffer[..<split.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        buffer = Data(buffer[split.upperBound...])
        let first = lines[0].split(separator: " ")
        guard first.count == 3 else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { headers[parts[0].lowercased()] = parts[1].trimmingCharacters(in: .whitespaces) }
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        while buffer.count < length { guard fill(connection, &buffer) else { return nil } }
        let body = Data(buffer.prefix(length))
        buffer = Data(buffer.dropFirst(length))
        return Request(method: String(first[0]), path: String(first[1]), headers: headers, body: body)
    }

    private func fill(_ connection: Int32, _ buffer: inout Data) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 65536)
        let count = recv(connection, &bytes, bytes.count, 0)
        guard count > 0 else { return false }
        buffer.append(contentsOf: bytes.prefix(count))
        return true
    }
}

/// A folder of a test's own, gone after it.
func withFolder<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("manifold-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder.path)
}

/// A server for the time of a test.
func withServer<Result>(
    _ answer: @escaping @Sendable (FakeServer.Request) -> FakeServer.Response,
    _ body: (FakeServer) async throws -> Result
) async throws -> Result {
    let server = try FakeServer(answer: answer)
    defer { server.stop() }
    return try await body(server)
}
