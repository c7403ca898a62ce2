import Hummingbird
import MANOModel
import SOL

extension Request {
    /// A body of Manifold's own API: an attribute that the type doesn't have is refused, since here nobody can mean it for
    /// another version.
    func own<Body: Decodable>(_ type: Body.Type, limit: Int, isPatch: Bool = false) async throws -> Body {
        let body = try await isPatch ? patch(type, limit: limit) : json(type, limit: limit)
        let known = AttributeTree(of: type).members.keys
        if let unknown = body.json.objectValue?.keys.sorted().first(where: { !known.contains($0) }) {
            throw ManifoldError(
                .unprocessable, "there is no attribute \(unknown)",
                remedy: "expected: \(known.sorted().joined(separator: ", "))")
        }
        return body.value
    }
}
