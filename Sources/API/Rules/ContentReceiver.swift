import BlockingPool
import Crypto
import FoundationEssentials
import Glibc
import HTTPTypes
import Hummingbird
import MANOModel

/// Takes a content to a file as it comes, without holding it in memory.
struct ContentReceiver: Sendable {
    let configuration: APIConfiguration

    /// What packages are: archives. A descriptor by itself is none (SOL004 4.1, SOL007 4.1).
    private static let types = [
        "application/zip", "application/gzip", "application/x-gzip", "application/octet-stream",
        "application/binary",
    ]
    /// Bytes that are written at once.
    private static let chunk = 1 << 20

    /// What can be said before any byte is read. Throws 413, 415.
    func check(_ request: Request) throws {
        try request.checkContentType(Self.types)
        if let length = request.headers[.contentLength].flatMap({ Int64($0) }) { try check(length) }
    }

    /// The file belongs to the caller. Throws 413 above the limit, `malformed` for nothing at all.
    ///
    /// - Parameter count: is told how many bytes have come.
    func receive(_ request: Request, _ count: @Sendable (Int64) -> Void) async throws -> UploadedFile {
        let path = "\(configuration.uploadFolder)/upload-\(UUID().uuidString.lowercased())"
        do {
            let (size, hash) = try await write(request.body, to: path, count)
            guard size > 0 else { throw ManifoldError(.malformed, "the request has no body; a content is expected") }
            return UploadedFile(path: path, size: size, sha256: hash)
        } catch {
            try? await discard(path)
            throw error
        }
    }

    /// Removes a file that nobody took.
    func discard(_ path: String) async throws {
        _ = try await BlockingPool.files.run { unlink(path) }
    }

    /// Writes and hashes what has come while more of it comes: two pieces are in memory, and used again and again.
    private func write(
        _ body: RequestBody, to path: String, _ count: @Sendable (Int64) -> Void
    ) async throws -> (size: Int64, hash: String) {
        let file = try await BlockingPool.files.run { HashedFile(try OpenFile(creating: path)) }
        var size: Int64 = 0
        var filling = Piece(capacity: Self.chunk)
        var spare: Piece?
        var writing: Task<Void, any Error>?
        do {
            for try await buffer in body {
                size += Int64(buffer.readableBytes)
                try check(size)
                var rest = buffer.readableBytesView[...]
                while !rest.isEmpty {
                    rest = rest.dropFirst(filling.append(rest))
                    guard filling.isFull else { continue }
                    try await writing?.value
                    count(size)
                    let full = filling
                    writing = Task { try await BlockingPool.files.run { try file.append(full) } }
                    filling = spare ?? Piece(capacity: Self.chunk)
                    filling.clear()
                    spare = full
                }
            }
            try await writing?.value
        } catch {
            // The file is removed by the caller: nobody writes to it then.
            _ = await writing?.result
            throw error
        }
        let last = filling
        return (
            size,
            try await BlockingPool.files.run {
                try file.append(last)
                return file.hash
            }
        )
    }

    private func check(_ size: Int64) throws {
        guard size <= configuration.maximumContent else {
            throw ManifoldError(.tooLarge, "the content has more than \(configuration.maximumContent) bytes")
        }
    }
}

/// Bytes on their way to a file. Whoever fills it hands it over, and gets it back when it has been written.
private final class Piece: @unchecked Sendable {
    private let buffer: UnsafeMutableRawBufferPointer
    private var count = 0

    init(capacity: Int) { buffer = .allocate(byteCount: capacity, alignment: 4096) }

    deinit { buffer.deallocate() }

    var isFull: Bool { count == buffer.count }
    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: buffer[..<count]) }

    /// How many of the bytes there was room for.
    func append(_ bytes: some Collection<UInt8>) -> Int {
        let taken = min(bytes.count, buffer.count - count)
        UnsafeMutableRawBufferPointer(rebasing: buffer[count...]).copyBytes(from: bytes.prefix(taken))
        count += taken
        return taken
    }

    func clear() { count = 0 }
}

/// A file that is hashed while it is written. One call at a time.
private final class HashedFile: @unchecked Sendable {
    private let file: OpenFile
    private var digest = SHA256()
    private var writeBehind = WriteBehind()

    init(_ file: OpenFile) { self.file = file }

    func append(_ piece: Piece) throws {
        try file.append(piece.bytes)
        file.startWriting(&writeBehind, piece.bytes.count)
        digest.update(bufferPointer: piece.bytes)
    }

    /// Hexadecimal, lower case.
    var hash: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: digest.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
