import BlockingPool
import Glibc

/// A new file that is written to, and removed again unless it is finished.
struct WritableFile: ~Copyable {
    let path: String
    private let descriptor: Int32
    private var isFinished = false
    private var writeBehind = WriteBehind()

    private static let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC

    init(_ path: String) throws(SourceError) {
        self.path = path
        descriptor = open(path, Self.flags, 0o600)
        if descriptor < 0 { throw Self.failure(path) }
    }

    /// A file in a folder that others may write into as well: the first number that is free.
    init(newIn folder: String, prefix: String) throws(SourceError) {
        for number in 0... {
            let path = "\(folder)/\(prefix)\(number)"
            let descriptor = open(path, Self.flags, 0o600)
            if descriptor < 0, errno == EEXIST { continue }
            if descriptor < 0 { throw Self.failure(path) }
            self.path = path
            self.descriptor = descriptor
            return
        }
        throw Self.failure(folder)
    }

    deinit {
        _ = close(descriptor)
        if !isFinished { _ = unlink(path) }
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws(SourceError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw Self.failure(path)
            }
            writeBehind.wrote(count, to: descriptor)
            rest = rest.dropFirst(count)
        }
    }

    /// Keeps the file.
    mutating func finish() {
        isFinished = true
    }

    static func failure(_ path: String) -> SourceError {
        let code = errno
        return SourceError(
            rule: .packageUnreadable, file: path,
            message: "the file can't be written: \(String(cString: strerror(code)))",
            remedy: "check the folder, its permissions and the space that is left",
            storage: StorageFailure(code, path: path))
    }
}
