import API
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOEmbedded
import NIOHTTPTypes
import SOL
import Testing

@Suite("The API on a connection")
struct ConnectionTests {
    @Test("A client that waits with its body is told to go on, others are not")
    func expectation() throws {
        for (headers, isTold) in [([.expect: "100-continue"], true), ([:], false)] as [(HTTPFields, Bool)] {
            let channel = EmbeddedChannel(handler: ContinueResponder())
            let head = HTTPRequest(method: .put, scheme: "http", authority: "a", path: "/", headerFields: headers)
            try channel.writeInbound(HTTPRequestPart.head(head))
            let told = try channel.readOutbound(as: HTTPResponsePart.self)
            #expect((told == .head(HTTPResponse(status: .continue))) == isTold)
            #expect(try channel.readInbound(as: HTTPRequestPart.self) == .head(head))
            _ = try channel.finish()
        }
    }

    @Test("One connection carries requests with and without bodies, one after the other")
    func keptAlive() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "manifold-live-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let packages = FakePackages(
            content: StoredContent(location: .data(Data("0123456789".utf8)), mediaType: "application/zip"))
        let vnfs = FakeVNFs(occurrences: FakeOperations())
        let nss = FakeNSs(occurrences: FakeOperations())
        let application = buildApplication(
            configuration: APIConfiguration(
                address: .hostname("127.0.0.1", port: 0), tokens: [TokenDigest(token: "t")], uploadFolder: folder.path()
            ),
            services: APIServices(
                vnfPackages: packages, nsds: FakeDescriptors.nsds(), pnfds: FakeDescriptors.pnfds(), vnfs: vnfs,
                nss: nss,
                vnfOperations: vnfs.occurrences,
                nsOperations: nss.occurrences, alarms: FakeAlarms(), hosts: FakeHosts(), networks: FakeNetworks(),
                transport: FakeTransport(), placement: FakePlacement(),
                insight: FakeInsight()))
        try packages.put(Samples.package("new", onboarded: false))
        let path = "/vnfpkgm/v2/vnf_packages/new"
        let content = Data((0..<(5 << 20)).map { UInt8(truncatingIfNeeded: $0) })
        try await application.test(.live) { (client) async throws in
            func send(
                _ method: HTTPRequest.Method, _ path: String, _ more: HTTPFields = [:], _ body: ByteBuffer? = nil
            ) async throws -> TestResponse {
                var headers: HTTPFields = [.authorization: "Bearer t"]
                headers[.version] = "2.4.0"
                headers.append(contentsOf: more)
                return try await client.executeRequest(uri: path, method: method, headers: headers, body: body)
            }
            #expect(try await send(.head, path).headers[.contentLength] != "0")
            #expect(try await send(.head, path + "x").status == .notFound)
            let zip: HTTPFields = [.contentType: "application/zip"]
            #expect(
                try await send(.put, path + "x/package_content", zip, ByteBuffer(bytes: content)).status == .notFound)
            #expect(
                try await send(.put, path + "/package_content", zip, ByteBuffer(bytes: content)).status == .accepted)
            #expect(packages.uploads == [content])
            let options = try await send(.options, path)
            #expect(options.status == .noContent)
            #expect(options.headers[.contentLength] == nil)
            let tag = try #require(try await send(.get, path).headers[.eTag])
            let unchanged = try await send(.get, path, [.ifNoneMatch: tag])
            #expect(unchanged.status == .notModified)
            #expect(unchanged.headers[.contentLength] == nil)
            #expect(try await send(.get, path + "/package_content", [.range: "bytes=2-3"]).body.readableBytes == 2)
        }
    }
}
