/// Reads values out of a file of ours, and goes on after each problem so that all are found.
package struct YAMLReader: Sendable {
    package struct Problem: Sendable, Equatable {
        package var mark: YAMLMark
        /// What is wrong, and what would be right.
        package var message: String
    }

    package private(set) var problems: [Problem] = []

    /// More are counted only.
    private static let shown = 100

    package init() {}

    package mutating func report(_ node: YAMLNode, _ message: String) {
        problems.append(Problem(mark: node.mark, message: message))
    }

    /// The problems in the order of the file, a line each: `HOSTS.yaml:3:9: what is wrong; what would be right`. Nil
    /// where there are none.
    package func message(file: String) -> String? {
        guard !problems.isEmpty else { return nil }
        let sorted = problems.enumerated().sorted { ($0.element.mark, $0.offset) < ($1.element.mark, $1.offset) }
        var lines = sorted.prefix(Self.shown).map {
            "\(file):\($0.element.mark.line):\($0.element.mark.column): \($0.element.message)"
        }
        if sorted.count > Self.shown { lines.append("\(file): and \(sorted.count - Self.shown) more problems") }
        return lines.joined(separator: "\n")
    }

    /// The same for what is no YAML at all.
    package static func message(of error: YAMLError, file: String) -> String {
        error.problems.map { "\(file):\($0.mark.line):\($0.mark.column): \($0.message); \($0.remedy)" }
            .joined(separator: "\n")
    }

    // MARK: Maps and lists

    /// Reports keys that mean nothing here.
    package mutating func checkKeys(of node: YAMLNode, _ known: [String]) {
        for pair in node.mapping ?? [] where !known.contains(pair.name) {
            let near = NearKey.nearest(to: pair.name, among: known)
            report(
                pair.key,
                "there is no key \"\(pair.name)\" here; "
                    + (near.map { "did you mean \"\($0)\"?" } ?? "keys are \(known.joined(separator: ", "))"))
        }
    }

    /// Whether the node is a map, whose keys are then checked.
    ///
    /// - Parameter what: `a host`.
    package mutating func isMap(_ node: YAMLNode, _ what: String, keys: [String]) -> Bool {
        guard node.mapping != nil else {
            report(node, "\(what) is \(node.kindName); write a map with \(keys.prefix(3).joined(separator: ", "))")
            return false
        }
        checkKeys(of: node, keys)
        return true
    }

    /// The entries of a list; none, and a problem, for anything else.
    package mutating func list(_ node: YAMLNode, _ what: String) -> [YAMLNode] {
        if let entries = node.sequence { return entries }
        if !node.isNull { report(node, "\(what) is \(node.kindName); write a list") }
        return []
    }

    /// The value of a key that has to be there.
    package mutating func required(_ key: String, of node: YAMLNode, _ what: String) -> YAMLNode? {
        if let value = node[key] { return value }
        report(node, "\(what) has no \(key); add the key \(key)")
        return nil
    }

    /// A list of texts, or a single one.
    package mutating func texts(_ node: YAMLNode) -> [String] {
        guard let entries = node.sequence else { return text(node).map { [$0] } ?? [] }
        return entries.compactMap { text($0) }
    }

    // MARK: Scalars

    package mutating func text(_ node: YAMLNode) -> String? {
        if let text = node.string, !text.isEmpty { return text }
        report(node, "this is \(node.kindName); write a text")
        return nil
    }

    package mutating func boolean(_ node: YAMLNode) -> Bool? {
        if let value = node.bool { return value }
        report(node, "this is \(node.kindName); write true or false")
        return nil
    }

    package mutating func integer(_ node: YAMLNode, _ range: ClosedRange<Int>) -> Int? {
        if let value = node.int, range.contains(value) { return value }
        let written = node.text.map { "\"\($0)\"" } ?? node.kindName
        report(node, "\(written) can't stand here; write a number from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    /// One of some words.
    package mutating func choice<Value: RawRepresentable & CaseIterable>(_ node: YAMLNode, _: Value.Type) -> Value?
    where Value.RawValue == String {
        if let value = node.text.flatMap(Value.init(rawValue:)) { return value }
        let known = Value.allCases.map(\.rawValue)
        let near = NearKey.nearest(to: node.text ?? "", among: known).map { "; did you mean \($0)?" } ?? ""
        let written = node.text.map { "\"\($0)\"" } ?? node.kindName
        report(node, "\(written) can't stand here; write \(known.joined(separator: " or "))\(near)")
        return nil
    }

    /// Bytes; at most a pebibyte, so that sums of them are numbers still.
    package mutating func size(_ node: YAMLNode) -> Int64? {
        let units: [String: Double] = [
            "": 1, "B": 1, "KiB": 0x1p10, "MiB": 0x1p20, "GiB": 0x1p30, "TiB": 0x1p40, "kB": 1e3, "MB": 1e6, "GB": 1e9,
            "TB": 1e12,
        ]
        if let value = quantity(node, units), value >= 1 {
            if value <= 0x1p50 { return Int64(value) }
            report(node, "\"\(node.text ?? "")\" is more than anything has; write at most 1024 TiB")
            return nil
        }
        report(node, "\"\(node.text ?? "")\" is not a size; write bytes, or a number with a unit such as 128 GiB")
        return nil
    }

    package mutating func milliseconds(_ node: YAMLNode) -> Int? {
        if let value = quantity(node, ["": 1, "ms": 1, "s": 1000, "min": 60_000]), value >= 0, value < 1e12 {
            return Int(value.rounded())
        }
        report(node, "\"\(node.text ?? "")\" is not a time; write milliseconds, or a number with a unit such as 1.5 s")
        return nil
    }

    /// Mbit/s.
    package mutating func rate(_ node: YAMLNode) -> Int? {
        let units = ["": 1.0, "Mbit/s": 1, "Gbit/s": 1000]
        if let value = quantity(node, units), value >= 0, value < 1e9, value.rounded() == value { return Int(value) }
        report(
            node, "\"\(node.text ?? "")\" is not a rate; write whole Mbit/s, or a number with a unit such as 25 Gbit/s")
        return nil
    }

    /// Hexadecimal digits, with or without `0x`.
    package mutating func hexadecimal(_ node: YAMLNode, digits: Int) -> String? {
        var text = (node.text ?? "").lowercased()
        if text.hasPrefix("0x") { text.removeFirst(2) }
        if text.utf8.count == digits, text.utf8.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) { return text }
        report(node, "\"\(node.text ?? "")\" can't stand here; write \(digits) hexadecimal digits")
        return nil
    }

    /// Numbers from 0 to 4095 such as `0-15,32-47`, in order; nil, and a problem, for what is none.
    ///
    /// - Parameter complaint: what is said then.
    package mutating func numbers(_ node: YAMLNode, _ complaint: String) -> [Int]? {
        var numbers: Set<Int> = []
        for part in (node.text ?? "").split(separator: ",", omittingEmptySubsequences: false) {
            let ends = part.split(separator: "-", omittingEmptySubsequences: false)
                .map { Int($0.filter { $0 != " " }) ?? -1 }
            guard (1...2).contains(ends.count), let first = ends.first, let last = ends.last,
                (0...4095).contains(first), (first...4095).contains(last)
            else {
                report(node, complaint)
                return nil
            }
            numbers.formUnion(first...last)
        }
        return numbers.sorted()
    }

    private func quantity(_ node: YAMLNode, _ units: [String: Double]) -> Double? {
        guard let text = node.text else { return nil }
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        guard let number = Double(digits), let factor = units[String(unit)] else { return nil }
        return number * factor
    }
}
