import BlockingPool
import Glibc
import MANOModel

/// An open file, closed when nobody has it any more. Its calls block, and throw `StorageFailure` where the disk is full or
/// fails.
final class OpenFile: Sendable {
    private let descriptor: CInt
    private let path: String

    init(reading path: String) throws {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure("opened", path) }
    }

    /// - Parameter path: of a file that isn't there yet; it is made for the owner only.
    init(creating path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("made", path) }
    }

    deinit { close(descriptor) }

    /// At least one byte.
    func read(at offset: Int64, count: Int) throws -> [UInt8] {
        let bytes = try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let result = pread(descriptor, buffer.baseAddress, count, off_t(offset))
            guard result >= 0 else { throw Self.failure("read", path) }
            filled = result
        }
        guard !bytes.isEmpty else { throw ManifoldError(.internal, "\(path) is shorter than it was") }
        return bytes
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws {
        var written = 0
        while written < bytes.count {
            let result = write(descriptor, bytes.baseAddress! + written, bytes.count - written)
            if result < 0, errno == EINTR { continue }
            guard result >= 0 else { throw Self.failure("written", path) }
            written += result
        }
    }

    /// Sends what was written to the disk early.
    func startWriting(_ behind: inout WriteBehind, _ count: Int) { behind.wrote(count, to: descriptor) }

    private static func failure(_ verb: String, _ path: String) -> any Error {
        let code = errno
        return StorageFailure(code, path: path)
            ?? ManifoldError(.internal, "\(path) can't be \(verb)", cause: String(cString: strerror(code))) as any Error
    }
}
