/// The first pass over a package: names and kinds of all entries, and the texts among them.
struct PackageSurvey {
    let limits: PackageLimits
    let log: DiagnosticLog
    private(set) var files = DescriptorFiles(sizes: [:])
    /// Names without regard to case, as they were first written.
    private var seen: [String: String] = [:]
    private var entries = 0
    private var textBytes = 0
    private var totalBytes = 0

    /// Larger files are looked at only when they are a template, a manifest or TOSCA's metadata.
    private static let smallBytes = 1 << 20

    init(limits: PackageLimits, log: DiagnosticLog) {
        self.limits = limits
        self.log = log
    }

    mutating func take(
        _ entry: SourceEntry, _ read: (UnsafeMutableRawBufferPointer) throws(SourceError) -> Int
    ) throws(SourceError) {
        entries += 1
        guard entries <= limits.entries else {
            throw SourceError(
                rule: .packageBomb, file: entry.name, message: "the package has more than \(limits.entries) entries",
                remedy: "leave out what doesn't belong into it")
        }
        guard check(entry), entry.kind == .file else { return }
        let size = entry.size ?? 0
        totalBytes += size
        files.sizes?[entry.name] = size
        let isDescription = PackageLayout.isDescription(entry.name)
        guard isDescription || size <= Self.smallBytes else { return }
        if size > limits.textBytes {
            return log.report(
                .packageBomb, file: entry.name, "the file has \(size) bytes, \(limits.textBytes) are allowed",
                "split it")
        }
        guard let bytes = try text(entry, isDescription, read) else { return }
        files.texts[entry.name] = bytes
        files.sizes?[entry.name] = bytes.count
    }

    /// The file's bytes; nil for one that is large and no description after all, whatever its header says.
    private mutating func text(
        _ entry: SourceEntry, _ isDescription: Bool, _ read: (UnsafeMutableRawBufferPointer) throws(SourceError) -> Int
    ) throws(SourceError) -> [UInt8]? {
        let limit = isDescription ? limits.textBytes : Self.smallBytes
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(entry.size ?? 0, limit))
        var isOver = false
        try Chunks.forEach { (buffer) throws(SourceError) in
            isOver ? 0 : try read(buffer)
        } _: { (chunk) throws(SourceError) in
            guard bytes.count + chunk.count <= limit else {
                isOver = true
                return
            }
            bytes.append(contentsOf: chunk)
        }
        if isOver {
            guard isDescription else { return nil }
            throw SourceError(
                rule: .packageBomb, file: entry.name, message: "the file has more than \(limit) bytes",
                remedy: "split it")
        }
        textBytes += bytes.count
        guard textBytes <= limits.allTextBytes else {
            if !isDescription {
                textBytes -= bytes.count
                return nil
            }
            throw SourceError(
                rule: .packageBomb, file: entry.name,
                message: "the package's texts have more than \(limits.allTextBytes) bytes",
                remedy: "leave out what doesn't belong into it")
        }
        return bytes
    }

    /// Reports what no entry may be; the entry is left out then.
    private mutating func check(_ entry: SourceEntry) -> Bool {
        let name = entry.name
        let path = entry.kind == .folder && name.hasSuffix("/") ? String(name.dropLast()) : name
        func report(_ rule: DiagnosticRule, _ message: String, _ remedy: String) -> Bool {
            // Control characters don't go into messages that a terminal shows.
            let shown = String(
                name.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? "\u{FFFD}" : Character($0) })
            log.report(rule, file: shown, message, remedy)
            return false
        }
        if path.isEmpty || path.utf8.count > 1024
            || path.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 })
        {
            return report(
                .packageEntryName, "the entry's name is empty, too long or has control characters", "rename the file")
        }
        if path.hasPrefix("/") || path.contains("\\") || path.dropFirst().first == ":" {
            return report(
                .packageEntryName, "the entry's name is absolute or has backslashes",
                "pack with relative names, parted by `/`")
        }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        if parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) {
            return report(
                .packageEntryName, "the entry's name leads out of the package, or has empty parts",
                "pack with plain relative names")
        }
        if entry.isEncrypted {
            return report(
                .packageEncrypted, "the entry is encrypted", "pack without a password; encrypt single artifacts by CMS")
        }
        switch entry.kind {
        case .file, .folder: break
        case .link: return report(.packageEntryKind, "the entry is a link", "pack the file that it points at")
        case .other: return report(.packageEntryKind, "the entry is neither a file nor a folder", "leave it out")
        }
        guard entry.kind == .file else { return true }
        if let other = seen.updateValue(path, forKey: path.lowercased()) {
            return report(
                .packageEntryDuplicate,
                other == path ? "the entry is there twice" : "the entry differs from `\(other)` only in case",
                "keep one of the two")
        }
        return true
    }

    /// Reports files that stand where another entry needs a folder.
    func checkFolders() {
        for path in files.names.sorted() {
            var rest = path[...]
            while let slash = rest.lastIndex(of: "/") {
                rest = rest[..<slash]
                if let other = seen[rest.lowercased()] {
                    log.report(
                        .packageEntryDuplicate, file: path, "the entry is in the folder `\(other)`, which is a file",
                        "rename one of the two")
                }
            }
        }
    }

    /// Refuses a package by what its headers say; what really comes is counted again when it is read.
    func checkTotal(archiveBytes: Int?) throws(SourceError) {
        let allowed = limits.allowed(archiveBytes: archiveBytes)
        guard totalBytes > allowed else { return }
        throw SourceError(
            rule: .packageBomb, file: PackageLayout.metaPath,
            message: "the package unpacks to \(totalBytes) bytes, \(allowed) are allowed for its size",
            remedy: "store images in a compact format")
    }
}
