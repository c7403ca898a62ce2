extension XMLNode {
    /// - Parameter attributes: those with nil are left out.
    init(_ name: String, _ attributes: [String: String?] = [:], _ children: [XMLNode] = [], text: String = "") {
        self.init(name: name, attributes: attributes.compactMapValues(\.self), children: children, text: text)
    }

    /// As text, indented, attributes by name, everything escaped.
    var document: String {
        var text = ""
        write(to: &text, indentation: "")
        return text
    }

    private func write(to output: inout String, indentation: String) {
        output += "\(indentation)<\(name)"
        for (name, value) in attributes.sorted(by: { $0.key < $1.key }) {
            output += " \(name)=\"\(Self.escape(value))\""
        }
        if children.isEmpty, text.isEmpty {
            output += "/>\n"
        } else if children.isEmpty {
            output += ">\(Self.escape(text))</\(name)>\n"
        } else {
            output += ">\n"
            for child in children { child.write(to: &output, indentation: indentation + "  ") }
            output += "\(indentation)</\(name)>\n"
        }
    }
}
