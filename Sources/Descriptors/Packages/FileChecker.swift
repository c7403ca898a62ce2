import MANOModel

/// One file of a package on its second reading: hashed, looked at, copied where that is wanted, and checked against its own
/// signature.
final class FileChecker: ChunkConsumer {
    private(set) var digest: FileDigest
    private(set) var format: ImageFormat?
    let signature: SignatureCheck?
    private let output: StagedFile?

    init(_ algorithms: Set<DigestAlgorithm>, isImage: Bool, signature: SignatureCheck?, output: StagedFile?) {
        digest = FileDigest(algorithms)
        format = isImage ? ImageFormat() : nil
        self.signature = signature
        self.output = output
    }

    func take(_ bytes: UnsafeRawBufferPointer) throws(SourceError) {
        digest.update(bytes)
        format?.take(bytes)
        signature?.update(bytes)
        try output?.write(bytes)
    }
}

/// A file that is written in the staging folder, by whichever thread has its bytes.
final class StagedFile {
    private var file: WritableFile

    var path: String { file.path }

    init(in folder: String) throws(SourceError) {
        file = try WritableFile(newIn: folder, prefix: "image-")
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(SourceError) { try file.write(bytes) }

    /// Keeps the file.
    func finish() { file.finish() }
}
