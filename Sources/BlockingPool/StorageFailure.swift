import Glibc

/// The manager's own disk took no bytes, or gave none: nothing that whoever sent them could mend.
package struct StorageFailure: Error, Sendable, Hashable {
    /// Whether there is no room, in the file system or for the manager's user.
    package var isFull: Bool
    /// Where it happened.
    package var folder: String
    /// Bytes that may still be written there; nil where it can't be told.
    package var free: Int64?
    /// What the system said.
    package var reason: String

    /// What an error of the system says of the storage; nil where it says something else, such as that a path is wrong.
    ///
    /// - Parameter path: of a file in the folder. Blocks.
    package init?(_ code: Int32, path: String) {
        switch code {
        case ENOSPC, EDQUOT: isFull = true
        case EIO, EROFS, EFBIG, EMFILE, ENFILE: isFull = false
        default: return nil
        }
        reason = String(cString: strerror(code))
        folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        var status = statvfs()
        if statvfs(folder, &status) == 0 {
            free = Int64(clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).0)
        }
    }
}
