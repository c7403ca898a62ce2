import CArchive
import Glibc
import MANOModel
import YAML

/// Reads packages: CSAR zip files, folders laid out like one, and templates by themselves. Nothing of a package larger
/// than its texts is ever in memory. All calls block: call from a thread that may.
package struct PackageReader: Sendable {
    package var limits: PackageLimits

    package init(limits: PackageLimits = PackageLimits()) {
        self.limits = limits
    }

    /// Reads and verifies a package.
    ///
    /// - Parameters:
    ///   - path: a CSAR, a folder, or a YAML template.
    ///   - staging: the folder that images are put into, under names of this call's own; nil: they are verified only.
    /// - Throws: `PackageError` with everything that is wrong; no staged file is left then.
    package func read(at path: String, staging: String? = nil) throws(PackageError) -> PackageContent {
        let log = DiagnosticLog()
        var run = PackageReading(limits: limits, log: log, staging: staging)
        let content: PackageContent?
        do throws(SourceError) {
            content = try run.read(path)
        } catch {
            log.report(error.rule, file: error.file, error.message, error.remedy)
            content = nil
        }
        if let content, !log.hasErrors { return content }
        run.discardStaged()
        throw PackageError(diagnostics: log.sorted)
    }

    /// As `read`, for a VNF package; anything else is refused.
    package func readVNFPackage(at path: String, staging: String? = nil) throws(PackageError) -> VNFPackageContent {
        switch try read(at: path, staging: staging) {
        case .vnf(let content): return content
        case .nsd(let content): throw Self.wrongKind(content.facts, "an NSD", "onboard it as an NSD")
        case .pnf(let content): throw Self.wrongKind(content.facts, "a PNFD", "onboard it as a PNFD")
        }
    }

    /// As `read`, for an NSD; anything else is refused.
    package func readNSDPackage(at path: String) throws(PackageError) -> NSDPackageContent {
        switch try read(at: path) {
        case .nsd(let content): return content
        case .vnf(let content): throw Self.wrongKind(content.facts, "a VNFD", "onboard it as a VNF package")
        case .pnf(let content): throw Self.wrongKind(content.facts, "a PNFD", "onboard it as a PNFD")
        }
    }

    /// As `read`, for a PNFD; anything else is refused.
    package func readPNFDPackage(at path: String) throws(PackageError) -> PNFDPackageContent {
        switch try read(at: path) {
        case .pnf(let content): return content
        case .nsd(let content): throw Self.wrongKind(content.facts, "an NSD", "onboard it as an NSD")
        case .vnf(let content): throw Self.wrongKind(content.facts, "a VNFD", "onboard it as a VNF package")
        }
    }

    private static func wrongKind(_ facts: PackageFacts, _ what: String, _ remedy: String) -> PackageError {
        PackageError(diagnostics: [
            Diagnostic(
                rule: .descriptorKind, file: facts.descriptorPath, message: "the package holds \(what)", remedy: remedy)
        ])
    }
}

/// One reading of one package.
struct PackageReading {
    let limits: PackageLimits
    let log: DiagnosticLog
    let staging: String?
    private var staged: [String] = []

    init(limits: PackageLimits, log: DiagnosticLog, staging: String?) {
        self.limits = limits
        self.log = log
        self.staging = staging
    }

    func discardStaged() {
        for path in staged { _ = unlink(path) }
    }

    mutating func read(_ path: String) throws(SourceError) -> PackageContent? {
        var status = stat()
        guard stat(path, &status) == 0 else { throw ReadableFile.failure(path) }
        if status.st_mode & FileKind.mask == FileKind.folder { return try read(FolderSource(path: path), entry: nil) }
        guard PackageLayout.isTemplate(path) else { return try read(try ArchiveSource(path: path), entry: nil) }
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
        var survey = PackageSurvey(limits: limits, log: log)
        try FolderSource(path: folder.isEmpty ? "." : String(folder.dropLast())).visit {
            (entry, read) throws(SourceError) in
            if PackageLayout.isTemplate(entry.name), !entry.name.contains("/") { try survey.take(entry, read) }
        }
        var files = survey.files
        files.sizes = nil
        let name = PackagePath.name(of: path)
        var compiler = DescriptorCompiler(files: files, log: log)
        guard let descriptor = compiler.compile(name) else { return nil }
        return content(descriptor, PackageFacts(descriptorPath: name), [])
    }

    private mutating func read(_ source: some PackageSource, entry: String?) throws(SourceError) -> PackageContent? {
        var survey = PackageSurvey(limits: limits, log: log)
        try source.visit { (entry, read) throws(SourceError) in try survey.take(entry, read) }
        try survey.checkTotal(archiveBytes: source.archiveBytes)
        guard !log.hasErrors else { return nil }
        var files = survey.files
        files.isFolder = source.isFolder
        if source.isFolder { try fillMarkers(&files, source) }
        guard let layout = PackageLayout(files, log: log) else { return nil }
        let manifest = manifest(layout, files)
        var compiler = DescriptorCompiler(files: files, log: log)
        let descriptor = compiler.compile(entry ?? layout.entry)
        let verifier = PackageVerifier(
            files: files, manifest: manifest, images: compiler.images, limits: limits, log: log,
            staging: log.hasErrors ? nil : staging)
        defer { staged = verifier.staged }
        try verifier.run(source)
        guard let descriptor, !log.hasErrors else { return nil }
        var facts = PackageFacts(descriptorPath: entry ?? layout.entry, manifestPath: layout.manifest)
        facts.metadata = manifest?.metadata ?? [:]
        facts.artifacts = verifier.artifacts.sorted { $0.path < $1.path }
        checkMetadata(manifest, layout, descriptor)
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
            .nsd(NSDPackageContent(nsd: nsd, facts: facts, warnings: log.sorted))
        case .pnfd(let pnfd):
            .pnf(PNFDPackageContent(pnfd: pnfd, facts: facts, warnings: log.sorted))
        }
    }

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
        guard let path = layout.manifest, let bytes = files.texts[path] else {
            log.report(
                .manifestMissing, file: layout.entry,
                "the package has no manifest, so nothing shows that its files are whole",
                "add one beside the descriptor, `NAME.mf`, with a hash of each file")
            return nil
        }
        let manifest = Manifest(bytes, file: path, log: log)
        if manifest.isSigned {
            log.report(
                .manifestSignature, file: path, "the manifest is signed, and the signature is not verified",
                "nothing needs to be done")
        }
        return manifest
    }

    /// Names that the standard requires of a manifest (SOL004 4.3.2, SOL007 4.3.2), and what has to agree.
    private func checkMetadata(_ manifest: Manifest?, _ layout: PackageLayout, _ descriptor: CompiledDescriptor) {
        guard let manifest, let path = layout.manifest else { return }
        let required: [String]
        var expected: [String: String] = [:]
        switch descriptor {
        case .vnfd(let vnfd):
            required = ["vnf_product_name", "vnf_provider_id", "vnf_package_version", "vnf_release_date_time"]
            expected["vnfd_id"] = vnfd.id
        case .nsd(let nsd):
            required = [
                "nsd_designer", "nsd_name", "nsd_invariant_id", "nsd_file_structure_version", "nsd_release_date_time",
            ]
            expected["nsd_invariant_id"] = nsd.invariantID
        case .pnfd:
            required = ["pnfd_name", "pnfd_provider", "pnfd_archive_version", "pnfd_release_date_time"]
        }
        for name in required where manifest.metadata[name] == nil {
            log.report(
                .manifestMetadata, file: path, "the metadata of the manifest lacks `\(name)`",
                NearestName.nearest(to: name, among: manifest.metadata.keys).map { "`\($0)` should be `\(name)`" }
                    ?? "add it")
        }
        for (name, value) in expected {
            if let given = manifest.metadata[name], given != value {
                log.report(
                    .manifestMetadata, file: path, severity: .error,
                    "`\(name)` is `\(given)` in the manifest and `\(value)` in the descriptor",
                    "correct one of the two")
            }
        }
    }
}

/// Reads an entry to its end in pieces.
enum Chunks {
    static func forEach(
        _ read: (UnsafeMutableRawBufferPointer) throws(SourceError) -> Int,
        _ body: (UnsafeRawBufferPointer) throws(SourceError) -> Void
    ) throws(SourceError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try read(buffer)
            guard count > 0 else { return }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }
}
