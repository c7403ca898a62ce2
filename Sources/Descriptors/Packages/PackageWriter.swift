import Glibc
import MANOModel

/// Packs a folder into a CSAR: the same inputs give the same bytes. Markers in templates (`${sha256:PATH}` and
/// `${size:PATH}`) are filled in, and the manifest gets a hash of each file. Blocks: call from a thread that may.
package struct PackageWriter: Sendable {
    /// The folder, laid out like a package, with a manifest that holds the metadata.
    package var folder: String
    /// Files from elsewhere, by the path that they get in the package.
    package var images: [String: String]
    /// Who signs the package; nil: nobody.
    package var signer: PackageSigner?
    /// Whether warnings refuse the package.
    package var isStrict: Bool

    package init(folder: String, images: [String: String] = [:], signer: PackageSigner? = nil, isStrict: Bool = false) {
        self.folder = folder
        self.images = images
        self.signer = signer
        self.isStrict = isStrict
    }

    /// Writes the CSAR, and reads it back. An older file of that name is replaced only by a valid package.
    ///
    /// - Returns: warnings.
    /// - Throws: `PackageError` where the folder can't be read, or what it holds is no valid package.
    @discardableResult
    package func pack(to path: String) throws(PackageError) -> [Diagnostic] {
        let temporary = path + ".part"
        let plain = path + ".part.csar"
        defer {
            _ = unlink(temporary)
            _ = unlink(plain)
        }
        do throws(SourceError) {
            if let signer, signer.option == .package {
                try write(to: plain)
                try wrap(plain, named: PackagePath.name(of: path), signer, to: temporary)
            } else {
                try write(to: temporary)
            }
        } catch {
            throw PackageError(diagnostics: [
                Diagnostic(rule: error.rule, file: error.file, message: error.message, remedy: error.remedy)
            ])
        }
        // Who signed is known to whoever packs.
        let warnings =
            try PackageReader().read(at: temporary).warnings.filter { $0.rule != .signatureUntrusted }
            + FolderSource(path: folder).hiddenFiles
        if isStrict, !warnings.isEmpty { throw PackageError(diagnostics: warnings) }
        guard rename(temporary, path) == 0 else {
            let failure = WritableFile.failure(path)
            throw PackageError(diagnostics: [
                Diagnostic(rule: failure.rule, file: path, message: failure.message, remedy: failure.remedy)
            ])
        }
        return warnings
    }

    /// Puts a package into an archive beside its signature and certificate (SOL004 5.1 option 2).
    private func wrap(
        _ package: String, named name: String, _ signer: PackageSigner, to path: String
    ) throws(SourceError) {
        let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
        _ = unlink(path)
        var item = Item(file: package)
        try digest(&item)
        var zip = try ZipWriter(path)
        try add(item, named: stem + ".csar", to: &zip)
        try zip.add(stem + ".cms", signer.sign(file: package))
        try zip.add(stem + ".cert", signer.certificateText())
        try zip.finish()
    }

    private struct Item {
        /// The bytes that are packed, where they differ from the file's or are a text's.
        var bytes: [UInt8]?
        var file: String
        var sha256 = ""
        var crc: UInt32 = 0
        var size = 0
    }

    private func write(to path: String) throws(SourceError) {
        _ = unlink(path)
        var items: [String: Item] = [:]
        try FolderSource(path: folder).visit { (entry, read) throws(SourceError) in
            guard entry.isNamed else {
                throw SourceError(
                    rule: .packageEntryName, file: entry.name, message: "the file's name is no UTF-8",
                    remedy: "rename it")
            }
            guard entry.kind == .file else {
                throw SourceError(
                    rule: .packageEntryKind, file: entry.name, message: "the entry is no file",
                    remedy: "put the file itself into the folder")
            }
            var item = Item(file: folder + "/" + entry.name)
            if PackageLayout.isDescription(entry.name) {
                var bytes: [UInt8] = []
                try Chunks.forEach(read) { (chunk) throws(SourceError) in bytes += chunk }
                item.bytes = bytes
            }
            items[entry.name] = item
        }
        for (name, file) in images {
            guard let packed = PackagePath.normalise(name), !name.hasPrefix("/") else {
                throw SourceError(
                    rule: .packageEntryName, file: name, message: "an image can't be packed under this name",
                    remedy: "give a path inside the package")
            }
            items[packed] = Item(file: file)
        }
        try digest(&items)
        try fillMarkers(&items)
        try addManifest(&items)
        var zip = try ZipWriter(path)
        // TOSCA's metadata comes first, as readers expect; everything else by name.
        let names = items.keys.sorted {
            ($0 != PackageLayout.metaPath ? 1 : 0, $0) < ($1 != PackageLayout.metaPath ? 1 : 0, $1)
        }
        for name in names {
            if let item = items[name] { try add(item, named: name, to: &zip) }
        }
        try zip.finish()
    }

    private func add(_ item: Item, named name: String, to zip: inout ZipWriter) throws(SourceError) {
        if let bytes = item.bytes { return try zip.add(name, bytes) }
        let file = try ReadableFile(item.file)
        defer { file.close() }
        try zip.add(name, size: item.size, crc: item.crc) { (write) throws(SourceError) in
            try Chunks.forEach({ (buffer) throws(SourceError) in try file.read(buffer) }, write)
        }
    }

    private func digest(_ items: inout [String: Item]) throws(SourceError) {
        for name in items.keys.sorted() where items[name]?.bytes == nil {
            guard var item = items[name] else { continue }
            try digest(&item)
            items[name] = item
        }
    }

    private func digest(_ item: inout Item) throws(SourceError) {
        var digest = FileDigest([.sha256])
        var crc = CRC32()
        let file = try ReadableFile(item.file)
        defer { file.close() }
        try Chunks.forEach { (buffer) throws(SourceError) in
            try file.read(buffer)
        } _: { (chunk) throws(SourceError) in
            digest.update(chunk)
            crc.update(chunk)
        }
        item.size = digest.size
        item.crc = crc.value
        item.sha256 = digest.finish()[.sha256] ?? ""
    }

    private func fillMarkers(_ items: inout [String: Item]) throws(SourceError) {
        var known: [String: (sha256: String, size: Int)] = [:]
        for (name, item) in items where item.bytes == nil { known[name] = (item.sha256, item.size) }
        for name in items.keys.sorted() {
            guard PackageLayout.isTemplate(name), let bytes = items[name]?.bytes else { continue }
            if let missing = PackageMarkers.paths(in: bytes).subtracting(known.keys).min() {
                throw SourceError(
                    rule: .artifactMissing, file: name,
                    message: "the file `\(missing)` is needed, and not in the folder",
                    remedy: "add it with `--image \(missing)=FILE`")
            }
            items[name]?.bytes = PackageMarkers.fill(bytes, known)
        }
    }

    /// Keeps the metadata, the sets and the signatures of the folder's manifest, and lists every file but the manifest
    /// itself.
    private func addManifest(_ items: inout [String: Item]) throws(SourceError) {
        var files = DescriptorFiles(sizes: [:])
        for (name, item) in items {
            files.texts[name] = item.bytes
            files.sizes?[name] = item.size
        }
        let log = DiagnosticLog()
        guard let layout = PackageLayout(files, log: log) else {
            let found = log.sorted[0]
            throw SourceError(rule: found.rule, file: found.file, message: found.message, remedy: found.remedy)
        }
        guard let path = layout.manifest, let bytes = items[path]?.bytes else {
            throw SourceError(
                rule: .manifestMissing, file: layout.entry,
                message: "the folder has no manifest with the package's metadata",
                remedy: "add `NAME.mf` at its root, with `metadata:`")
        }
        let old = Manifest(bytes, file: path, log: log)
        let own = Dictionary(
            old.entries.compactMap { entry in PackagePath.normalise(entry.source).map { ($0, entry) } }
        ) { first, _ in first }
        var text = Self.metadata(of: bytes)
        for name in items.keys.sorted() where name != path {
            guard let item = items[name] else { continue }
            var hash = item.sha256
            if let bytes = item.bytes {
                var digest = FileDigest([.sha256])
                bytes.withUnsafeBytes { digest.update($0) }
                hash = digest.finish()[.sha256] ?? ""
            }
            text += "\nSource: \(name)\nAlgorithm: SHA-256\nHash: \(hash)\n"
            if let signature = own[name]?.signature { text += "Signature: \(signature)\n" }
            if let certificate = own[name]?.certificate { text += "Certificate: \(certificate)\n" }
        }
        if !old.nonMANOSets.isEmpty {
            text += "\nnon_mano_artifact_sets:\n"
            for (set, files) in old.nonMANOSets.sorted(by: { $0.key < $1.key }) {
                text += "  \(set):\n"
                for file in files { text += "    Source: \(file.source)\n" }
            }
        }
        var signed = Array(text.utf8)
        if let signer, signer.option == .manifest { signed += try signer.sign(signed) }
        items[path]?.bytes = signed
    }

    /// The lines of a manifest before its files, as they are.
    private static func metadata(of bytes: [UInt8]) -> String {
        var text = ""
        for line in String(decoding: bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        {
            let lower = line.lowercased()
            if lower.hasPrefix("source:") || lower.hasPrefix("non_mano_artifact_sets:") || line.hasPrefix("-----BEGIN")
            {
                break
            }
            text += line + "\n"
        }
        return String(text.reversed().drop { $0 == "\n" }.reversed()) + "\n"
    }
}
