/// What an instance is told at its first boot (IFA011 7.1.6.11).
package struct BootData: Codable, Sendable, Hashable {
    /// Content given in the descriptor, or the package's file.
    package var userData: BootText?
    /// For `{{name}}` in the content: what goes in its place.
    package var substitutions: [String: BootText]
    /// The file in the package that `userData` was read from.
    package var sourcePath: String?
    /// Where the content goes in the guest; nil: it is the user data.
    package var destinationPath: String?
    package var keyValues: [String: BootText]
    package var vimType: String?
    package var vimProperties: [String: String]

    package init(
        userData: BootText? = nil,
        substitutions: [String: BootText] = [:],
        sourcePath: String? = nil,
        destinationPath: String? = nil,
        keyValues: [String: BootText] = [:],
        vimType: String? = nil,
        vimProperties: [String: String] = [:]
    ) {
        self.userData = userData
        self.substitutions = substitutions
        self.sourcePath = sourcePath
        self.destinationPath = destinationPath
        self.keyValues = keyValues
        self.vimType = vimType
        self.vimProperties = vimProperties
    }
}

extension BootData {
    /// Names of the inputs that it refers to, each once, sorted.
    package var inputNames: [String] {
        var names = Set(userData?.inputNames ?? [])
        for text in substitutions.values { names.formUnion(text.inputNames) }
        for text in keyValues.values { names.formUnion(text.inputNames) }
        return names.sorted()
    }

    /// The user data with every place filled. Lines after the first of a value that stands alone on its line, behind
    /// spaces only, are indented like the first, so that a value of several lines fits into a YAML block.
    package func userData(inputs: [String: String]) -> String? {
        guard let userData else { return nil }
        let text = userData.filled(from: inputs)
        if substitutions.isEmpty { return text }
        let values = substitutions.mapValues { $0.filled(from: inputs) }
        var result = ""
        for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if number > 0 { result += "\n" }
            result += Self.fill(line, values)
        }
        return result
    }

    private static func fill(_ line: Substring, _ values: [String: String]) -> String {
        var result = ""
        var rest = line
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            rest = rest[open...]
            guard rest.hasPrefix("{{"), let place = placeholder(rest), let value = values[place.name] else {
                result.append(rest.removeFirst())
                continue
            }
            if result.allSatisfy({ $0 == " " }) {
                result += value.split(separator: "\n", omittingEmptySubsequences: false).joined(
                    separator: "\n" + result)
            } else {
                result += value
            }
            rest = rest[place.end...]
        }
        return result + rest
    }

    /// The name between `{{` and `}}` at the start of the text, and where the text goes on.
    private static func placeholder(_ text: Substring) -> (name: String, end: Substring.Index)? {
        var name = ""
        var index = text.index(text.startIndex, offsetBy: 2)
        while index < text.endIndex, text[index] != "}" {
            if text[index] != " " { name.append(text[index]) }
            index = text.index(after: index)
        }
        guard text[index...].hasPrefix("}}") else { return nil }
        return (name, text.index(index, offsetBy: 2))
    }
}
