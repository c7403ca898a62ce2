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
    private var largest: (name: String, size: Int)?
    private var folders = FolderTree()
    private let allowed: Int

    /// Larger files are looked at only when they are a template, a manifest or TOSCA's metadata.
    private static let smallBytes = 1 << 20

    /// - Parameter archiveBytes: bytes of the archive; nil where nothing is compressed.
    init(limits: PackageLimits, log: DiagnosticLog, archiveBytes: Int? = nil) {
        self.limits = limits
        self.log = log
        allowed = limits.allowed(archiveBytes: archiveBytes)
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
        // A header says what it likes.
        let size = max(0, entry.size ?? 0)
        if size > largest?.size ?? -1 { largest = (entry.name, size) }
        try count(size)
        files.sizes?[entry.name] = size
        let isDescription = PackageLayout.isDescription(entry.name)
        guard isDescription || size <= Self.smallBytes else { return }
        if size > limits.textBytes {
            files.refused.insert(entry.name)
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
        try Chunks.forEach(expected: entry.size) { (buffer) throws(SourceError) in
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
        guard entry.isNamed else {
            return report(.packageEntryName, "the entry's name is no UTF-8", "pack with names in UTF-8")
        }
        if path.isEmpty || path.utf8.count > 1024
            || path.utf8.contains(where: { $0 < 32 || $0 == 127 })
        {
            return report(
                .packageEntryName, "the entry's name is empty, too long or has control characters", "rename the file")
        }
        if path.utf8.first == UInt8(ascii: "/") || path.utf8.contains(UInt8(ascii: "\\"))
            || path.unicodeScalars.dropFirst().first == ":"
        {
            return report(
                .packageEntryName, "the entry's name is absolute or has backslashes",
                "pack with relative names, parted by `/`")
        }
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map {
            Substring($0)
        }
        if parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) {
            return report(
                .packageEntryName, "the entry's name leads out of the package, or has empty parts",
                "pack with plain relative names")
        }
        func refuse(_ rule: DiagnosticRule, _ message: String, _ remedy: String) -> Bool {
            if seen[path.lowercased()] == nil { files.refused.insert(path) }
            return report(rule, message, remedy)
        }
        if parts.count > FolderTree.depth {
            return report(.packageEntryName, "the entry's folders nest too deep", "pack it in fewer folders")
        }
        if entry.isEncrypted {
            return refuse(
                .packageEncrypted, "the entry is encrypted", "pack without a password; encrypt single artifacts by CMS")
        }
        switch entry.kind {
        case .file, .folder: break
        case .link: return refuse(.packageEntryKind, "the entry is a link", "pack the file that it points at")
        case .other: return refuse(.packageEntryKind, "the entry is neither a file nor a folder", "leave it out")
        }
        if entry.kind == .file, let other = seen.updateValue(path, forKey: path.lowercased()) {
            return report(
                .packageEntryDuplicate,
                other == path ? "the entry is there twice" : "the entry differs from `\(other)` only in case",
                "keep one of the two")
        }
        if let (folder, other) = folders.add(entry.kind == .file ? parts.dropLast() : parts[...]) {
            // The files in it stand: there is one finding for each of the folders.
            log.report(
                .packageEntryDuplicate, file: folder, "the folder differs from `\(other)` only in case",
                "use one of the two")
        }
        return true
    }

    /// Reports files that stand where another entry needs a folder.
    func checkFolders() {
        let names = seen.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for (name, path) in names {
            let folder = name + "/"
            // The first name that is not before those in the folder.
            var lower = 0
            var upper = names.count
            while lower < upper {
                let middle = (lower + upper) / 2
                if names[middle].key.utf8.lexicographicallyPrecedes(folder.utf8) {
                    lower = middle + 1
                } else {
                    upper = middle
                }
            }
            while lower < names.count, names[lower].key.utf8.starts(with: folder.utf8) {
                log.report(
                    .packageEntryDuplicate, file: names[lower].value,
                    "the entry is in the folder `\(path)`, which is a file", "rename one of the two")
                lower += 1
            }
        }
    }

    /// Refuses a package by what its headers say; what really comes is counted again when it is read.
    private mutating func count(_ bytes: Int) throws(SourceError) {
        let (sum, overflow) = totalBytes.addingReportingOverflow(bytes)
        totalBytes = overflow ? .max : sum
        guard totalBytes > allowed else { return }
        throw SourceError(
            rule: .packageBomb, file: largest?.name ?? PackageLayout.metaPath,
            message: "the package unpacks to \(totalBytes) bytes, \(allowed) are allowed for its size",
            remedy: "store images in a compact format")
    }
}
