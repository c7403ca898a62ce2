import Glibc

/// The files of what guests have printed: `GUEST.log` is written by QEMU, `GUEST.log.1` is the one before it, and so on.
/// Members block: they run on threads that may.
///
/// A guest that starts begins a file. One that has grown too large is copied and cut short, since QEMU keeps it open;
/// QEMU appends, and so goes on at the new end. What it prints between the copy and the cut is lost.
struct SerialLogFiles: Sendable {
    let layout: StorageLayout
    let limits: SerialLogLimits

    /// Makes room for what a guest that isn't running yet is going to print.
    func begin(_ guest: String) throws {
        let path = layout.serialLog(guest)
        guard let size = try Self.present({ try FileSystem.size(path) }) else { return }
        guard size > 0, limits.count > 0 else {
            try FileSystem.remove(path)
            return
        }
        try shift(path)
        guard rename(path, "\(path).1") == 0 || errno == ENOENT else { throw FileError.last("rename", path) }
    }

    /// Cuts all files that have grown too large.
    func bound() throws {
        for name in try FileSystem.names(in: layout.logs) where name.hasSuffix(".log") {
            let path = "\(layout.logs)/\(name)"
            guard let size = try Self.present({ try FileSystem.size(path) }), size > limits.size else { continue }
            if limits.count > 0 {
                try shift(path)
                try copyEnd(of: path, size: size, to: "\(path).1")
            }
            guard truncate(path, 0) == 0 || errno == ENOENT else { throw FileError.last("truncate", path) }
        }
    }

    /// Those of a guest, whoever has numbered them: virtlogd does it its own way.
    func remove(_ guest: String) throws {
        let path = layout.serialLog(guest)
        try FileSystem.remove(path)
        let prefix = "\(guest).log."
        for name in try FileSystem.names(in: layout.logs) where name.hasPrefix(prefix) {
            guard name.dropFirst(prefix.count).allSatisfy(\.isNumber) else { continue }
            try FileSystem.remove("\(layout.logs)/\(name)")
        }
    }

    /// The last bytes of a guest's files, the newest file's at the end.
    ///
    /// - Parameter end: of the newest file when it was read before: only what came after it. A file that is shorter has been
    ///   begun anew, and all of it is new.
    func end(of guest: String, after end: Int64?, limit: Int) throws -> (bytes: [UInt8], end: Int64) {
        let path = layout.serialLog(guest)
        let size = try Self.present { try FileSystem.size(path) } ?? 0
        let known = end.map { $0 <= size ? $0 : 0 }
        func last(_ path: String, _ size: Int64, from start: Int64, _ limit: Int) throws -> [UInt8] {
            let start = max(start, size - Int64(limit))
            return try Self.present { try FileSystem.read(path, offset: Int(start), limit: Int(size - start)) } ?? []
        }
        var bytes = size > 0 ? try last(path, size, from: known ?? 0, limit) : []
        guard known == nil else { return (bytes, size) }
        for number in try numbers(of: guest) where bytes.count < limit {
            let older = "\(path).\(number)"
            let size = try Self.present { try FileSystem.size(older) } ?? 0
            bytes = try last(older, size, from: 0, limit - bytes.count) + bytes
        }
        return (bytes, size)
    }

    /// Of the files before the newest, whoever has numbered them, the youngest first.
    private func numbers(of guest: String) throws -> [Int] {
        let prefix = "\(guest).log."
        return try FileSystem.names(in: layout.logs).filter { $0.hasPrefix(prefix) }
            .compactMap { Int($0.dropFirst(prefix.count)) }.filter { $0 >= 0 }.sorted()
    }

    /// Counts the files before up; the oldest goes.
    private func shift(_ path: String) throws {
        try FileSystem.remove("\(path).\(limits.count)")
        for number in stride(from: limits.count - 1, to: 0, by: -1) {
            guard rename("\(path).\(number)", "\(path).\(number + 1)") == 0 || errno == ENOENT else {
                throw FileError.last("rename", "\(path).\(number)")
            }
        }
    }

    /// The last bytes of a file, as many as a file may have.
    private func copyEnd(of path: String, size: Int64, to copy: String) throws {
        let chunk = 1 << 20
        let file = open(copy, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o640)
        guard file >= 0 else { throw FileError.last("open", copy) }
        defer { close(file) }
        let start = Int(max(0, size - limits.size))
        var done = 0
        while start + done < size {
            let bytes = try FileSystem.read(path, offset: start + done, limit: min(chunk, Int(size) - start - done))
            guard !bytes.isEmpty else { return }
            try FileSystem.writeAll(bytes[...], to: file, at: done, path: copy)
            done += bytes.count
        }
    }

    private static func present<Value>(_ body: () throws -> Value) throws -> Value? {
        do {
            return try body()
        } catch let error as FileError where error.isNotFound {
            return nil
        }
    }
}
