import MANOModel
import YAML

/// A package's manifest (SOL004 4.3.2, SOL007 4.3.2).
struct Manifest {
    struct Entry {
        var source: String
        var algorithm: HashAlgorithm
        var hash: String
        var place: Place
    }

    var metadata: [String: String] = [:]
    var entries: [Entry] = []
    var isSigned = false

    /// Reads `metadata:` with its indented names, then blocks of `Source`, `Algorithm` and `Hash`. Other blocks, such as
    /// non-MANO artifact sets, are passed over.
    init(_ bytes: [UInt8], file: String, log: DiagnosticLog) {
        var isMetadata = false
        var block: [String: (text: String, line: Int)] = [:]
        var number = 0
        for line in String(decoding: bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        {
            number += 1
            let text = line.trimmingSpaces
            if text.hasPrefix("-----BEGIN") {
                isSigned = true
                break
            }
            if text.isEmpty || text.hasPrefix("#") {
                if text.isEmpty { take(&block, file, log) }
                continue
            }
            guard let colon = text.firstIndex(of: ":") else {
                log.report(
                    .manifestSyntax, at: Place(file: file, mark: YAMLMark(line: number, column: 1)),
                    "`\(text)` is no line of a manifest",
                    "write `name: value`")
                continue
            }
            let name = String(text[..<colon].trimmingSpaces)
            let value = String(text[text.index(after: colon)...].trimmingSpaces)
            let isIndented = line.first == " " || line.first == "\t"
            if !isIndented { isMetadata = name == "metadata" }
            if isMetadata {
                if isIndented { metadata[name] = value }
            } else {
                // Files that are listed without blank lines between them.
                if name == "Source", block["Source"] != nil { take(&block, file, log) }
                block[name] = (value, number)
            }
        }
        take(&block, file, log)
    }

    private mutating func take(_ block: inout [String: (text: String, line: Int)], _ file: String, _ log: DiagnosticLog)
    {
        defer { block = [:] }
        guard let source = block["Source"], block["Hash"] != nil || block["Algorithm"] != nil else { return }
        func place(_ key: String) -> Place {
            Place(file: file, mark: YAMLMark(line: block[key]?.line ?? source.line, column: 1))
        }
        guard let algorithm = block["Algorithm"], let hash = block["Hash"] else {
            let missing = block["Hash"] == nil ? "Hash" : "Algorithm"
            return log.report(
                .manifestSyntax, at: place("Source"), "the file `\(source.text)` has no `\(missing)`",
                "add `\(missing): …`")
        }
        guard let known = HashAlgorithm(rawValue: algorithm.text.lowercased()) else {
            return log.report(
                .manifestAlgorithm, at: place("Algorithm"), "there is no hash algorithm `\(algorithm.text)`",
                NearestName.remedy(
                    for: algorithm.text, among: HashAlgorithm.allCases.map { $0.rawValue.uppercased() },
                    else: "write `SHA-256`"))
        }
        guard FileDigest.supported.contains(known) else {
            return log.report(
                .manifestAlgorithm, at: place("Algorithm"), "\(algorithm.text) can't be verified here",
                "use SHA-256, SHA-384 or SHA-512")
        }
        entries.append(
            Entry(source: source.text, algorithm: known, hash: hash.text.lowercased(), place: place("Hash")))
    }
}

extension StringProtocol {
    var trimmingSpaces: SubSequence {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return self[startIndex..<startIndex]
        }
        return self[first...last]
    }
}
