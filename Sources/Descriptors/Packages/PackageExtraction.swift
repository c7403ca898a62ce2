import Glibc
import MANOModel

/// Takes single files out of a package.
package enum PackageExtraction {
    /// Writes one file of the archive to `target`. Blocks. Throws `.notFound` where the archive has no such file.
    package static func extract(_ path: String, from archive: String, to target: String) throws {
        var isFound = false
        do throws(SourceError) {
            try ArchiveSource(path: archive).visit { (entry, read) throws(SourceError) in
                guard !isFound, entry.kind == .file, entry.name == path else { return }
                isFound = true
                let output = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
                guard output >= 0 else { throw failure(target) }
                defer { close(output) }
                try Chunks.forEach(read) { (bytes) throws(SourceError) in
                    var rest = bytes
                    while !rest.isEmpty {
                        let count = write(output, rest.baseAddress, rest.count)
                        guard count > 0 else { throw failure(target) }
                        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
                    }
                }
            }
        } catch {
            throw ManifoldError(.internal, "\(path) can't be taken out of the package", cause: error.message)
        }
        guard isFound else {
            throw ManifoldError(
                .notFound, "the package has no file \(path)", remedy: "its artifacts are in additionalArtifacts")
        }
    }

    private static func failure(_ file: String) -> SourceError {
        SourceError(
            rule: .packageUnreadable, file: file,
            message: "\(file) can't be written: \(String(cString: strerror(errno)))",
            remedy: "check the disk's free space")
    }
}
