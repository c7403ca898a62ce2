import CArchive
import Glibc
import MANOModel
import YAML

/// One reading of one package.
struct PackageReading {
    private(set) var limits: PackageLimits
    let log: DiagnosticLog
    let staging: String?
    let progress: PackageProgress?
    private let policy: SignaturePolicy
    private let isPartial: Bool
    private let screen: PackageReader.Screen?
    private var staged: [String] = []
    /// Files that are needed while it lasts.
    private var temporary: [String] = []

    init(_ reader: PackageReader, log: DiagnosticLog, staging: String?, progress: PackageProgress?) {
        limits = reader.limits
        policy = reader.signatures
        isPartial = reader.isPartial
        screen = reader.screen
        self.log = log
        self.staging = staging
        self.progress = progress
    }

    func discardStaged() {
        for path in staged { _ = unlink(path) }
    }

    func discard() {
        for path in temporary { _ = unlink(path) }
    }

    mutating func read(_ path: String) throws(SourceError) -> PackageContent? {
        var status = stat()
        guard stat(path, &status) == 0 else { throw ReadableFile.failure(path) }
        if status.st_mode & FileKind.mask == FileKind.folder { return try read(FolderSource(path: path), entry: nil) }
        // Opening a pipe waits for somebody who writes, maybe for ever.
        guard status.st_mode & FileKind.mask == FileKind.file else {
            throw SourceError(
                rule: .packageUnreadable, file: path, message: "the path is a pipe, a socket or a device",
                remedy: "give a file or a folder")
        }
        guard PackageLayout.isDescriptor(path) else { return try read(archive: path) }
        // A template that stands in a package's folder is read as part of it.
        var folder = PackagePath.folder(of: path)
        for _ in 0..<3 {
            if access((folder.isEmpty ? "./" : folder) + PackageLayout.metaPath, F_OK) == 0 {
                return try read(
                    FolderSource(path: folder.isEmpty ? "." : String(folder.dropLast())),
                    entry: String(path.dropFirst(folder.count)))
            }
            guard folder.count > 1 else { break }
            folder = PackagePath.folder(of: String(folder.dropLast()))
        }
        return try readTemplate(path)
    }

    /// A template by itself, with those beside it that it may import.
    private func readTemplate(_ path: String) throws(SourceError) -> PackageContent? {
        let folder = PackagePath.folder(of: path)
        let name = PackagePath.name(of: path)
        var survey = PackageSurvey(limits: limits, log: log)
        try FolderSource(path: folder.isEmpty ? "." : String(folder.dropLast())).visit {
            (entry, read) throws(SourceError) in
            if entry.name == name || (PackageLayout.isTemplate(entry.name) && !entry.name.contains("/")) {
                try survey.take(entry, read)
            }
        }
        var files = survey.files
        files.sizes = nil
        var compiler = DescriptorCompiler(files: files, log: log)
        guard let descriptor = compiler.compile(name) else { return nil }
        return content(descriptor, PackageFacts(descriptorPath: name), [])
    }

    // MARK: - Archives

    private mutating func read(archive path: String) throws(SourceError) -> PackageContent? {
        let source = try ArchiveSource(path: path)
        let files = try survey(source)
        let signatures = PackageSignatures(policy: policy, log: log)
        guard let archive = SignedArchive(files) else {
            return try read(source, files, entry: nil, signatures)
        }
        let check = signatures.checkOfArchive(archive, files.texts)
        let allowed = limits.allowed(archiveBytes: source.archiveBytes)
        let inner = try archive.unpack(
            source, to: staging ?? Self.temporaryFolder, allowed: allowed, check: check)
        if staging == nil { temporary.append(inner) } else { staged.append(inner) }
        if let check { signatures.finish(check, archive.package, isWhole: true) }
        // What may come out of the archive inside counts from what was uploaded, too.
        limits.totalBytes = min(limits.totalBytes, allowed)
        let innerSource: ArchiveSource
        let innerFiles: DescriptorFiles
        do throws(SourceError) {
            innerSource = try ArchiveSource(path: inner)
            innerFiles = try survey(innerSource)
        } catch {
            // Where it was unpacked to is of no use to anybody.
            throw SourceError(
                rule: error.rule, file: error.file == inner ? archive.package : error.file, message: error.message,
                remedy: error.remedy, storage: error.storage)
        }
        guard var content = try read(innerSource, innerFiles, entry: nil, signatures) else { return nil }
        content.facts.innerPackage = staging == nil ? nil : inner
        if signatures.isSigned {
            content.facts.security = PackageSecurity(
                option: .archive, signers: signatures.signers.sorted(), certificate: archive.certificates.first)
        }
        return content
    }

    private func survey(_ source: some PackageSource) throws(SourceError) -> DescriptorFiles {
        var survey = PackageSurvey(limits: limits, log: log, archiveBytes: source.archiveBytes)
        try source.visit { (entry, read) throws(SourceError) in try survey.take(entry, read) }
        survey.checkFolders()
        return survey.files
    }

    private mutating func read(_ source: FolderSource, entry: String?) throws(SourceError) -> PackageContent? {
        var files = try survey(source)
        files.isFolder = true
        for finding in source.hiddenFiles {
            log.report(finding.rule, file: finding.file, severity: finding.severity, finding.message, finding.remedy)
        }
        try fillMarkers(&files, source)
        return try read(source, files, entry: entry, PackageSignatures(policy: policy, log: log))
    }

    private mutating func read(
        _ source: some PackageSource, _ found: DescriptorFiles, entry: String?, _ signatures: PackageSignatures
    ) throws(SourceError) -> PackageContent? {
        var files = found
        files.isPartial = isPartial
        if isPartial { files.isFolder = true }
        guard let layout = PackageLayout(files, log: log) else { return nil }
        let manifest = manifest(layout, files)
        if !source.isFolder, !isPartial { check(signatures, manifest, layout, files) }
        var compiler = DescriptorCompiler(files: files, log: log)
        let descriptor = compiler.compile(entry ?? layout.entry)
        if let descriptor, !log.hasErrors, let reason = screen?(descriptor.id) {
            throw SourceError(
                rule: .descriptorIdentifier, file: entry ?? layout.entry, message: reason.message,
                remedy: reason.remedy)
        }
        if let descriptor, let manifest, let path = layout.manifest {
            ManifestMetadata(descriptor).check(manifest, path, log)
        }
        let verifier = PackageVerifier(
            files: files, listed: (manifest?.entries ?? []) + layout.metaEntries,
            declared: ArtifactDigests(compiler.templates, files, log), images: compiler.images,
            signatures: signatures, limits: limits, log: log, staging: log.hasErrors ? nil : staging, progress: progress
        )
        defer { staged += verifier.staged }
        try verifier.run(source)
        guard let descriptor, !log.hasErrors else { return nil }
        var facts = PackageFacts(
            descriptorPath: entry ?? layout.entry, manifestPath: layout.manifest ?? layout.checksums)
        facts.metadata = manifest?.metadata ?? [:]
        facts.artifacts = verifier.artifacts.sorted { $0.path < $1.path }
        facts.descriptorFiles =
            [facts.descriptorPath]
            + compiler.templates.map(\.path).filter { $0 != facts.descriptorPath && files.contains($0) }
        for (set, members) in manifest?.nonMANOSets ?? [:] {
            for member in members { facts.nonMANOSets[PackagePath.normalise(member.source) ?? member.source] = set }
        }
        for path in files.names {
            let companions = signatures.companions(of: path)
            if !companions.isEmpty { facts.companions[path] = companions }
        }
        if let path = layout.manifest, let certificate = layout.certificate { facts.companions[path] = [certificate] }
        if layout.manifest != nil {
            facts.security = PackageSecurity(
                option: .manifest, signers: signatures.signers.sorted(), certificate: layout.certificate)
        }
        return content(descriptor, facts, verifier.stagedImages)
    }

    private func content(_ descriptor: CompiledDescriptor, _ facts: PackageFacts, _ images: [StagedImage])
        -> PackageContent
    {
        switch descriptor {
        case .vnfd(let vnfd):
            .vnf(
                VNFPackageContent(
                    vnfd: vnfd, facts: facts, images: images.sorted { $0.path < $1.path }, warnings: log.sorted))
        case .nsd(let nsd):
            .nsd(
                NSDPackageContent(
                    nsd: nsd, facts: facts, warnings: log.sorted,
                    places: log.parts.mapValues {
                        DescriptorPlace(file: $0.file, line: $0.mark.line, column: $0.mark.column)
                    }))
        case .pnfd(let pnfd):
            .pnf(PNFDPackageContent(pnfd: pnfd, facts: facts, warnings: log.sorted))
        }
    }

    /// Of this process alone, for what is read without a staging folder.
    private static var temporaryFolder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

    /// In a source folder templates name digests of files that may not be built yet.
    private func fillMarkers(_ files: inout DescriptorFiles, _ source: some PackageSource) throws(SourceError) {
        var wanted: Set<String> = []
        for (path, bytes) in files.texts where PackageLayout.isTemplate(path) {
            wanted.formUnion(PackageMarkers.paths(in: bytes))
        }
        guard !wanted.isEmpty else { return }
        var known: [String: (sha256: String, size: Int)] = [:]
        for path in wanted { known[path] = (String(repeating: "0", count: 64), 0) }
        try source.visit { (entry, read) throws(SourceError) in
            guard wanted.contains(entry.name) else { return }
            var digest = FileDigest([.sha256])
            try Chunks.forEach(read) { (bytes) throws(SourceError) in digest.update(bytes) }
            known[entry.name] = (digest.finish()[.sha256] ?? "", digest.size)
        }
        for (path, bytes) in files.texts where PackageLayout.isTemplate(path) {
            files.texts[path] = PackageMarkers.fill(bytes, known)
        }
    }

    // MARK: - Manifest

    private func manifest(_ layout: PackageLayout, _ files: DescriptorFiles) -> Manifest? {
        if let path = layout.checksums, let bytes = files.texts[path] {
            return Manifest(checksums: bytes, file: path, files: files, log: log)
        }
        guard let path = layout.manifest, let bytes = files.texts[path] else {
            if !isPartial {
                log.report(
                    .manifestMissing, file: layout.entry,
                    "the package has no manifest, so nothing shows that its files are whole",
                    "add one beside the descriptor, `NAME.mf`, with a hash of each file")
            }
            return nil
        }
        let manifest = Manifest(bytes, file: path, log: log)
        for (source, place) in manifest.nonMANOSets.values.flatMap({ $0 }) where !source.contains("://") {
            guard PackagePath.normalise(source).map(files.contains) != true else { continue }
            log.report(
                .manifestSource, at: place, severity: files.isFolder ? .warning : nil,
                "the manifest lists `\(source)`, which is not in the package",
                NearestName.remedy(for: source, among: files.names, else: "add the file, or take it from the set"))
        }
        return manifest
    }

    private func check(
        _ signatures: PackageSignatures, _ manifest: Manifest?, _ layout: PackageLayout, _ files: DescriptorFiles
    ) {
        signatures.find(files, manifest, certificate: layout.certificate)
        if let manifest, let path = layout.manifest, let bytes = files.texts[path] {
            signatures.verify(manifest, path, bytes, files, certificate: layout.certificate)
            signatures.checkListed(manifest, path, files, certificate: layout.certificate)
        }
        signatures.checkPresence(file: layout.manifest ?? layout.entry)
    }
}
