import BlockingPool
import Glibc
import MANOModel

/// Takes single files out of a package, or makes a zip file of some of them.
package enum PackageExtraction {
    /// Writes a part of one file of the archive to `target`. Blocks.
    ///
    /// - Parameter range: bytes of the file; nil: all of it. Nothing is unpacked beyond its end.
    /// - Throws: `.notFound` where the archive has no such file, `StorageFailure` where the disk fails.
    package static func extract(
        _ path: String, from archive: String, to target: String, range: Range<Int64>? = nil
    ) throws {
        var isFound = false
        do throws(SourceError) {
            try ArchiveSource(path: archive).visit { (entry, read) throws(SourceError) in
                guard !isFound, entry.kind == .file, entry.name == path else { return }
                isFound = true
                let output = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
                guard output >= 0 else { throw failure(target) }
                defer { close(output) }
                try copy(range ?? 0..<Int64.max, read, to: output, target)
                // There is no other of that name: what follows is of no interest.
                throw Self.found
            }
        } catch {
            if let storage = error.storage { throw storage }
            guard error.rule == Self.found.rule, error.message == Self.found.message else {
                throw ManifoldError(.internal, "\(path) can't be taken out of the package", cause: error.message)
            }
        }
        guard isFound else { throw missing(path) }
    }

    private static func copy(
        _ range: Range<Int64>, _ read: (UnsafeMutableRawBufferPointer) throws(SourceError) -> Int, to output: Int32,
        _ target: String
    ) throws(SourceError) {
        var offset: Int64 = 0
        try Chunks.forEach { (buffer) throws(SourceError) in
            offset >= range.upperBound ? 0 : try read(buffer)
        } _: { (bytes) throws(SourceError) in
            let first = min(max(0, range.lowerBound - offset), Int64(bytes.count))
            let last = min(max(0, range.upperBound - offset), Int64(bytes.count))
            offset += Int64(bytes.count)
            guard first < last else { return }
            var rest = UnsafeRawBufferPointer(rebasing: bytes[Int(first)..<Int(last)])
            while !rest.isEmpty {
                let count = write(output, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw failure(target) }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }

    /// Makes a zip file of some files of the archive, such as those of a descriptor. Blocks.
    ///
    /// - Throws: `.notFound` where the archive lacks one of them, `.tooLarge` where one has more than 8 MiB, `StorageFailure`
    ///   where the disk fails.
    package static func bundle(_ paths: [String], from archive: String, to target: String) throws {
        var contents: [String: [UInt8]] = [:]
        do throws(SourceError) {
            try ArchiveSource(path: archive).visit { (entry, read) throws(SourceError) in
                guard entry.kind == .file, paths.contains(entry.name), contents[entry.name] == nil else { return }
                var bytes: [UInt8] = []
                try Chunks.forEach(read) { (chunk) throws(SourceError) in
                    bytes += chunk
                    if bytes.count > bundledBytes {
                        throw SourceError(
                            rule: .packageBomb, file: entry.name,
                            message: "\(entry.name) has more than \(bundledBytes) bytes", remedy: "ask for it by itself"
                        )
                    }
                }
                contents[entry.name] = bytes
            }
            if let path = paths.first(where: { contents[$0] == nil && $0 != PackageLayout.metaPath }) {
                throw SourceError(rule: .packageUnreadable, file: path, message: "it is not there", remedy: "")
            }
            var zip = try ZipWriter(target)
            for path in paths {
                if let bytes = contents.removeValue(forKey: path) { try zip.add(path, bytes) }
            }
            try zip.finish()
        } catch {
            if let storage = error.storage { throw storage }
            if let path = paths.first(where: { $0 == error.file && contents[$0] == nil }) {
                throw error.rule == .packageBomb
                    ? ManifoldError(.tooLarge, error.message, remedy: error.remedy) : missing(path)
            }
            throw ManifoldError(.internal, "files can't be taken out of the package", cause: error.message)
        }
    }

    /// Makes a zip file of files of the archive, whatever their size: reads it twice, and holds none of them. Blocks.
    package static func collect(_ paths: Set<String>, from archive: String, to target: String) throws {
        do throws(SourceError) {
            let source = try ArchiveSource(path: archive)
            // The zip format has a file's checksum before the file.
            var known: [String: (size: Int, crc: UInt32)] = [:]
            try source.visit { (entry, read) throws(SourceError) in
                guard entry.kind == .file, paths.contains(entry.name), known[entry.name] == nil else { return }
                var size = 0
                var crc = CRC32()
                try Chunks.forEach(read) { (chunk) throws(SourceError) in
                    size += chunk.count
                    crc.update(chunk)
                }
                known[entry.name] = (size, crc.value)
            }
            if let path = paths.filter({ known[$0] == nil }).min() { throw failure(path) }
            var zip = try ZipWriter(target)
            try source.visit { (entry, read) throws(SourceError) in
                guard entry.kind == .file, let file = known.removeValue(forKey: entry.name) else { return }
                try zip.add(entry.name, size: file.size, crc: file.crc) { (write) throws(SourceError) in
                    try Chunks.forEach(read, write)
                }
            }
            try zip.finish()
        } catch {
            throw ManifoldError(.internal, "files can't be taken out of the package", cause: error.message)
        }
    }

    private static let bundledBytes = 8 << 20

    /// Ends a visit that has found what it was looking for.
    private static let found = SourceError(rule: .packageUnreadable, file: "", message: "found", remedy: "")

    private static func missing(_ path: String) -> ManifoldError {
        ManifoldError(
            .notFound, "the package has no file \(path)", remedy: "its artifacts are in additionalArtifacts")
    }

    private static func failure(_ file: String) -> SourceError {
        let code = errno
        return SourceError(
            rule: .packageUnreadable, file: file,
            message: "\(file) can't be written: \(String(cString: strerror(code)))",
            remedy: "check the disk's free space", storage: StorageFailure(code, path: file))
    }
}
