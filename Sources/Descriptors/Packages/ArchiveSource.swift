import CArchive
import Glibc

/// A zip archive, read as a stream by its central directory.
struct ArchiveSource: PackageSource {
    let path: String
    let archiveBytes: Int?
    var isFolder: Bool { false }

    init(path: String) throws(SourceError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw SourceError(
                rule: .packageUnreadable, file: path,
                message: "the package can't be read: \(String(cString: strerror(errno)))",
                remedy: "check the path and its permissions")
        }
        self.path = path
        archiveBytes = Int(status.st_size)
    }

    func visit(
        _ body: (SourceEntry, (UnsafeMutableRawBufferPointer) throws(SourceError) -> Int) throws(SourceError) -> Void
    ) throws(SourceError) {
        guard let archive = archive_read_new() else { throw damaged("there is no memory to read it", nil) }
        defer { archive_read_free(archive) }
        archive_read_support_format_zip_seekable(archive)
        // Names without the UTF-8 mark are taken as UTF-8 too; what isn't is refused below.
        archive_read_set_options(archive, "hdrcharset=UTF-8")
        guard archive_read_open_filename(archive, path, 1 << 16) == ARCHIVE_OK else { throw damaged(nil, archive) }
        while true {
            var pointer: OpaquePointer?
            let result = archive_read_next_header(archive, &pointer)
            if result == ARCHIVE_EOF { return }
            guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let pointer else { throw damaged(nil, archive) }
            try body(try entry(pointer)) { (buffer) throws(SourceError) in
                let count = archive_read_data(archive, buffer.baseAddress, buffer.count)
                guard count >= 0 else { throw damaged(nil, archive) }
                return count
            }
        }
    }

    private func entry(_ pointer: OpaquePointer) throws(SourceError) -> SourceEntry {
        guard let name = archive_entry_pathname_utf8(pointer) ?? archive_entry_pathname(pointer),
            let text = String(validatingCString: name)
        else {
            throw SourceError(
                rule: .packageEntryName, file: path, message: "an entry has a name that is no UTF-8",
                remedy: "pack with names in UTF-8")
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
        return SourceEntry(
            name: text, kind: kind,
            size: archive_entry_size_is_set(pointer) != 0 ? Int(archive_entry_size(pointer)) : nil,
            isEncrypted: archive_entry_is_encrypted(pointer) != 0)
    }

    private func damaged(_ reason: String?, _ archive: OpaquePointer?) -> SourceError {
        let text =
            reason ?? archive.flatMap { archive_error_string($0) }.map { String(cString: $0) } ?? "unknown reason"
        return SourceError(
            rule: .packageDamaged, file: path, message: "the package is no zip archive, or is damaged: \(text)",
            remedy: "make the CSAR again, as a zip file, and upload all of it")
    }
}
