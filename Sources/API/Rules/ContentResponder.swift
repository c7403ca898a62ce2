import BlockingPool
import FoundationEssentials
import Glibc
import HTTPTypes
import Hummingbird
import MANOModel

/// Sends what is stored as it is, in whole or in part.
struct ContentResponder: Sendable {
    /// What the client asks for of a content: 200, 206 or 416.
    static func respond(_ request: Request, _ content: StoredContent) async throws -> Response {
        var headers: HTTPFields = [.contentType: content.mediaType, .acceptRanges: "bytes"]
        if let tag = content.tag { headers[.eTag] = "\"\(tag)\"" }
        if let modifiedAt = content.modifiedAt { headers[.lastModified] = HTTPDate.string(modifiedAt) }
        if let tag = headers[.eTag], request.headers[.ifNoneMatch] == tag {
            return Response(status: .notModified, headers: headers)
        }
        let size = content.size
        // A range of what has changed since is no use (RFC 9110 13.1.5).
        let isCurrent = request.headers[.ifRange].map { $0 == headers[.eTag] || $0 == headers[.lastModified] } ?? true
        switch isCurrent ? ByteRange(request.headers[.range], size: size) : .whole {
        case .whole:
            return Response(status: .ok, headers: headers, body: try await body(request, content, 0..<size))
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
            return Response(status: .partialContent, headers: headers, body: try await body(request, content, range))
        case .unsatisfiable:
            throw HTTPProblem(
                .rangeNotSatisfiable,
                "the content has \(size) bytes; the range \(request.headers[.range] ?? "") is not in it",
                headers: [.contentRange: "bytes */\(size)"])
        }
    }

    private static func body(_ request: Request, _ content: StoredContent, _ range: Range<Int64>) async throws
        -> ResponseBody
    {
        switch content.location {
        case .data(let data):
            let slice = data[data.startIndex + Int(range.lowerBound)..<data.startIndex + Int(range.upperBound)]
            if slice.count <= chunk { return ResponseBody(byteBuffer: ByteBuffer(bytes: slice)) }
            // It may be a file that is mapped: piece by piece, and read where reading may block.
            return ResponseBody(contentLength: slice.count) { writer in
                var rest = slice
                while !rest.isEmpty {
                    let piece = rest.prefix(Int(chunk))
                    try await writer.write(try await BlockingPool.files.run { ByteBuffer(bytes: piece) })
                    rest = rest.dropFirst(piece.count)
                }
                try await writer.finish(nil)
            }
        case .file(let path, _):
            let file = try await BlockingPool.files.run { try OpenFile(reading: path) }
            return body(file, range)
        case .extracted(_, let extract):
            // HEAD is answered by the length alone.
            if request.method == .head { return ResponseBody(contentLength: range.count) { _ in } }
            let path = try await extract(range)
            let file = try await BlockingPool.files.run {
                // Open it stays there, and it goes with the answer, however that ends.
                defer { unlink(path) }
                return try OpenFile(reading: path)
            }
            return body(file, 0..<Int64(range.count))
        }
    }

    private static func body(_ file: OpenFile, _ range: Range<Int64>) -> ResponseBody {
        ResponseBody(contentLength: range.count) { writer in
            var offset = range.lowerBound
            while offset < range.upperBound {
                let start = offset
                let count = Int(min(chunk, range.upperBound - start))
                let bytes = try await BlockingPool.files.run { try file.read(at: start, count: count) }
                try await writer.write(ByteBuffer(bytes: bytes))
                offset += Int64(bytes.count)
            }
            try await writer.finish(nil)
        }
    }

    private static let chunk: Int64 = 256 << 10
}

extension StoredContent {
    /// Bytes.
    fileprivate var size: Int64 {
        switch location {
        case .file(_, let size), .extracted(let size, _): size
        case .data(let data): Int64(data.count)
        }
    }
}
