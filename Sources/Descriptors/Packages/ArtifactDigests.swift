import YAML

/// Digests that templates give of their artifacts' files (TOSCA 1.3 3.6.7: `checksum`, `checksum_algorithm`).
struct ArtifactDigests {
    struct Entry {
        /// As it is written.
        var file: String
        var algorithm: DigestAlgorithm
        var hash: String
        var place: Place
    }

    /// By the file's path in the package.
    private(set) var entries: [String: [Entry]] = [:]

    init() {}

    /// Reads the artifacts of node templates and node types; what can't be a digest is reported.
    init(_ templates: [ServiceTemplate], _ files: DescriptorFiles, _ log: DiagnosticLog) {
        for template in templates {
            let owners =
                (template.root["topology_template"]?["node_templates"]?.mapping ?? [])
                + (template.root["node_types"]?.mapping ?? [])
            for owner in owners {
                for artifact in owner.value["artifacts"]?.mapping ?? [] {
                    take(artifact.value, artifact.name, template.path, files, log)
                }
            }
        }
    }

    private mutating func take(
        _ artifact: YAMLNode, _ name: String, _ template: String, _ files: DescriptorFiles, _ log: DiagnosticLog
    ) {
        guard let written = artifact["checksum"], let hash = written.text?.lowercased(), !hash.isEmpty,
            let file = artifact["file"]?.text, !file.contains("://")
        else { return }
        let place = Place(file: template, mark: written.mark)
        let algorithm: DigestAlgorithm
        if let node = artifact["checksum_algorithm"], let text = node.text {
            guard let known = Self.algorithm(text) else {
                return log.report(
                    .artifactChecksum, at: Place(file: template, mark: node.mark), severity: .warning,
                    "the checksum of the artifact `\(name)` is by `\(text)`, which can't be verified here",
                    "write `checksum_algorithm: SHA-256`")
            }
            algorithm = known
        } else {
            algorithm = DigestAlgorithm.allCases.first { $0.hexadecimalLength == hash.utf8.count } ?? .sha256
        }
        guard hash.utf8.count == algorithm.hexadecimalLength, hash.allSatisfy(\.isHexDigit) else {
            return log.report(
                .artifactChecksum, at: place, "the checksum of the artifact `\(name)` is no \(algorithm.title)",
                "write \(algorithm.hexadecimalLength) hexadecimal digits")
        }
        // As for every file of a template: from its folder, else from the root.
        guard
            let path = [PackagePath.resolve(file, from: template), PackagePath.normalise(file)].compactMap({ $0 })
                .first(
                    where: files.contains)
        else { return }
        entries[path, default: []].append(Entry(file: file, algorithm: algorithm, hash: hash, place: place))
    }

    /// `SHA-256`, `sha256`.
    private static func algorithm(_ text: String) -> DigestAlgorithm? {
        func plain(_ text: String) -> String { text.lowercased().filter { $0 != "-" && $0 != "_" } }
        return DigestAlgorithm.allCases.first { plain($0.rawValue) == plain(text) }
    }
}
