import FoundationEssentials
package import HTTPClient
import MANOModel
import SOL

/// A client of Manifold's own server.
///
/// Methods throw `HTTPClientError` where there is no answer, `ServerError` where the server refuses, and `ManifoldError`
/// where the answer isn't what it should be.
package struct ManifoldClient: Sendable {
    package let settings: ServerSettings
    private let http: CurlClient

    package init(_ settings: ServerSettings, http: CurlClient = CurlClient()) {
        self.settings = settings
        self.http = http
    }

    // MARK: Resources

    /// One resource.
    func get<Value: Decodable & Sendable>(
        _ type: Value.Type, _ family: APIFamily, _ path: String
    ) async throws -> Fetched<Value> {
        try decode(try await send("GET", family, path))
    }

    /// All resources of a list, page by page (SOL013 5.4.2).
    ///
    /// - Parameter query: percent-encoded.
    func list<Value: Decodable & Sendable>(
        _ type: Value.Type, _ family: APIFamily, _ path: String, query: String? = nil
    ) async throws -> [Fetched<Value>] {
        var all: [Fetched<Value>] = []
        var url = settings.server + family.path + path + (query.map { "?\($0)" } ?? "")
        var seen: Set<String> = []
        while seen.insert(url).inserted {
            let response = try await exchange("GET", url: url, version: family.version)
            let values = try WireJSON.decode([Value].self, from: response.body)
            let documents = try WireJSON.decode([JSONValue].self, from: response.body)
            all += zip(values, documents).map { Fetched($0, json: $1) }
            guard let next = nextPage(response.headers.values("Link"), from: url) else { break }
            url = next
        }
        return all
    }

    /// Sends a body and reads the resource in the answer.
    func send<Value: Decodable & Sendable>(
        _ type: Value.Type, _ method: String, _ family: APIFamily, _ path: String, _ body: (any Encodable & Sendable)?
    ) async throws -> Fetched<Value> {
        try decode(try await send(method, family, path, body))
    }

    /// Sends a request; any answer but 2xx is an error.
    @discardableResult
    func send(
        _ method: String, _ family: APIFamily, _ path: String, _ body: (any Encodable & Sendable)? = nil
    ) async throws -> HTTPResponse {
        let data = try body.map { try WireJSON.encode($0) }
        // PATCH bodies are merge patches (RFC 7396).
        let type = method == "PATCH" ? "application/merge-patch+json" : "application/json"
        return try await exchange(
            method, url: settings.server + family.path + path, version: family.version,
            body: data.map { .data($0) } ?? .none, contentType: data == nil ? nil : type)
    }

    /// Sends a file from the disk.
    func upload(
        _ file: String, _ family: APIFamily, _ path: String, contentType: String,
        sending: (@Sendable (_ sent: Int64, _ all: Int64) -> Void)? = nil
    ) async throws {
        _ = try await exchange(
            "PUT", url: settings.server + family.path + path, version: family.version, body: .file(path: file),
            contentType: contentType, deadline: .seconds(3600), sending: sending)
    }

    /// Fetches a file onto the disk.
    func download(_ family: APIFamily, _ path: String, accept: String, to file: String) async throws {
        _ = try await exchange(
            "GET", url: settings.server + family.path + path, version: family.version, accept: accept,
            destination: .file(path: file))
    }

    /// The id in the `Location` of an answer.
    func created(_ response: HTTPResponse) throws -> String {
        guard let location = response.headers["Location"], let id = location.split(separator: "/").last else {
            throw ServerError(status: response.status, request: "\(settings.server): an answer without Location")
        }
        return String(id)
    }

    /// A path component: what isn't unreserved (RFC 3986 2.3) is percent-encoded.
    static func component(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        // A dot segment would lead to another resource.
        return result == "." || result == ".." ? result.replacing(".", with: "%2E") : result
    }

    // MARK: One exchange

    private func exchange(
        _ method: String, url: String, version: String, body: HTTPRequest.Body = .none, contentType: String? = nil,
        accept: String = "application/json", destination: HTTPRequest.Destination = .memory(limit: 64 << 20),
        deadline: Duration = .seconds(60), sending: (@Sendable (_ sent: Int64, _ all: Int64) -> Void)? = nil
    ) async throws -> HTTPResponse {
        var headers: HTTPHeaders = [("Accept", "\(accept), application/problem+json"), ("Version", version)]
        if let token = settings.token { headers.append("Authorization", "Bearer \(token)") }
        if let contentType { headers.append("Content-Type", contentType) }
        let response = try await http.send(
            HTTPRequest(
                method: method, url: url, headers: headers, body: body, deadline: deadline, destination: destination,
                sending: sending))
        guard (200..<300).contains(response.status) else {
            throw ServerError(
                status: response.status, request: "\(method) \(url)",
                problem: try? WireJSON.decode(SOL013.ProblemDetails.self, from: response.body))
        }
        return response
    }

    private func decode<Value: Decodable & Sendable>(_ response: HTTPResponse) throws -> Fetched<Value> {
        Fetched(
            try WireJSON.decode(Value.self, from: response.body),
            json: try WireJSON.decode(JSONValue.self, from: response.body))
    }

    /// The target of `Link: <uri>; rel="next"`. Only the path is taken from it: the server may know itself by another
    /// name, and the token goes to nobody else.
    private func nextPage(_ links: [String], from url: String) -> String? {
        for link in links.flatMap({ $0.split(separator: ",") })
        where link.contains("rel=\"next\"") || link.contains("rel=next") {
            guard let start = link.firstIndex(of: "<"), let end = link.firstIndex(of: ">"), start < end else {
                continue
            }
            let target = link[link.index(after: start)..<end]
            if target.hasPrefix("/") { return settings.server + target }
            if target.hasPrefix("?") { return String(url.prefix { $0 != "?" }) + target }
            guard let scheme = target.firstRange(of: "://"), let path = target[scheme.upperBound...].firstIndex(of: "/")
            else { continue }
            return settings.server + target[path...]
        }
        return nil
    }
}
