import MANOModel

/// Reads the `filter` parameter: `(op,attr,value[,value]*)` and more after `;` (SOL013 5.2.2).
struct FilterParser {
    private var rest: Substring
    private let whole: String

    init(_ text: String) {
        whole = text
        rest = text[...]
    }

    mutating func parse() throws -> Filter {
        var expressions: [Filter.Expression] = []
        repeat { expressions.append(try expression()) } while take(";")
        if let next = rest.first { throw wrong("`;` or the end is expected, not `\(next)`") }
        return Filter(expressions: expressions)
    }

    private mutating func expression() throws -> Filter.Expression {
        guard take("(") else { throw wrong("`(` is expected") }
        let name = String(rest.prefix { $0 != "," && $0 != ")" })
        guard let comparison = Filter.Comparison(rawValue: name) else {
            throw wrong(
                "there is no operator `\(name)`",
                remedy: Filter.Comparison.allCases.map(\.rawValue).joined(separator: ", "))
        }
        rest.removeFirst(name.count)
        guard take(",") else { throw wrong("an attribute is expected after the operator") }
        let path = try attribute()
        var values: [String] = []
        while take(",") { values.append(try value()) }
        guard !values.isEmpty else { throw wrong("`\(comparison.rawValue)` has no value") }
        guard take(")") else { throw wrong("`)` is expected") }
        guard comparison.takesSeveralValues || values.count == 1 else {
            throw wrong("`\(comparison.rawValue)` takes one value, not \(values.count)")
        }
        return Filter.Expression(comparison: comparison, path: path, values: values)
    }

    private mutating func attribute() throws -> [Filter.Component] {
        let text = rest.prefix { $0 != "," && $0 != ")" }
        rest.removeFirst(text.count)
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return try parts.map { part in
            if part == "@key" { return .key }
            guard !part.isEmpty else { throw wrong("an attribute name is empty") }
            return .name(try unescape(part))
        }
    }

    /// `~0 ~1 ~a ~b` stand for `~ / , @`.
    private func unescape(_ part: Substring) throws -> String {
        var text = ""
        var characters = part.makeIterator()
        while let character = characters.next() {
            guard character == "~" else {
                text.append(character)
                continue
            }
            switch characters.next() {
            case "0": text.append("~")
            case "1": text.append("/")
            case "a": text.append(",")
            case "b": text.append("@")
            default: throw wrong("`~` in an attribute name is followed by 0, 1, a or b")
            }
        }
        return text
    }

    /// A value with `,`, `)` or `'` is in single quotes, and `'` in it is doubled.
    private mutating func value() throws -> String {
        guard take("'") else {
            let text = rest.prefix { $0 != "," && $0 != ")" }
            if text.contains("'") { throw wrong("a value with a quote is written in quotes, the quote doubled") }
            rest.removeFirst(text.count)
            return String(text)
        }
        var text = ""
        while let character = rest.popFirst() {
            if character != "'" {
                text.append(character)
            } else if take("'") {
                text.append("'")
            } else {
                return text
            }
        }
        throw wrong("a quoted value has no end")
    }

    private mutating func take(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }

    private func wrong(_ what: String, remedy: String? = nil) -> ManifoldError {
        let position = whole.distance(from: whole.startIndex, to: rest.startIndex) + 1
        return ManifoldError(
            .malformed, "the filter is wrong at character \(position): \(what)",
            remedy: remedy ?? "a filter looks like (eq,vnfdId,abc);(in,operationState,COMPLETED,FAILED)")
    }
}

extension Filter {
    /// Reads a `filter` parameter, already percent-decoded. Throws `malformed` for wrong syntax and for an attribute that
    /// `attributes` doesn't have.
    package init(_ text: String, attributes: AttributeTree) throws {
        var parser = FilterParser(text)
        self = try parser.parse()
        for expression in expressions {
            let names = expression.path.map { component in
                switch component {
                case .name(let name): name
                case .key: "@key"
                }
            }
            guard attributes.contains(names) else {
                throw ManifoldError(.malformed, "the filter's attribute \(names.joined(separator: "/")) doesn't exist")
            }
        }
    }

    /// The filter as text: what `init(_:attributes:)` reads.
    package var text: String {
        expressions.map { expression in
            let path = expression.path.map { component in
                switch component {
                case .name(let name):
                    name.replacing("~", with: "~0").replacing("/", with: "~1").replacing(",", with: "~a")
                        .replacing("@", with: "~b")
                case .key: "@key"
                }
            }
            let values = expression.values.map { value in
                value.contains { "',)".contains($0) } ? "'\(value.replacing("'", with: "''"))'" : value
            }
            return
                "(\(([expression.comparison.rawValue, path.joined(separator: "/")] + values).joined(separator: ",")))"
        }.joined(separator: ";")
    }
}
