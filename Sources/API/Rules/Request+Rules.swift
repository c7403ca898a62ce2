import FoundationEssentials
import HTTPTypes
import Hummingbird
import MANOModel
import SOL

extension Request {
    /// Throws 406 unless the client takes one of the media types (`application/json`).
    func checkAccept(_ types: String...) throws {
        guard types.contains(where: accepts) else {
            throw HTTPProblem(
                .notAcceptable,
                "the answer is \(types.joined(separator: " or ")), which the Accept header doesn't allow")
        }
    }

    /// Whether the Accept header allows a media type; without one everything is.
    func accepts(_ type: String) -> Bool {
        let headers = headers[values: .accept]
        if headers.isEmpty { return true }
        let family = type.prefix { $0 != "/" } + "/*"
        return headers.flatMap { $0.split(separator: ",") }.contains { item in
            let parts = item.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            guard let range = parts.first, range == "*/*" || range == family || range == type else { return false }
            return !parts.dropFirst().contains {
                $0.hasPrefix("q=0") && !$0.contains(where: { "123456789".contains($0) })
            }
        }
    }

    /// Throws 415 where a Content-Type is given that is none of these.
    func checkContentType(_ types: [String]) throws {
        guard let header = headers[.contentType] else { return }
        let type = header.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        guard types.contains(type) else {
            throw HTTPProblem(
                .unsupportedMediaType, "the body is \(type); it must be \(types.joined(separator: " or "))")
        }
    }

    /// The JSON body, as the type and as it came. Errors: 413 above the limit, 415, 400 for what isn't JSON with line and
    /// column, 422 for a missing attribute or a wrong type with its path.
    func json<Body: Decodable>(
        _ type: Body.Type, limit: Int, types: [String] = ["application/json"]
    ) async throws -> (value: Body, json: JSONValue) {
        try checkAccept("application/json", "application/problem+json")
        try checkContentType(types)
        let buffer: ByteBuffer
        do {
            buffer = try await body.collect(upTo: limit)
        } catch let error as any HTTPResponseError where error.status == .contentTooLarge {
            throw ManifoldError(.tooLarge, "the body has more than \(limit) bytes")
        }
        let data = Data(buffer.readableBytesView)
        guard !data.isEmpty else {
            throw ManifoldError(.malformed, "the request has no body; a JSON object is expected")
        }
        let json = try JSONValue(json: data)
        return (try WireJSON.decode(type, from: data), json)
    }

    /// The same for PATCH, whose body is a merge patch (RFC 7396).
    func patch<Body: Decodable>(_ type: Body.Type, limit: Int) async throws -> (value: Body, json: JSONValue) {
        try await json(type, limit: limit, types: ["application/merge-patch+json", "application/json"])
    }

    /// `http://HOST:PORT`: what the client called the server by; empty where it said nothing usable.
    func root(_ configuration: APIConfiguration) -> String {
        if let root = configuration.externalRoot { return root }
        guard let authority = head.authority, !authority.isEmpty,
            authority.utf8.allSatisfy({ byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"),
                    UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "_"):
                    true
                default: false
                }
            })
        else { return "" }
        return "http://\(authority)"
    }
}
