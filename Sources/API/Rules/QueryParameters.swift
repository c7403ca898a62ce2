import Hummingbird
import MANOModel

/// The query of a request, checked: parameters that a resource doesn't have, or that come twice, are `malformed` (SOL013
/// 6.4: 400).
struct QueryParameters {
    private let values: [String: String]
    /// Name and value as they came, still encoded, in order.
    private let raw: [(name: Substring, text: Substring)]

    init(_ request: Request, allowing names: Set<String>) throws {
        var values: [String: String] = [:]
        var raw: [(Substring, Substring)] = []
        for item in (request.uri.query ?? "").split(separator: "&") {
            let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decode(parts[0]),
                let value = PercentCoding.decode(parts.count == 2 ? parts[1] : "")
            else { throw ManifoldError(.malformed, "the query has a broken percent-encoding: \(item)") }
            guard names.contains(name) else {
                throw ManifoldError(
                    .malformed, "there is no query parameter \(name) here",
                    remedy: names.isEmpty ? nil : names.sorted().joined(separator: ", "))
            }
            guard values.updateValue(value, forKey: name) == nil else {
                throw ManifoldError(.malformed, "the query parameter \(name) is there twice")
            }
            raw.append((parts[0], item))
        }
        self.values = values
        self.raw = raw.map { (name: $0.0, text: $0.1) }
    }

    subscript(name: String) -> String? { values[name] }

    /// A parameter without value. Throws `malformed` for one with a value that isn't `true`.
    func flag(_ name: String) throws -> Bool {
        guard let value = values[name] else { return false }
        guard value.isEmpty || value == "true" else {
            throw ManifoldError(.malformed, "the query parameter \(name) has no value, but got \(value)")
        }
        return true
    }

    /// A whole number. Throws `malformed` for anything else.
    func number(_ name: String) throws -> Int64? {
        guard let text = values[name] else { return nil }
        guard let number = Int64(text) else {
            throw ManifoldError(.malformed, "the query parameter \(name) is \(text), which is no whole number")
        }
        return number
    }

    /// The query with one parameter set to a value that needs no encoding.
    func replacing(_ name: String, with value: String) -> String {
        (raw.filter { $0.name != name[...] }.map { String($0.text) } + ["\(name)=\(value)"]).joined(separator: "&")
    }
}
