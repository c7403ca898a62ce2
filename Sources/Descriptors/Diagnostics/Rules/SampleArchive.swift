import Glibc

/// Makes zip files of bytes, and reads small files, for fuzzing. All calls block.
package enum SampleArchive {
    package struct Entry: Sendable {
        package var name: String
        package var bytes: [UInt8]
        package var mode: UInt32
        package var isEncrypted: Bool

        package init(name: String, bytes: [UInt8], mode: UInt32 = 0o100644, isEncrypted: Bool = false) {
            self.name = name
            self.bytes = bytes
            self.mode = mode
            self.isEncrypted = isEncrypted
        }
    }

    /// Whether it could be written; an older file is replaced.
    package static func write(_ entries: [Entry], to path: String) -> Bool {
        _ = unlink(path)
        do throws(SourceError) {
            var writer = try ZipWriter(path)
            for entry in entries {
                // The format counts a name's bytes in 16 bits.
                guard entry.name.utf8.count < 1 << 16 else { return false }
                try writer.add(entry.name, entry.bytes, mode: entry.mode, isEncrypted: entry.isEncrypted)
            }
            try writer.finish()
            return true
        } catch {
            return false
        }
    }

    /// A file's bytes, up to 64 MiB; nil where they can't be read.
    package static func bytes(of path: String) -> [UInt8]? {
        try? ReadableFile.bytes(path, limit: 64 << 20)
    }

    /// The SHA-256 of bytes, hexadecimal.
    package static func sha256(_ bytes: [UInt8]) -> String { RuleSample.digest(bytes) }

    /// The files below a folder, with their bytes.
    package static func files(in folder: String) -> [(name: String, bytes: [UInt8])] {
        var files: [(name: String, bytes: [UInt8])] = []
        try? FolderSource(path: folder).visit { (entry, read) throws(SourceError) in
            guard entry.kind == .file else { return }
            var bytes: [UInt8] = []
            try Chunks.forEach(read) { (chunk) throws(SourceError) in bytes.append(contentsOf: chunk) }
            files.append((entry.name, bytes))
        }
        return files
    }

    /// The names right in a folder, sorted, of files and of folders that have files.
    package static func names(in folder: String) -> [String] {
        Set(files(in: folder).map { String($0.name.prefix { $0 != "/" }) }).sorted()
    }
}
