import BlockingPool
import FoundationEssentials
import Glibc
import HTTPTypes
import Hummingbird
import MANOModel

/// Takes a content to a file as it comes, without holding it in memory.
struct ContentReceiver: Sendable {
    let configuration: APIConfiguration

    private static let types = [
        "application/zip", "application/octet-stream", "application/binary", "application/x-yaml", "application/yaml",
        "text/plain", "text/x-yaml",
    ]
    /// Bytes that are written at once.
    private static let chunk = 1 << 20

    /// The file belongs to the caller. Throws 413 above the limit, 415, `malformed` for nothing at all.
    func receive(_ request: Request) async throws -> UploadedFile {
        try request.checkContentType(Self.types)
        if let length = request.headers[.contentLength].flatMap({ Int64($0) }) { try check(length) }
        let path = "\(configuration.uploadFolder)/upload-\(UUID().uuidString.lowercased())"
        do {
            let size = try await write(request.body, to: path)
            guard size > 0 else { throw ManifoldError(.malformed, "the request has no body; a content is expected") }
            return UploadedFile(path: path, size: size)
        } catch {
            try? await discard(path)
            throw error
        }
    }

    /// Removes a file that nobody took.
    func discard(_ path: String) async throws {
        _ = try await BlockingPool.files.run { unlink(path) }
    }

    private func write(_ body: RequestBody, to path: String) async throws -> Int64 {
        let file = try await BlockingPool.files.run { try OpenFile(creating: path) }
        var size: Int64 = 0
        var pending: [UInt8] = []
        pending.reserveCapacity(Self.chunk)
        for try await buffer in body {
            size += Int64(buffer.readableBytes)
            try check(size)
            pending.append(contentsOf: buffer.readableBytesView)
            if pending.count >= Self.chunk {
                let bytes = pending
                try await BlockingPool.files.run { try file.append(bytes) }
                pending.removeAll(keepingCapacity: true)
            }
        }
        let bytes = pending
        try await BlockingPool.files.run { try file.append(bytes) }
        return size
    }

    private func check(_ size: Int64) throws {
        guard size <= configuration.maximumContent else {
            throw ManifoldError(.tooLarge, "the content has more than \(configuration.maximumContent) bytes")
        }
    }
}
