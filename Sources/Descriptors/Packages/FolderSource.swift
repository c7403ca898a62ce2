import BlockingPool
import CArchive
import Glibc

/// A folder that is laid out like a package, such as one that is yet to be packed. Names that begin with a dot are left
/// out. It is listed once, when the source is made; a file is opened when its bytes are wanted.
struct FolderSource: PackageSource {
    let path: String
    private var entries: [SourceEntry] = []
    /// Files and folders that are left out because their names begin with a dot, without what version control and desktops
    /// leave there; those below a folder that is left out aren't listed.
    private var hidden: [String] = []
    /// What ended the listing.
    private var failure: SourceError?

    var archiveBytes: Int? { nil }
    var isFolder: Bool { true }

    init(path: String) {
        self.path = path
        do throws(SourceError) { try list("", depth: 0) } catch { failure = error }
    }

    func visit(
        _ body: (SourceEntry, (UnsafeMutableRawBufferPointer) throws(SourceError) -> Int) throws(SourceError) -> Void
    ) throws(SourceError) {
        for entry in entries {
            guard entry.kind == .file, entry.isNamed else {
                try body(entry) { _ in 0 }
                continue
            }
            var file: ReadableFile?
            defer { file?.close() }
            try body(entry) { (buffer) throws(SourceError) in
                if let file { return try file.read(buffer) }
                // What has become a link since it was listed is not followed.
                let opened = try ReadableFile(path + "/" + entry.name, followsLinks: false)
                file = opened
                return try opened.read(buffer)
            }
        }
        if let failure { throw failure }
    }

    private mutating func list(_ folder: String, depth: Int) throws(SourceError) {
        guard depth < FolderTree.depth else { throw unreadable(folder, "folders nest too deep") }
        guard let directory = opendir(path + "/" + folder) else {
            throw unreadable(folder, String(cString: strerror(errno)))
        }
        var names: [String] = []
        var unnamed: [String] = []
        while let item = readdir(directory) {
            withUnsafePointer(to: &item.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { name in
                    let text = String(validatingCString: name)
                    if text == nil { unnamed.append(EntryName.escaped(name)) }
                    let shown = text ?? String(cString: name)
                    if !shown.hasPrefix(".") {
                        if let text { names.append(text) }
                    } else if ![".", "..", ".svn", ".hg", ".DS_Store"].contains(shown), !shown.hasPrefix(".git") {
                        hidden.append(folder + shown)
                    }
                }
            }
        }
        closedir(directory)
        for name in unnamed.sorted() {
            entries.append(SourceEntry(name: folder + name, kind: .file, isNamed: false))
        }
        for name in names.sorted() {
            let entry = folder + name
            var status = stat()
            guard lstat(path + "/" + entry, &status) == 0 else {
                throw unreadable(entry, String(cString: strerror(errno)))
            }
            switch status.st_mode & FileKind.mask {
            case FileKind.folder: try list(entry + "/", depth: depth + 1)
            case FileKind.file: entries.append(SourceEntry(name: entry, kind: .file, size: Int(status.st_size)))
            case FileKind.link: entries.append(SourceEntry(name: entry, kind: .link))
            default: entries.append(SourceEntry(name: entry, kind: .other))
            }
        }
    }

    /// A warning for each file that is left out.
    var hiddenFiles: [Diagnostic] {
        hidden.sorted().map { name in
            Diagnostic(
                rule: .packageEntryName, severity: .warning, file: name,
                message: "the name begins with a dot, and what is called so is not packed",
                remedy: "rename it where it belongs into the package, else take it away")
        }
    }

    private func unreadable(_ entry: String, _ reason: String) -> SourceError {
        SourceError(
            rule: .packageUnreadable, file: entry.isEmpty ? path : entry,
            message: "the folder can't be read: \(reason)",
            remedy: "check the path and its permissions")
    }
}

/// A file opened for reading, closed by its owner.
struct ReadableFile {
    private let descriptor: Int32
    private let path: String

    init(_ path: String, followsLinks: Bool = true) throws(SourceError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW))
        if descriptor < 0 { throw Self.failure(path) }
    }

    func close() {
        _ = Glibc.close(descriptor)
    }

    func read(_ buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw Self.failure(path) }
        }
    }

    /// The first bytes, as many as there are.
    func head(_ count: Int) throws(SourceError) -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
        defer { buffer.deallocate() }
        var filled = 0
        while filled < count {
            let more = try read(UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if more == 0 { break }
            filled += more
        }
        return Array(buffer[..<filled])
    }

    /// All of a small file.
    static func bytes(_ path: String, limit: Int) throws(SourceError) -> [UInt8] {
        let file = try ReadableFile(path)
        defer { file.close() }
        let bytes = try file.head(limit + 1)
        guard bytes.count <= limit else {
            throw SourceError(
                rule: .packageUnreadable, file: path, message: "the file has more than \(limit) bytes",
                remedy: "give the right file")
        }
        return bytes
    }

    static func failure(_ path: String) -> SourceError {
        let code = errno
        return SourceError(
            rule: .packageUnreadable, file: path,
            message: "the file can't be read: \(String(cString: strerror(code)))",
            remedy: "check the path and its permissions", storage: StorageFailure(code, path: path))
    }
}

/// Kinds of files in `st_mode`. The C macros are there twice, in Glibc and in libarchive's headers.
enum FileKind {
    static let mask: UInt32 = 0o170000
    static let file: UInt32 = 0o100000
    static let folder: UInt32 = 0o040000
    static let link: UInt32 = 0o120000
}

extension FolderSource {
    /// Whether the path is a folder.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & FileKind.mask == FileKind.folder
    }
}
