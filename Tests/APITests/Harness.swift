import API
import AnswerJudge
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import MANOModel
import SOL
import Synchronization
import Testing

/// The API over services in memory, asked without a socket. Every answer is checked: errors are ProblemDetails, answers carry
/// the version, and all of ETSI's are valid by its OpenAPI files where those are at hand.
final class Harness: Sendable {
    static let token = "secret-token"

    let configuration: APIConfiguration
    let packages: FakePackages
    let nsds = FakeDescriptors.nsds()
    let pnfds = FakeDescriptors.pnfds()
    let vnfOperations = FakeOperations()
    let nsOperations = FakeOperations()
    let vnfs: FakeVNFs
    let nss: FakeNSs
    let alarms = FakeAlarms()
    let hosts = FakeHosts()
    let networks = FakeNetworks()
    private let client = Mutex<(any TestClientProtocol)?>(nil)

    private init(folder: String, pageSize: Int, content: StoredContent) {
        configuration = APIConfiguration(
            tokens: [TokenDigest(token: "another"), TokenDigest(token: Self.token)], uploadFolder: folder,
            maximumBody: 64 << 10, maximumContent: 4 << 20, pageSize: pageSize)
        packages = FakePackages(content: content)
        vnfs = FakeVNFs(occurrences: vnfOperations)
        nss = FakeNSs(occurrences: nsOperations)
    }

    /// Runs `body` with an API of its own, each answer of which is checked.
    static func run(
        pageSize: Int = 100,
        content: StoredContent = StoredContent(
            location: .data(Data("0123456789".utf8)), mediaType: "application/zip", tag: "c1"),
        simulated: Bool = true, _ body: @Sendable (Harness) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "manifold-api-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let harness = Harness(folder: folder.path(), pageSize: pageSize, content: content)
        let application = buildApplication(
            configuration: harness.configuration,
            services: APIServices(
                vnfPackages: harness.packages, nsds: harness.nsds, pnfds: harness.pnfds, vnfs: harness.vnfs,
                nss: harness.nss,
                vnfOperations: harness.vnfOperations, nsOperations: harness.nsOperations, alarms: harness.alarms,
                hosts: harness.hosts, networks: harness.networks, transport: FakeTransport(),
                placement: FakePlacement(), insight: FakeInsight(),
                simulation: simulated ? FakeSimulation() : nil))
        try await application.test(.router) { client in
            harness.client.withLock { $0 = client }
            try await body(harness)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path()).isEmpty, "uploads were left behind")
    }

    /// Sends a request with the token, the API's version and JSON's content type, unless `headers` say otherwise (an empty
    /// value leaves a header out).
    @discardableResult
    func send(
        _ method: HTTPRequest.Method, _ uri: String, _ body: String? = nil, headers: [HTTPField.Name: String] = [:]
    ) async throws -> Answer {
        try await send(method, uri, data: body.map { Data($0.utf8) }, headers: headers)
    }

    @discardableResult
    func send(
        _ method: HTTPRequest.Method, _ uri: String, data: Data?, headers: [HTTPField.Name: String] = [:]
    ) async throws -> Answer {
        var fields: HTTPFields = [.authorization: "Bearer \(Self.token)"]
        let path = String(uri.prefix { $0 != "?" })
        let name = path.split(separator: "/").first ?? ""
        if let api = APIDefinition.all.first(where: { $0.name == name }) { fields[.version] = api.version }
        if data != nil { fields[.contentType] = "application/json" }
        for (name, value) in headers { fields[name] = value.isEmpty ? nil : value }
        let client = try #require(client.withLock { $0 })
        let response = try await client.executeRequest(
            uri: uri, method: method, headers: fields, body: data.map { ByteBuffer(bytes: $0) })
        let answer = Answer(response)
        try check(answer, method, uri, path)
        return answer
    }

    private func check(_ answer: Answer, _ method: HTTPRequest.Method, _ uri: String, _ path: String) throws {
        let api = APIDefinition.all.first { path.hasPrefix("/\($0.name)/") }
        #expect(answer.headers[.version] == api?.version, "\(method) \(uri)")
        try JudgedAnswer(
            method: method.rawValue, path: path, status: answer.status, headers: answer.headers.map(\.name.rawName),
            contentType: answer.headers[.contentType] ?? "", body: answer.data
        ).judge()
    }
}

/// An answer with its body as text, as JSON and as a problem.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let data: Data

    init(_ response: TestResponse) {
        status = response.status.code
        headers = response.headers
        data = Data(response.body.readableBytesView)
    }

    var text: String { String(decoding: data, as: UTF8.self) }

    /// Null where it isn't JSON.
    var json: JSONValue { (try? JSONValue(json: data)) ?? .null }

    /// The elements of a list.
    var list: [JSONValue] { json.arrayValue ?? [] }

    var detail: String { json["detail"]?.stringValue ?? "" }

    /// The path of the Location header.
    var location: String { headers[.location].map { String($0.dropFirst("http://localhost".count)) } ?? "" }
}

extension HTTPField.Name {
    static let version = HTTPField.Name("Version")!
    static let link = HTTPField.Name("Link")!
}
