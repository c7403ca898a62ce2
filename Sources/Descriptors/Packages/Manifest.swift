import MANOModel
import YAML

/// A package's manifest (SOL004 4.3.2, SOL007 4.3.2), or what other files say of the package's files in the same way.
struct Manifest {
    /// One file of the package.
    struct Entry {
        /// From the package's root, or a URL.
        var source: String
        /// nil where the file is only mentioned.
        var digest: (algorithm: DigestAlgorithm, hash: String)?
        /// Files with the signature of this one, and with the certificate for it.
        var signature: String?
        var certificate: String?
        /// Of the hash, else of the source.
        var place: Place
    }

    var metadata: [String: String] = [:]
    /// Where each name of the metadata stands.
    var metadataPlaces: [String: Place] = [:]
    var entries: [Entry] = []
    /// Files that are not for the manager, by the name of their set (SOL004 4.3.7).
    var nonMANOSets: [String: [(source: String, place: Place)]] = [:]
    /// The CMS block at the end, and how many bytes before it are signed.
    var signature: [UInt8]?
    var signedBytes = 0
    var signaturePlace: Place?

    private enum Section {
        case files, metadata, nonMANO
    }

    private typealias Block = [String: (text: String, line: Int)]

    private static let names = ["Source", "Algorithm", "Hash", "Signature", "Certificate"]
    private static let sections = ["metadata", "non_mano_artifact_sets"]

    /// Reads `metadata:` with its indented names, blocks that begin with `Source:`, `non_mano_artifact_sets:`, and the
    /// signature. Names are read in any case. Other names are passed over with a warning; one that is near to a name that
    /// there is, is an error, since a hash that nobody reads protects nothing.
    init(_ bytes: [UInt8], file: String, log: DiagnosticLog) {
        var section = Section.files
        var block: Block = [:]
        var set: String?
        var offset = 0
        var number = 0
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            defer { offset += line.count + 1 }
            let bare = number == 1 ? Array(line).withoutByteOrderMark : line
            let text = String(decoding: bare, as: UTF8.self).trimmingSpaces
            func place() -> Place { Place(file: file, mark: YAMLMark(line: number, column: 1)) }
            if text.hasPrefix("-----BEGIN") {
                signature = Array(bytes[offset...])
                signedBytes = offset
                signaturePlace = place()
                break
            }
            if text.isEmpty || text.hasPrefix("#") {
                if text.isEmpty { take(&block, file, log) }
                continue
            }
            guard let colon = text.firstIndex(of: ":") else {
                log.report(.manifestSyntax, at: place(), "`\(text)` is no line of a manifest", "write `name: value`")
                continue
            }
            let name = String(text[..<colon].trimmingSpaces)
            let value = String(text[text.index(after: colon)...].trimmingSpaces)
            var key = name.lowercased()
            let isIndented = bare.first == UInt8(ascii: " ") || bare.first == UInt8(ascii: "\t")
            if !isIndented || section == .files { key = Self.known(key, name, isIndented, place(), log) }
            if !isIndented {
                section = key == "metadata" ? .metadata : key == "non_mano_artifact_sets" ? .nonMANO : .files
                set = nil
                if section != .files {
                    take(&block, file, log)
                    continue
                }
            }
            switch section {
            case .metadata:
                if metadata.updateValue(value, forKey: name) != nil {
                    log.report(.manifestSyntax, at: place(), "`\(name)` is there twice", "keep one of the two")
                }
                metadataPlaces[name] = place()
            case .nonMANO:
                if key == "source" {
                    guard let set else {
                        log.report(
                            .manifestSyntax, at: place(), "the file `\(value)` belongs to no set",
                            "write the name of the set above it")
                        continue
                    }
                    nonMANOSets[set, default: []].append((value, place()))
                } else if value.isEmpty {
                    set = name
                    nonMANOSets[name, default: []] += []
                }
            case .files:
                // Files that are listed without blank lines between them.
                if key == "source", block["source"] != nil { take(&block, file, log) }
                if block.updateValue((value, number), forKey: key) != nil {
                    log.report(.manifestSyntax, at: place(), "`\(name)` is there twice", "keep one of the two")
                }
            }
        }
        take(&block, file, log)
    }

    /// The name that is meant, in small letters; what is wrong with it is reported.
    private static func known(
        _ key: String, _ name: String, _ isIndented: Bool, _ place: Place, _ log: DiagnosticLog
    ) -> String {
        let all = isIndented ? names : sections + names
        guard !all.contains(where: { $0.lowercased() == key }) else { return key }
        guard log.spend(50, at: place) else { return key }
        if let near = NearestName.nearest(to: name, among: all) {
            log.report(
                .manifestSyntax, at: place, "there is no name `\(name)` in a manifest", "did you mean `\(near)`?")
            return near.lowercased()
        }
        log.report(
            .manifestSyntax, at: place, severity: .warning, "`\(name)` means nothing here, and is passed over",
            ["vnf_", "vnfd_", "nsd_", "pnf_", "pnfd_"].contains(where: key.hasPrefix)
                ? "indent it below `metadata:`" : "take it away, or write what is meant")
        return key
    }

    private mutating func take(_ block: inout Block, _ file: String, _ log: DiagnosticLog) {
        defer { block = [:] }
        guard let source = block["source"], !source.text.isEmpty else {
            guard let name = Self.names.first(where: { block[$0.lowercased()] != nil }) else { return }
            let line = block[name.lowercased()]?.line ?? 0
            log.report(
                .manifestSyntax, at: Place(file: file, mark: YAMLMark(line: line, column: 1)),
                "`\(name)` belongs to no file", "write `Source: …` above it, without an empty line between them")
            return
        }
        func place(_ key: String) -> Place {
            Place(file: file, mark: YAMLMark(line: block[key]?.line ?? source.line, column: 1))
        }
        entries.append(
            Entry(
                source: source.text,
                digest: Self.digest(
                    of: source.text, block["algorithm"]?.text, block["hash"]?.text, place, log),
                signature: block["signature"]?.text, certificate: block["certificate"]?.text, place: place("hash")))
    }

    /// The digest that two lines name; nil where there is none, or none that can be, which is reported.
    static func digest(
        of source: String, _ algorithm: String?, _ hash: String?, _ place: (String) -> Place, _ log: DiagnosticLog
    ) -> (DigestAlgorithm, String)? {
        guard algorithm != nil || hash != nil else { return nil }
        guard let algorithm, let hash else {
            let missing = hash == nil ? "Hash" : "Algorithm"
            log.report(
                .manifestSyntax, at: place("source"), "the file `\(source)` has no `\(missing)`", "add `\(missing): …`")
            return nil
        }
        let name = algorithm.lowercased()
        func plain(_ text: String) -> String { text.filter { $0 != "-" && $0 != "_" } }
        guard
            let known = HashAlgorithm(rawValue: name)
                ?? HashAlgorithm.allCases.first(where: { plain($0.rawValue) == plain(name) })
        else {
            log.report(
                .manifestAlgorithm, at: place("algorithm"), "there is no hash algorithm `\(algorithm)`",
                NearestName.remedy(
                    for: algorithm, among: HashAlgorithm.allCases.map { $0.rawValue.uppercased() },
                    else: "write `SHA-256`"))
            return nil
        }
        if known.rawValue != name {
            // IANA's registry of hash function textual names, by which SOL004 4.3.2 goes.
            log.report(
                .manifestAlgorithm, at: place("algorithm"), severity: .warning,
                "`\(algorithm)` is no name of a hash algorithm, and is taken for \(known.rawValue.uppercased())",
                "write `\(known.rawValue.uppercased())`")
        }
        return (DigestAlgorithm(known), hash.lowercased())
    }

    /// OSM's `checksums.txt`: a digest and a path on each line, the path from the archive's root or from the file's folder.
    init(checksums bytes: [UInt8], file: String, files: DescriptorFiles, log: DiagnosticLog) {
        var number = 0
        for line in String(decoding: bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        {
            number += 1
            let parts = line.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "\t" })
            guard let hash = parts.first else { continue }
            let place = Place(file: file, mark: YAMLMark(line: number, column: 1))
            guard parts.count == 2, hash.allSatisfy(\.isHexDigit) else {
                log.report(.manifestSyntax, at: place, "`\(line)` is no line of checksums", "write `DIGEST PATH`")
                continue
            }
            // `sha256sum` marks binary files by a star.
            var path = String(parts[1].trimmingSpaces)
            if path.hasPrefix("*") { path.removeFirst() }
            if let below = PackagePath.resolve(path, from: file), !files.contains(path), files.contains(below) {
                path = below
            }
            guard let algorithm = DigestAlgorithm.allCases.first(where: { $0.hexadecimalLength == hash.count }) else {
                log.report(
                    .manifestAlgorithm, at: place, severity: .warning,
                    "a digest of \(hash.count) characters is of no algorithm that is known here",
                    "write a SHA-256 digest")
                continue
            }
            entries.append(Entry(source: path, digest: (algorithm, hash.lowercased()), place: place))
        }
    }
}

extension StringProtocol {
    var trimmingSpaces: SubSequence {
        let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return self[startIndex..<startIndex]
        }
        return self[first...last]
    }
}
