import MANOModel

/// The second pass over a package: every file is hashed as the manifest and the descriptor want it, and images are put
/// into the staging folder on the way. What was staged is known even where it ends early.
final class PackageVerifier {
    let files: DescriptorFiles
    let manifest: Manifest?
    let images: ImageReferences
    let limits: PackageLimits
    let log: DiagnosticLog
    let staging: String?

    private(set) var artifacts: [PackageArtifact] = []
    private(set) var staged: [String] = []
    private(set) var stagedImages: [StagedImage] = []
    private var bytes = 0

    init(
        files: DescriptorFiles, manifest: Manifest?, images: ImageReferences, limits: PackageLimits, log: DiagnosticLog,
        staging: String?
    ) {
        self.files = files
        self.manifest = manifest
        self.images = images
        self.limits = limits
        self.log = log
        self.staging = staging
    }

    func run(_ source: some PackageSource) throws(SourceError) {
        var listed: [String: [Manifest.Entry]] = [:]
        for entry in manifest?.entries ?? [] {
            guard let path = PackagePath.normalise(entry.source), files.contains(path) else {
                if entry.source.contains("://") { continue }
                let names = files.sizes.map { Array($0.keys) } ?? []
                log.report(
                    .manifestSource, at: entry.place, severity: files.isFolder ? .warning : nil,
                    "the manifest lists `\(entry.source)`, which is not in the package",
                    NearestName.remedy(
                        for: entry.source, among: names, else: "add the file, or take it from the manifest"))
                continue
            }
            listed[path, default: []].append(entry)
        }
        let allowed =
            source.archiveBytes.map { min(limits.totalBytes, limits.freeBytes + $0 * limits.ratio) }
            ?? limits.totalBytes
        try source.visit { (entry, read) throws(SourceError) in
            guard entry.kind == .file, files.contains(entry.name) else { return }
            try verify(entry.name, listed[entry.name] ?? [], allowed, read)
        }
    }

    private func verify(
        _ path: String, _ listed: [Manifest.Entry], _ allowed: Int,
        _ read: (UnsafeMutableRawBufferPointer) throws(SourceError) -> Int
    ) throws(SourceError) {
        let references = images.references(to: path)
        let reported = listed.first?.algorithm ?? .sha256
        var algorithms: Set<HashAlgorithm> = [reported]
        algorithms.formUnion(listed.map(\.algorithm))
        if !references.isEmpty { algorithms.formUnion(references.map(\.image.checksum.algorithm) + [.sha256]) }
        var digest = FileDigest(algorithms)
        var head: [UInt8] = []
        func pass(_ body: (UnsafeRawBufferPointer) throws(SourceError) -> Void) throws(SourceError) {
            try Chunks.forEach(read) { (chunk) throws(SourceError) in
                bytes += chunk.count
                guard bytes <= allowed else {
                    throw SourceError(
                        rule: .packageBomb, file: path,
                        message: "the package unpacks to more than \(allowed) bytes, which is too much for its size",
                        remedy: "store images in a compact format")
                }
                if head.count < ImageFormat.headBytes { head += chunk.prefix(ImageFormat.headBytes - head.count) }
                digest.update(chunk)
                try body(chunk)
            }
        }
        var name: String?
        if let staging, !references.isEmpty {
            var file = try WritableFile(newIn: staging, prefix: "image-")
            try pass { (chunk) throws(SourceError) in try file.write(chunk) }
            file.finish()
            staged.append(file.path)
            name = file.path
        } else {
            try pass { _ in }
        }
        let digests = digest.finish()
        for entry in listed where digests[entry.algorithm] != entry.hash {
            log.report(
                .manifestHash, at: entry.place, "the hash of `\(entry.source)` in the manifest is not that of the file",
                "the file's \(entry.algorithm.rawValue.uppercased()) is \(digests[entry.algorithm] ?? "unknown")")
        }
        for reference in references { check(reference, path, digests, digest.size, head) }
        if !references.isEmpty {
            stagedImages.append(
                StagedImage(path: path, file: name, sha256: digests[.sha256] ?? "", sizeBytes: digest.size))
        }
        if path != PackageLayout.metaPath {
            artifacts.append(
                PackageArtifact(
                    path: path, size: Int64(digest.size), algorithm: reported.rawValue.uppercased(),
                    hash: digests[reported] ?? ""))
        }
    }

    private func check(
        _ reference: ImageReferences.Reference, _ path: String, _ digests: [HashAlgorithm: String], _ size: Int,
        _ head: [UInt8]
    ) {
        let image = reference.image
        if image.checksum.hash.isEmpty, !reference.isHashRequired {
            // There is nothing to compare.
        } else if !FileDigest.supported.contains(image.checksum.algorithm) {
            log.report(
                .imageChecksum, at: reference.hashPlace, "\(image.checksum.algorithm.rawValue) can't be verified here",
                "use sha-256, sha-384 or sha-512")
        } else if let hash = digests[image.checksum.algorithm], hash != image.checksum.hash {
            log.report(
                .imageChecksum, at: reference.hashPlace,
                "the checksum of `\(path)` in the descriptor is not that of the file",
                "the file's \(image.checksum.algorithm.rawValue) is \(hash)")
        }
        if abs(image.sizeBytes - size) >= reference.sizeGranularity {
            log.report(
                .imageSize, at: reference.sizePlace, severity: .warning,
                "`\(path)` has \(size) bytes, and the descriptor says \(image.sizeBytes)",
                "write `size: \(size) B`")
        }
        if let problem = ImageFormat.problem(head, declared: image.diskFormat) {
            log.report(.imageFormat, at: reference.place, "`\(path)` \(problem.message)", problem.remedy)
        }
    }
}
