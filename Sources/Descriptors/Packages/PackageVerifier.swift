import MANOModel

/// The second pass over a package: every file is hashed as the manifest and the descriptor want it, and images are put
/// into the staging folder on the way. What was staged is known even where it ends early.
final class PackageVerifier {
    let files: DescriptorFiles
    /// What the manifest, or another file in its place, says of the files.
    let listed: [Manifest.Entry]
    /// What templates say of their artifacts.
    let declared: ArtifactDigests
    let images: ImageReferences
    let signatures: PackageSignatures
    let limits: PackageLimits
    let log: DiagnosticLog
    let staging: String?
    let progress: PackageProgress?

    private(set) var artifacts: [PackageArtifact] = []
    private(set) var staged: [String] = []
    private(set) var stagedImages: [StagedImage] = []
    private var bytes = 0

    /// Files from this size on are hashed beside being unpacked; for smaller ones a thread costs more than it saves.
    private static let relayBytes = 4 << 20

    init(
        files: DescriptorFiles, listed: [Manifest.Entry], declared: ArtifactDigests, images: ImageReferences,
        signatures: PackageSignatures, limits: PackageLimits, log: DiagnosticLog, staging: String?,
        progress: PackageProgress?
    ) {
        self.files = files
        self.listed = listed
        self.declared = declared
        self.images = images
        self.signatures = signatures
        self.limits = limits
        self.log = log
        self.staging = staging
        self.progress = progress
    }

    func run(_ source: some PackageSource) throws(SourceError) {
        var byPath: [String: [Manifest.Entry]] = [:]
        for entry in listed {
            guard let path = PackagePath.normalise(entry.source), files.contains(path) else {
                if entry.source.contains("://") || files.isPartial { continue }
                log.report(
                    .manifestSource, at: entry.place,
                    severity: files.isFolder || entry.digest == nil ? .warning : nil,
                    "the manifest lists `\(entry.source)`, which is not in the package",
                    NearestName.remedy(
                        for: entry.source, among: files.names, else: "add the file, or take it from the manifest"))
                continue
            }
            byPath[path, default: []].append(entry)
        }
        progress?.begin(total: files.sizes?.values.reduce(0, +) ?? 0)
        let allowed = limits.allowed(archiveBytes: source.archiveBytes)
        var verified: Set<String> = []
        try source.visit { (entry, read) throws(SourceError) in
            // Of two of one name, which is refused, the first counts.
            guard entry.kind == .file, entry.isNamed, !entry.isEncrypted, files.contains(entry.name),
                !files.refused.contains(entry.name), verified.insert(entry.name).inserted
            else { return }
            try verify(entry.name, byPath[entry.name] ?? [], allowed, read)
        }
    }

    private func verify(
        _ path: String, _ listed: [Manifest.Entry], _ allowed: Int,
        _ read: (UnsafeMutableRawBufferPointer) throws(SourceError) -> Int
    ) throws(SourceError) {
        let references = images.references(to: path)
        let named = listed.compactMap { $0.digest?.algorithm }
        let reported = named.first { $0 != .md5 } ?? .sha256
        var algorithms = Set(named).union([reported])
        algorithms.formUnion((declared.entries[path] ?? []).map(\.algorithm))
        if !references.isEmpty {
            algorithms.formUnion(references.map { DigestAlgorithm($0.image.checksum.algorithm) } + [.sha256])
        }
        let output =
            references.isEmpty ? nil : try staging.map { (folder) throws(SourceError) in try StagedFile(in: folder) }
        let checker = FileChecker(
            algorithms, isImage: !references.isEmpty, signature: signatures.check(of: path), output: output)
        func counted(_ buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
            let count = try read(buffer)
            bytes += count
            progress?.advance(by: count)
            guard bytes <= allowed else {
                throw SourceError(
                    rule: .packageBomb, file: path,
                    message: "the package unpacks to more than \(allowed) bytes, which is too much for its size",
                    remedy: "store images in a compact format")
            }
            return count
        }
        if files.sizes?[path] ?? 0 >= Self.relayBytes {
            try ChunkRelay.run(counted, to: checker)
        } else {
            try Chunks.forEach(expected: files.sizes?[path], counted) { (chunk) throws(SourceError) in
                try checker.take(chunk)
            }
        }
        if let output {
            output.finish()
            staged.append(output.path)
        }
        report(path, checker, listed, references, output?.path, reported)
    }

    private func report(
        _ path: String, _ checker: FileChecker, _ listed: [Manifest.Entry], _ references: [ImageReferences.Reference],
        _ file: String?, _ reported: DigestAlgorithm
    ) {
        let digests = checker.digest.finish()
        let size = checker.digest.size
        for algorithm in checker.digest.missing {
            log.report(
                .manifestAlgorithm, file: path, "`\(path)` can't be verified: libcrypto has no \(algorithm.title) here",
                "let the server's libcrypto have it, or name the file by another algorithm")
        }
        for entry in listed {
            guard let (algorithm, hash) = entry.digest, let own = digests[algorithm], own != hash else { continue }
            log.report(
                .manifestHash, at: entry.place, "the hash of `\(entry.source)` in the manifest is not that of the file",
                "the file's \(algorithm.title) is \(own)")
        }
        for entry in declared.entries[path] ?? [] {
            guard let own = digests[entry.algorithm], own != entry.hash else { continue }
            log.report(
                .artifactChecksum, at: entry.place,
                "the checksum of `\(entry.file)` in the template is not that of the file",
                "the file's \(entry.algorithm.title) is \(own)")
        }
        if let signature = checker.signature { signatures.finish(signature, path) }
        // Many VDUs may have the same image.
        for (index, reference) in references.enumerated() {
            guard log.spend(index == 0 ? 0 : 2000, at: reference.place) else { break }
            check(reference, path, digests, size, checker.format)
        }
        if !references.isEmpty {
            stagedImages.append(StagedImage(path: path, file: file, sha256: digests[.sha256] ?? "", sizeBytes: size))
        }
        if path != PackageLayout.metaPath {
            artifacts.append(
                PackageArtifact(
                    path: path, size: Int64(size), algorithm: reported.title, hash: digests[reported] ?? ""))
        }
    }

    private func check(
        _ reference: ImageReferences.Reference, _ path: String, _ digests: [DigestAlgorithm: String], _ size: Int,
        _ format: ImageFormat?
    ) {
        let image = reference.image
        let algorithm = DigestAlgorithm(image.checksum.algorithm)
        let isGiven = reference.isHashRequired || !image.checksum.hash.isEmpty
        if isGiven, let hash = digests[algorithm], hash != image.checksum.hash {
            log.report(
                .imageChecksum, at: reference.hashPlace,
                "the checksum of `\(path)` in the descriptor is not that of the file",
                "the file's \(algorithm.rawValue) is \(hash)")
        }
        if max(image.sizeBytes, size) - min(image.sizeBytes, size) >= reference.sizeGranularity {
            log.report(
                .imageSize, at: reference.sizePlace, severity: .warning,
                "`\(path)` has \(size) bytes, and the descriptor says \(image.sizeBytes)",
                "write `size: \(size) B`")
        }
        if let problem = format?.problem(declared: image.diskFormat, container: image.containerFormat) {
            log.report(.imageFormat, at: reference.place, "`\(path)` \(problem.message)", problem.remedy)
        }
    }
}
