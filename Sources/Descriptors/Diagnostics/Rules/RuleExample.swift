/// An example of a rule: what breaks it, and the same as it should be.
package struct RuleExample: Sendable {
    /// What is read.
    enum Input: Sendable {
        /// One template.
        case template(String)
        /// A folder of files; the path in it that is read, such as `sample.yaml`, or empty for the folder as a package.
        case folder([String: [UInt8]], read: String)
        /// A zip file with these entries, one after the other.
        case archive([Entry])
        /// A file named `sample.csar`.
        case bytes([UInt8])
        /// A path that leads nowhere.
        case nothing
    }

    /// An entry of an archive.
    struct Entry: Sendable {
        var name: String
        var bytes: [UInt8]
        var mode: UInt32 = 0o100644
        /// The flag of the zip format; the bytes stay as they are.
        var isEncrypted = false
    }

    /// As the page shows it.
    package var wrong: String
    package var right: String
    /// What the texts are: `yaml`, or `text`.
    package var language = "yaml"
    let wrongInput: @Sendable () -> Input
    let rightInput: @Sendable () -> Input
    /// Where the rule depends on limits or policies of the reader.
    var reader = PackageReader()

    /// A sample with one part changed.
    static func change(_ sample: RuleSample, _ right: String, _ wrong: String) -> RuleExample {
        let text = sample.text
        guard let range = text.firstRange(of: right) else { preconditionFailure("the sample has no \(right)") }
        let changed = text.replacingCharacters(in: range, with: wrong)
        let end = changed.index(
            changed.utf8.index(
                changed.startIndex, offsetBy: text.utf8.distance(from: text.startIndex, to: range.lowerBound)),
            offsetBy: wrong.count)
        let start = changed.utf8.index(
            changed.startIndex, offsetBy: text.utf8.distance(from: text.startIndex, to: range.lowerBound))
        return RuleExample(
            wrong: lines(of: changed, around: start..<end), right: lines(of: text, around: range),
            wrongInput: { .template(changed) }, rightInput: { .template(text) })
    }

    /// Templates beside each other, of which `sample.yaml` is read; the page shows those that differ.
    static func templates(right: [String: String], wrong: [String: String]) -> RuleExample {
        func shown(_ files: [String: String], _ others: [String: String]) -> String {
            files.sorted { $0.key < $1.key }.filter { others[$0.key] != $0.value }
                .map { files.count > 1 ? "# \($0.key)\n\($0.value)" : $0.value }.joined(separator: "\n")
        }
        @Sendable func bytes(_ files: [String: String]) -> [String: [UInt8]] { files.mapValues { Array($0.utf8) } }
        return RuleExample(
            wrong: shown(wrong, right), right: shown(right, wrong),
            wrongInput: { .folder(bytes(wrong), read: "sample.yaml") },
            rightInput: { .folder(bytes(right), read: "sample.yaml") })
    }

    /// A package, described in words: `change` makes the wrong one of the right one's files.
    static func package(
        wrong: String, right: String, reader: PackageReader = PackageReader(),
        _ change: @escaping @Sendable (inout [String: [UInt8]]) -> Void
    ) -> RuleExample {
        RuleExample(
            wrong: wrong, right: right, language: "text",
            wrongInput: {
                var files = RuleSample.packageFiles()
                change(&files)
                return .archive(entries(files))
            }, rightInput: { .archive(entries(RuleSample.packageFiles())) }, reader: reader)
    }

    /// A package with one entry more.
    static func entry(wrong: Entry, right: Entry) -> RuleExample {
        func shown(_ entry: Entry) -> String {
            switch entry.mode & 0o170000 {
            case 0o120000: "\(entry.name) -> \(String(decoding: entry.bytes, as: UTF8.self))"
            default: entry.name
            }
        }
        return RuleExample(
            wrong: shown(wrong), right: shown(right), language: "text",
            wrongInput: { .archive(entries(RuleSample.packageFiles()) + [wrong]) },
            rightInput: { .archive(entries(RuleSample.packageFiles()) + [right]) })
    }

    /// A package whose manifest goes on with these lines.
    static func manifest(right: String, wrong: String, reader: PackageReader = PackageReader()) -> RuleExample {
        @Sendable func archive(_ lines: String) -> Input {
            var files = RuleSample.packageFiles()
            files["vnfd.mf", default: []] += Array("\n\(lines)\n".utf8)
            return .archive(entries(files))
        }
        return RuleExample(
            wrong: wrong, right: right, language: "text", wrongInput: { archive(wrong) },
            rightInput: { archive(right) },
            reader: reader)
    }

    static func entries(_ files: [String: [UInt8]]) -> [Entry] {
        files.sorted { $0.key < $1.key }.map { Entry(name: $0.key, bytes: $0.value) }
    }

    /// The whole lines that a part of a text touches, without the indentation that they share.
    private static func lines(of text: String, around range: Range<String.Index>) -> String {
        let first = text[..<range.lowerBound].lastIndex(of: "\n").map { text.index(after: $0) } ?? text.startIndex
        // A part that ends with its line does not touch the next one.
        let touched = text[range].last == "\n" ? text.index(before: range.upperBound) : range.upperBound
        let last = text[touched...].firstIndex(of: "\n") ?? text.endIndex
        let lines = text[first..<last].split(separator: "\n", omittingEmptySubsequences: false)
        let indent = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        return lines.map { String($0.dropFirst(indent)) }.joined(separator: "\n")
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}
