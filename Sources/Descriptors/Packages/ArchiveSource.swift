import BlockingPool
import CArchive
import Glibc

/// An archive, read as a stream: a zip file by its central directory, or OSM's tar.gz.
struct ArchiveSource: PackageSource {
    enum Form {
        case zip, compressedTar
    }

    let path: String
    let form: Form
    let archiveBytes: Int?
    var isFolder: Bool { false }

    init(path: String) throws(SourceError) {
        self.path = path
        let file = try ReadableFile(path)
        defer { file.close() }
        var status = stat()
        guard stat(path, &status) == 0 else { throw ReadableFile.failure(path) }
        archiveBytes = Int(status.st_size)
        let head = try file.head(4)
        if head.starts(with: [0x1F, 0x8B]) {
            form = .compressedTar
        } else if head.starts(with: [0x50, 0x4B]) {
            form = .zip
        } else {
            throw SourceError(
                rule: .packageDamaged, file: path,
                message: head.isEmpty
                    ? "the package is an empty file" : "the package is neither a zip archive nor a tar.gz",
                remedy: "make the CSAR again, as a zip file, and upload all of it")
        }
    }

    func visit(
        _ body: (SourceEntry, (UnsafeMutableRawBufferPointer) throws(SourceError) -> Int) throws(SourceError) -> Void
    ) throws(SourceError) {
        let locale = TextLocale()
        defer { locale.end() }
        guard let archive = archive_read_new() else { throw damaged("there is no memory to read it", nil) }
        defer { archive_read_free(archive) }
        switch form {
        case .zip:
            archive_read_support_format_zip_seekable(archive)
        case .compressedTar:
            archive_read_support_filter_gzip(archive)
            archive_read_support_format_tar(archive)
        }
        guard archive_read_open_filename(archive, path, 1 << 18) == ARCHIVE_OK else { throw damaged(nil, archive) }
        while true {
            var pointer: OpaquePointer?
            let result = archive_read_next_header(archive, &pointer)
            if result == ARCHIVE_EOF { return }
            guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let pointer else { throw damaged(nil, archive) }
            let number = Int(archive_file_count(archive))
            guard let entry = entry(pointer, number, isWarned: result == ARCHIVE_WARN) else { continue }
            try body(entry) { (buffer) throws(SourceError) in
                let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
                guard count >= 0 else { throw damaged(nil, archive, entry.name) }
                return count
            }
        }
    }

    /// nil for the root folder itself, which `tar` writes down too.
    ///
    /// - Parameters:
    ///   - number: of the entry, which stands for a name of which nothing is known.
    ///   - isWarned: whether libarchive couldn't make out something of the header, such as the name.
    private func entry(_ pointer: OpaquePointer, _ number: Int, isWarned: Bool) -> SourceEntry? {
        var text = ""
        var isName = false
        // Names without the mark of UTF-8 come as they are, and are taken as UTF-8 too.
        if let name = archive_entry_pathname_utf8(pointer) ?? archive_entry_pathname(pointer) {
            if let valid = String(validatingCString: name) {
                text = valid
                // What is marked as UTF-8 and isn't comes with replacements.
                isName = !(isWarned && text.unicodeScalars.contains("\u{FFFD}"))
            } else {
                text = EntryName.escaped(name)
            }
        }
        // libarchive drops a name that is marked as UTF-8 and isn't.
        if text.isEmpty, isWarned {
            text = "entry \(number)"
            isName = false
        }
        let kind: SourceEntry.Kind
        if archive_entry_symlink(pointer) != nil || archive_entry_hardlink(pointer) != nil {
            kind = .link
        } else {
            switch UInt32(archive_entry_filetype(pointer)) {
            case FileKind.file: kind = .file
            case FileKind.folder: kind = .folder
            case FileKind.link: kind = .link
            default: kind = .other
            }
        }
        if form == .compressedTar {
            if text.hasPrefix("./") { text.removeFirst(2) }
            if text.isEmpty || text == ".", kind == .folder { return nil }
        }
        return SourceEntry(
            name: text, kind: kind,
            size: archive_entry_size_is_set(pointer) != 0 ? Int(archive_entry_size(pointer)) : nil,
            isEncrypted: archive_entry_is_encrypted(pointer) != 0, isNamed: isName)
    }

    private func damaged(_ reason: String?, _ archive: OpaquePointer?, _ entry: String? = nil) -> SourceError {
        let text =
            reason ?? archive.flatMap { archive_error_string($0) }.map { String(cString: $0) } ?? "unknown reason"
        let what = form == .zip ? "zip archive" : "tar.gz"
        // What the disk says of a read comes through libarchive as it is; its own codes are none of those.
        let storage = archive.flatMap { StorageFailure(archive_errno($0), path: path) }
        return SourceError(
            rule: .packageDamaged, file: entry ?? path,
            message: entry == nil
                ? "the package is no \(what), or is damaged: \(text)" : "the entry can't be unpacked: \(text)",
            remedy: "make the package again, and upload all of it", storage: storage)
    }
}
