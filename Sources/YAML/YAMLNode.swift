/// A node of a YAML text, and where it stands. Aliases are resolved and merge keys merged.
package struct YAMLNode: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        /// `isPlain` is false for what is quoted or a block: it is text whatever it looks like.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        /// Keys are scalars, each there once, in the order of the text.
        case mapping([Pair])
    }

    package struct Pair: Sendable, Hashable {
        package var key: YAMLNode
        package var value: YAMLNode

        package init(key: YAMLNode, value: YAMLNode) {
            self.key = key
            self.value = value
        }

        /// The key's text.
        package var name: String { key.text ?? "" }
    }

    package var content: Content
    package var mark: YAMLMark
    /// An explicit tag such as `!include`; nil where there is none.
    package var tag: String?

    package init(_ content: Content, at mark: YAMLMark, tag: String? = nil) {
        self.content = content
        self.mark = mark
        self.tag = tag
    }
}

// MARK: - Access

extension YAMLNode {
    /// A scalar's text as it stands; nil for other nodes.
    package var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    package var sequence: [YAMLNode]? {
        if case .sequence(let nodes) = content { nodes } else { nil }
    }

    package var mapping: [Pair]? {
        if case .mapping(let pairs) = content { pairs } else { nil }
    }

    /// Whether it is nothing: `~`, `null` or an empty plain scalar.
    package var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return switch text.utf8.count {
        case 0: true
        case 1: text == "~"
        case 4: text == "null" || text == "Null" || text == "NULL"
        default: false
        }
    }

    /// The value of a key; nil where the node is no mapping or has no such key.
    package subscript(key: String) -> YAMLNode? {
        guard case .mapping(let pairs) = content,
            let index = pairs.firstIndex(where: {
                if case .scalar(let text, _) = $0.key.content { text == key } else { false }
            })
        else { return nil }
        return pairs[index].value
    }

    package subscript(index: Int) -> YAMLNode? {
        guard let sequence, sequence.indices.contains(index) else { return nil }
        return sequence[index]
    }

    /// The scalar as text; nil for null and for other nodes.
    package var string: String? { isNull ? nil : text }

    /// A plain scalar that YAML 1.2's core schema reads as an integer.
    package var int: Int? {
        guard case .scalar(let text, isPlain: true) = content else { return nil }
        if text.hasPrefix("0x") { return Int(text.dropFirst(2), radix: 16) }
        if text.hasPrefix("0o") { return Int(text.dropFirst(2), radix: 8) }
        return Int(text)
    }

    /// A plain scalar that YAML 1.2's core schema reads as a number.
    package var double: Double? {
        guard case .scalar(let text, isPlain: true) = content else { return nil }
        if let int { return Double(int) }
        switch text {
        case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .infinity
        case "-.inf", "-.Inf", "-.INF": return -.infinity
        case ".nan", ".NaN", ".NAN": return .nan
        default:
            // Double reads more than YAML does ("nan", "0x1p3"): only digits, sign, point and exponent may stand here.
            guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }) else { return nil }
            return Double(text)
        }
    }

    /// A plain scalar that YAML 1.2's core schema reads as a boolean.
    package var bool: Bool? {
        guard case .scalar(let text, isPlain: true) = content else { return nil }
        return switch text {
        case "true", "True", "TRUE": true
        case "false", "False", "FALSE": false
        default: nil
        }
    }

    /// What it is, for messages.
    package var kindName: String {
        switch content {
        case .scalar:
            isNull
                ? "nothing"
                : int != nil ? "an integer" : double != nil ? "a number" : bool != nil ? "a boolean" : "a text"
        case .sequence: "a list"
        case .mapping: "a map"
        }
    }
}
