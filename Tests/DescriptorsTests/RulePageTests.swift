import Foundation
import Testing

@testable import Descriptors

@Suite("The page of rules")
struct RulePageTests {
    static let texts = RuleText.groups.flatMap(\.rules)

    @Test("every rule is described once")
    func complete() {
        let described = Self.texts.map(\.rule)
        #expect(Set(described).count == described.count)
        #expect(Set(DiagnosticRule.allCases).subtracting(described).map(\.rawValue).sorted() == [])
    }

    @Test("each rule's example fires it where it is wrong, and nothing refuses it where it is right", arguments: texts)
    func examples(text: RuleText) throws {
        let wrong = try diagnostics(text.example.wrongInput(), text.example.reader)
        let right = try diagnostics(text.example.rightInput(), text.example.reader)
        #expect(wrong.contains { $0.rule == text.rule }, "\(text.rule.rawValue): \(wrong)")
        #expect(right.allSatisfy { $0.rule != text.rule && $0.severity == .warning }, "\(text.rule.rawValue): \(right)")
    }

    @Test("the page says where a rule is reported otherwise, which only such rules may be")
    func exceptions() {
        let page = RulePage.markdown
        for rule in DiagnosticRule.allCases {
            let section = RulePage.markdown(of: rule.rawValue) ?? ""
            let usual = rule.severity == .error ? "An error" : "A warning"
            let other = rule.severity == .error ? "a warning" : "an error"
            #expect(
                section.contains(rule.exception.map { "\(usual), or \(other) \($0)." } ?? "\n\(usual).\n"), "\(rule)")
            #expect(page.contains(section))
        }
    }

    @Test("the page in Docs is the one that the rules make")
    func page() throws {
        let path = ownPackages + "/../Docs/rules.md"
        let written = try String(contentsOfFile: path, encoding: .utf8)
        #expect(written == RulePage.markdown, "run `manifold rules > Docs/rules.md`")
    }

    /// What the reader finds in an example.
    private func diagnostics(_ input: RuleExample.Input, _ reader: PackageReader) throws -> [Diagnostic] {
        try withTemporaryFolder { folder in
            let path = try write(input, below: folder)
            do {
                return try reader.read(at: path).warnings
            } catch let error as PackageError {
                return error.diagnostics
            }
        }
    }

    private func write(_ input: RuleExample.Input, below folder: String) throws -> String {
        let archive = folder + "/sample.csar"
        switch input {
        case .template(let text):
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/sample.yaml"))
            return folder + "/sample.yaml"
        case .folder(let files, let read):
            for (name, bytes) in files {
                try DescriptorsTests.write([name: ""], below: folder)
                try Data(bytes).write(to: URL(fileURLWithPath: folder + "/" + name))
            }
            return read.isEmpty ? folder : folder + "/" + read
        case .bytes(let bytes):
            try Data(bytes).write(to: URL(fileURLWithPath: archive))
        case .nothing:
            break
        case .archive(let entries):
            var writer = try ZipWriter(archive)
            for entry in entries {
                try writer.add(entry.name, entry.bytes, mode: entry.mode, isEncrypted: entry.isEncrypted)
            }
            try writer.finish()
        }
        return archive
    }
}
