import Hummingbird
import MANOModel
import SOL

extension Request {
    /// A body of Manifold's own API: an attribute that the type doesn't have is refused, since here nobody can mean it for
    /// another version.
    func own<Body: Decodable>(_ type: Body.Type, limit: Int, isPatch: Bool = false) async throws -> Body {
        let body = try await isPatch ? patch(type, limit: limit) : json(type, limit: limit)
        if let unknown = AttributeTree(of: type).unknown(in: body.json) {
            throw ManifoldError(
                .unprocessable, "there is no attribute \(unknown.path)",
                remedy: "expected: \(unknown.known.sorted().joined(separator: ", "))")
        }
        return body.value
    }
}

extension AttributeTree {
    /// The first attribute that the type doesn't have, and those that it has at its place.
    fileprivate func unknown(in json: JSONValue, at path: String = "") -> (path: String, known: [String])? {
        switch (shape, json) {
        case (.object(let members), .object(let values)):
            for (key, value) in values.sorted(by: { $0.key < $1.key }) {
                let place = path.isEmpty ? key : "\(path).\(key)"
                guard let member = members[key] else { return (place, Array(members.keys)) }
                if let found = member.unknown(in: value, at: place) { return found }
            }
        case (.array(let element), .array(let values)):
            for (index, value) in values.enumerated() {
                if let found = element.unknown(in: value, at: "\(path)[\(index)]") { return found }
            }
        case (.map(let element), .object(let values)):
            for (key, value) in values.sorted(by: { $0.key < $1.key }) {
                if let found = element.unknown(in: value, at: "\(path).\(key)") { return found }
            }
        default: break
        }
        return nil
    }
}
