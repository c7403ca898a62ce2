import FileServer
import Foundation
import HTTPClient
import Testing

@Suite("Files from elsewhere")
struct DownloadTests {
    private static let content = Data((0..<1_500_000).map { UInt8(truncatingIfNeeded: ($0 &* 31) >> 2) })

    /// Collects what it sees.
    private final class Collector: DownloadObserver, @unchecked Sendable {
        private(set) var bytes = Data()
        private(set) var restarts = 0
        func take(_ bytes: UnsafeRawBufferPointer) { self.bytes.append(contentsOf: bytes) }
        func restart() {
            bytes = Data()
            restarts += 1
        }
    }

    private func fetch(_ url: String, _ folder: String, change: (inout Download) -> Void = { _ in }) async throws
        -> Data
    {
        var download = Download(url: url, path: folder + "/file", maximumBytes: 10 << 20, deadline: .seconds(20))
        change(&download)
        let collector = Collector()
        let size = try await CurlClient().fetch(download, observer: collector)
        let file = try Data(contentsOf: URL(fileURLWithPath: folder + "/file"))
        #expect(Int(size) == file.count && collector.bytes == file)
        return file
    }

    @Test("a file comes as it is, over HTTP, FTP and from the disk, whether or not the connection breaks")
    func whole() async throws {
        let server = try FileServer(content: Self.content)
        try await withFolder { folder in
            for path in ["whole", "broken", "norange", "moved", "changing", "busy"] {
                #expect(try await fetch(server.http(path), folder) == Self.content, "\(path)")
            }
            for path in ["whole", "broken"] {
                #expect(try await fetch(server.ftp(path), folder) == Self.content, "ftp \(path)")
            }
            try Self.content.write(to: URL(fileURLWithPath: folder + "/source"))
            #expect(try await fetch("file://\(folder)/source", folder) == Self.content)
        }
    }

    @Test(
        "a file comes over SFTP by a key, from a server whose key is known, also where the connection breaks",
        .enabled(if: SFTPServer.obstacle == nil, "\(SFTPServer.obstacle ?? "")"))
    func overSFTP() async throws {
        let server = try await SFTPServer.start(content: Self.content)
        try await withFolder { folder in
            func fetched(_ url: String, change: (inout Download) -> Void = { _ in }) async throws -> Data {
                try await fetch(url, folder) {
                    $0.knownHostsFile = server.knownHosts
                    $0.keyFile = server.keyFile
                    change(&$0)
                }
            }
            func refusal(_ url: String, change: (inout Download) -> Void) async -> HTTPClientError? {
                do {
                    _ = try await fetched(url, change: change)
                    return nil
                } catch {
                    return error as? HTTPClientError
                }
            }
            #expect(try await fetched(server.url()) == Self.content)
            #expect(try await fetched(server.url(port: server.relayPort)) == Self.content, "cut after a third")
            #expect(await refusal(server.url()) { $0.keyFile = server.strangerFile } != nil)
            #expect(await refusal(server.url()) { $0.knownHostsFile = server.wrongHosts }?.code == .tls)
            let nobody = folder + "/nobody"
            try Data().write(to: URL(fileURLWithPath: nobody))
            #expect(await refusal(server.url()) { $0.knownHostsFile = nobody }?.code == .tls)
            #expect(await refusal(server.url()) { $0.maximumBytes = 1_499_999 }?.code == .tooLarge)
            #expect(await refusal(server.url()) { $0.refusesPrivateAddresses = true }?.code == .invalidRequest)
            #expect(await refusal(server.url("nothing")) { _ in } != nil)
        }
    }

    @Test("limits are kept: of size, of time, of redirections, of addresses")
    func limits() async throws {
        let server = try FileServer(content: Self.content)
        try await withFolder { folder in
            func code(_ path: String, change: (inout Download) -> Void = { _ in }) async -> HTTPClientError.Code? {
                do {
                    _ = try await fetch(path, folder, change: change)
                    return nil
                } catch {
                    return (error as? HTTPClientError)?.code
                }
            }
            #expect(await code(server.http("whole")) { $0.maximumBytes = 1_499_999 } == .tooLarge)
            #expect(await code(server.http("whole")) { $0.maximumBytes = 1_500_000 } == nil)
            #expect(await code(server.http("slow")) { $0.deadline = .milliseconds(500) } == .deadlineExceeded)
            #expect(await code(server.http("loop")) == .other)
            #expect(await code(server.http("moved")) { $0.redirections = 0 } != nil)
            #expect(await code(server.http("none")) == .other)
            #expect(await code(server.http("whole")) { $0.refusesPrivateAddresses = true } == .invalidRequest)
            #expect(await code(server.ftp("whole")) { $0.maximumBytes = 1_499_999 } == .tooLarge)
            #expect(await code(server.ftp("whole")) { $0.refusesPrivateAddresses = true } == .invalidRequest)
            #expect(await code("http://127.0.0.1:1/x") { $0.attempts = 1 } == .cannotConnect)
            #expect(await code("gopher://127.0.0.1/x") == .invalidRequest)
        }
    }

    @Test("a download that nobody wants any more ends")
    func cancelled() async throws {
        let server = try FileServer(content: Self.content)
        let url = server.http("slower")
        defer { withExtendedLifetime(server) {} }
        try await withFolder { folder in
            let task = Task { [self] in try await fetch(url, folder) }
            try await Task.sleep(for: .milliseconds(200))
            task.cancel()
            let start = ContinuousClock.now
            await #expect(throws: CancellationError.self) { _ = try await task.value }
            // The server would take longer by far.
            #expect(.now - start < .seconds(10))
        }
    }
}
