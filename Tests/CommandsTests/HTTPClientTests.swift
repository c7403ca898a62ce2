import Foundation
import HTTPClient
import Testing

@Suite("The HTTP client")
struct HTTPClientTests {
    @Test("sends method, path, headers and body, and returns status, headers and body")
    func exchange() async throws {
        try await withServer { request in
            .json(
                #"{"echo":"\#(request.method) \#(request.path) \#(request.text)"}"#, status: 201, headers: ["X-A": "1"])
        } _: { server in
            let response = try await CurlClient().send(
                HTTPRequest(
                    method: "PATCH", url: server.url + "/a?b=c", headers: [("X-B", "2")],
                    body: .data(Data("hello".utf8))))
            #expect(response.status == 201)
            #expect(response.headers["x-a"] == "1")
            #expect(String(decoding: response.body, as: UTF8.self) == #"{"echo":"PATCH /a?b=c hello"}"#)
            let request = try #require(server.requests.first)
            #expect(request.headers["x-b"] == "2")
            #expect(request.headers["content-length"] == "5")
            #expect(request.headers["expect"] == nil)
        }
    }

    @Test("says that a POST without a body has none")
    func emptyPost() async throws {
        try await withServer { _ in
            .json("", status: 202)
        } _: { server in
            let response = try await CurlClient().send(HTTPRequest(method: "POST", url: server.url + "/retry"))
            #expect(response.status == 202)
            #expect(server.requests.first?.method == "POST")
            #expect(server.requests.first?.headers["content-length"] == "0")
        }
    }

    @Test("keeps one connection for requests one after another")
    func keepAlive() async throws {
        try await withServer { _ in
            .json("{}")
        } _: { server in
            let client = CurlClient()
            for method in ["GET", "DELETE", "GET"] {
                let response = try await client.send(HTTPRequest(method: method, url: server.url))
                #expect(response.status == 200)
            }
            #expect(server.requests.map(\.method) == ["GET", "DELETE", "GET"])
        }
    }

    @Test("sends a file from the disk and writes an answer to one")
    func files() async throws {
        try await withFolder { folder in
            let content = Data((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
            try content.write(to: URL(fileURLWithPath: folder + "/up"))
            try await withServer { request in
                request.method == "PUT" ? .json("", status: 202) : .json(String(repeating: "x", count: 100_000))
            } _: { server in
                let client = CurlClient()
                let up = try await client.send(
                    HTTPRequest(method: "PUT", url: server.url, body: .file(path: folder + "/up")))
                #expect(up.status == 202)
                #expect(server.requests.first?.body == content)
                let down = try await client.send(
                    HTTPRequest(url: server.url, destination: .file(path: folder + "/down")))
                #expect(down.body.isEmpty)
                let written = try Data(contentsOf: URL(fileURLWithPath: folder + "/down"))
                #expect(written.count == 100_000)
            }
        }
    }

    @Test("names a file that it can't read")
    func missingFile() async throws {
        let error = await #expect(throws: HTTPClientError.self) {
            _ = try await CurlClient().send(
                HTTPRequest(method: "PUT", url: "http://127.0.0.1:1", body: .file(path: "/nowhere/x.csar")))
        }
        #expect(error?.code == .file)
        #expect(error?.description == "cannot read /nowhere/x.csar: no such file or directory")
    }

    @Test("reaches a server on a unix socket")
    func unixSocket() async throws {
        try await withFolder { folder in
            let server = try FakeServer(socket: folder + "/s") { .json("\"\($0.path)\"") }
            defer { server.stop() }
            let response = try await CurlClient().send(
                HTTPRequest(url: "http://localhost/status", unixSocket: folder + "/s"))
            #expect(String(decoding: response.body, as: UTF8.self) == "\"/status\"")
        }
    }

    @Test("says which server refuses connections")
    func refused() async throws {
        let server = try FakeServer { _ in .json("{}") }
        server.stop()
        let error = await #expect(throws: HTTPClientError.self) {
            _ = try await CurlClient().send(HTTPRequest(url: server.url + "/a?secret"))
        }
        #expect(error?.code == .cannotConnect)
        #expect(error?.description == "cannot reach \(server.url): connection refused")
    }

    @Test("gives up at the deadline")
    func deadline() async throws {
        try await withServer { _ in
            FakeServer.Response(delay: 20)
        } _: { server in
            let start = ContinuousClock.now
            let error = await #expect(throws: HTTPClientError.self) {
                _ = try await CurlClient().send(HTTPRequest(url: server.url, deadline: .milliseconds(150)))
            }
            #expect(error?.code == .deadlineExceeded)
            #expect(ContinuousClock.now - start < .seconds(60))
        }
    }

    @Test("ends a transfer whose task is cancelled")
    func cancelled() async throws {
        try await withServer { _ in
            FakeServer.Response(delay: 20)
        } _: { server in
            let start = ContinuousClock.now
            let task = Task { try await CurlClient().send(HTTPRequest(url: server.url)) }
            try await Task.sleep(for: .milliseconds(50))
            task.cancel()
            await #expect(throws: CancellationError.self) { _ = try await task.value }
            #expect(ContinuousClock.now - start < .seconds(60))
        }
    }

    @Test("refuses an answer above the limit, another scheme than HTTP, and a header with a line break")
    func refusals() async throws {
        try await withServer { _ in
            .json(String(repeating: "x", count: 2000))
        } _: { server in
            func code(_ request: HTTPRequest) async -> HTTPClientError.Code? {
                do {
                    _ = try await CurlClient().send(request)
                    return nil
                } catch {
                    return (error as? HTTPClientError)?.code
                }
            }
            #expect(await code(HTTPRequest(url: server.url, destination: .memory(limit: 1000))) == .tooLarge)
            #expect(await code(HTTPRequest(url: "file:///etc/passwd")) == .invalidRequest)
            #expect(await code(HTTPRequest(url: server.url, headers: [("X", "a\r\nY: b")])) == .invalidRequest)
        }
    }
}
