import Glibc

/// A failed system call on a file, with the file's name.
struct FileError: Error, CustomStringConvertible, Equatable {
    let call: String
    let path: String
    let code: Int32

    var isNotFound: Bool { code == ENOENT }

    var description: String { "\(path): \(String(cString: strerror(code)))" }

    static func last(_ call: String, _ path: String) -> FileError {
        FileError(call: call, path: path, code: errno)
    }
}

/// Plain file operations; they block, so they run on threads of `BlockingPool.files`.
enum FileSystem {
    static func makeFolder(_ path: String, mode: mode_t = 0o755) throws {
        guard mkdir(path, mode) != 0, errno != EEXIST else { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw FileError.last("mkdir", path)
        }
        try makeFolder(String(path[..<slash]), mode: mode)
        guard mkdir(path, mode) == 0 || errno == EEXIST else { throw FileError.last("mkdir", path) }
    }

    static func exists(_ path: String) throws -> Bool {
        if access(path, F_OK) == 0 { return true }
        guard errno == ENOENT else { throw FileError.last("access", path) }
        return false
    }

    /// Names in a folder, without `.` and `..`.
    static func names(in path: String) throws -> [String] {
        guard let folder = opendir(path) else { throw FileError.last("opendir", path) }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// At most `limit` bytes from `offset`.
    static func read(_ path: String, offset: Int = 0, limit: Int = 1 << 20) throws -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileError.last("open", path) }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: min(limit, 65536))
        while bytes.count < limit {
            let count = pread(file, &buffer, min(buffer.count, limit - bytes.count), offset + bytes.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError.last("read", path) }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    static func size(_ path: String) throws -> Int64 {
        var status = stat()
        guard stat(path, &status) == 0 else { throw FileError.last("stat", path) }
        return Int64(status.st_size)
    }

    /// True where the file was there.
    @discardableResult
    static func remove(_ path: String) throws -> Bool {
        if unlink(path) == 0 { return true }
        guard errno == ENOENT else { throw FileError.last("unlink", path) }
        return false
    }

    /// Writes a file that appears under `path` complete or not at all. Where `path` is there already it stays as it
    /// is: an older copy of the same act may have written it, and a guest may have it open.
    static func place(_ image: Qcow2.Sparse, at path: String, staging: String, mode: mode_t) throws {
        let temporary = try Temporary(in: staging, mode: mode)
        guard ftruncate(temporary.descriptor, off_t(image.length)) == 0 else {
            throw FileError.last("ftruncate", temporary.path)
        }
        for piece in image.pieces {
            try writeAll(piece.bytes[...], to: temporary.descriptor, at: piece.offset, path: temporary.path)
        }
        guard link(temporary.path, path) == 0 || errno == EEXIST else { throw FileError.last("link", path) }
    }

    /// Replaces the file under `path` at once.
    static func replace(_ path: String, with bytes: [UInt8], staging: String, mode: mode_t = 0o644) throws {
        let temporary = try Temporary(in: staging, mode: mode)
        try writeAll(bytes[...], to: temporary.descriptor, at: 0, path: temporary.path)
        guard rename(temporary.path, path) == 0 else { throw FileError.last("rename", path) }
    }

    static func writeAll(_ bytes: ArraySlice<UInt8>, to descriptor: Int32, at offset: Int, path: String) throws {
        try bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = pwrite(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw FileError.last("write", path) }
                done += count
            }
        }
    }

    static func syncFolder(_ path: String) throws {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw FileError.last("open", path) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw FileError.last("fsync", path) }
    }

    /// Total and free bytes of the file system under `path`, as unprivileged writers see it.
    static func space(_ path: String) throws -> (total: Int64, free: Int64) {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw FileError.last("statvfs", path) }
        let unit = Int64(status.f_frsize)
        return (Int64(status.f_blocks) * unit, Int64(status.f_bavail) * unit)
    }

    /// Removes what processes that are gone left in a folder of temporary files.
    static func removeOrphans(in folder: String) throws {
        for name in try names(in: folder) {
            guard let pid = name.split(separator: "-").first.flatMap({ pid_t($0) }), pid != getpid() else { continue }
            if kill(pid, 0) != 0, errno == ESRCH { try remove("\(folder)/\(name)") }
        }
    }

    /// A new file with a name of its own, which begins with our process's number. It goes when its owner goes.
    struct Temporary: ~Copyable {
        let path: String
        let descriptor: Int32

        init(in folder: String, mode: mode_t) throws {
            var name = Array("\(folder)/\(getpid())-XXXXXX".utf8CString)
            descriptor = mkstemp(&name)
            path = String(decoding: name.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
            guard descriptor >= 0 else { throw FileError.last("mkstemp", path) }
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            guard fchmod(descriptor, mode) == 0 else { throw FileError.last("fchmod", path) }
        }

        deinit {
            guard descriptor >= 0 else { return }
            close(descriptor)
            unlink(path)
        }
    }
}
