import MANOModel

/// What a manifest has to say of the descriptor beside it (SOL004 4.3.2, SOL007 4.3.2).
struct ManifestMetadata {
    /// Names that have to be there.
    private let required: [String]
    /// What is another descriptor's where it differs.
    private var identifiers: [String: String] = [:]
    /// What a reader of both wonders about where it differs.
    private var texts: [String: String] = [:]

    init(_ descriptor: CompiledDescriptor) {
        switch descriptor {
        case .vnfd(let vnfd):
            required = ["vnf_product_name", "vnf_provider_id", "vnf_package_version", "vnf_release_date_time"]
            identifiers["vnfd_id"] = vnfd.id
            texts["vnf_product_name"] = vnfd.productName
            texts["vnf_provider_id"] = vnfd.provider
            texts["vnf_software_version"] = vnfd.softwareVersion
        case .nsd(let nsd):
            required = [
                "nsd_designer", "nsd_name", "nsd_invariant_id", "nsd_file_structure_version", "nsd_release_date_time",
            ]
            identifiers["nsd_invariant_id"] = nsd.invariantID
            texts["nsd_designer"] = nsd.designer
            texts["nsd_name"] = nsd.name
        case .pnfd(let pnfd):
            required = ["pnfd_name", "pnfd_provider", "pnfd_archive_version", "pnfd_release_date_time"]
            texts["pnfd_name"] = pnfd.name
            texts["pnfd_provider"] = pnfd.provider
        }
    }

    func check(_ manifest: Manifest, _ path: String, _ log: DiagnosticLog) {
        for name in required where manifest.metadata[name] == nil {
            log.report(
                .manifestMetadata, file: path, "the metadata of the manifest lacks `\(name)`",
                NearestName.nearest(to: name, among: manifest.metadata.keys).map { "`\($0)` should be `\(name)`" }
                    ?? "add it")
        }
        let isIdentifier = Set(identifiers.keys)
        for (name, value) in identifiers.merging(texts, uniquingKeysWith: { first, _ in first }) {
            guard let given = manifest.metadata[name], let place = manifest.metadataPlaces[name],
                Self.unquoted(given) != value
            else { continue }
            log.report(
                .manifestMetadata, at: place, severity: isIdentifier.contains(name) ? .error : .warning,
                "`\(name)` is `\(Self.unquoted(given))` in the manifest and `\(value)` in the descriptor",
                "correct one of the two")
        }
        for name in required where name.hasSuffix("_date_time") {
            guard let given = manifest.metadata[name], let place = manifest.metadataPlaces[name],
                TimeStamp(Self.unquoted(given)) == nil
            else { continue }
            log.report(
                .manifestMetadata, at: place, "`\(name)` is `\(given)`, which is no date and time",
                "write it as `2026-01-31T12:00:00Z` (RFC 3339)")
        }
    }

    /// Many write the metadata as YAML.
    private static func unquoted(_ text: String) -> String {
        guard text.utf8.count >= 2, let quote = text.first, quote == "'" || quote == "\"", text.last == quote else {
            return text
        }
        return String(text.dropFirst().dropLast())
    }
}
