import CCurl
import FoundationEssentials
import Glibc
import Synchronization

/// What one transfer reads from and writes to. libcurl calls it on the thread of the transfer.
final class Transfer {
    /// Of the body that is sent, in bytes.
    let length: Int
    /// Why a callback stopped the transfer.
    private(set) var failure: HTTPClientError?

    private let request: HTTPRequest
    private let cancellation: Cancellation
    private var source: Int32 = -1
    private var sent = 0
    private var target: Int32 = -1
    private var status = 0
    private var headers = HTTPHeaders()
    private var body = Data()

    init(_ request: HTTPRequest, cancellation: Cancellation) throws {
        self.request = request
        self.cancellation = cancellation
        switch request.body {
        case .none:
            length = 0
        case .data(let data):
            length = data.count
        case .file(let path):
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw Self.fileError("read", path, request) }
            var information = stat()
            guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
                close(descriptor)
                throw HTTPClientError(
                    .file, server: request.server, reason: "cannot read \(path): not a regular file")
            }
            source = descriptor
            length = Int(information.st_size)
        }
    }

    deinit {
        if source >= 0 { close(source) }
        if target >= 0 { close(target) }
    }

    static func from(_ context: UnsafeMutableRawPointer?) -> Transfer {
        Unmanaged<Transfer>.fromOpaque(context!).takeUnretainedValue()
    }

    var isCancelled: Bool { cancellation.isRequested.load(ordering: .relaxed) }

    /// The number of bytes put into `buffer`; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        switch request.body {
        case .none:
            return 0
        case .data(let data):
            let count = min(buffer.count, data.count - sent)
            let start = data.startIndex + sent
            data.copyBytes(to: buffer, from: start..<start + count)
            sent += count
            return count
        case .file(let path):
            let count = Glibc.read(source, buffer.baseAddress, min(buffer.count, length - sent))
            guard count >= 0, count > 0 || sent == length else {
                failure =
                    count < 0
                    ? Self.fileError("read", path, request)
                    : HTTPClientError(
                        .file, server: request.server, reason: "cannot read \(path): it became shorter meanwhile")
                return Int(CURL_READFUNC_ABORT)
            }
            sent += count
            request.sending?(Int64(sent), Int64(length))
            return count
        }
    }

    /// The number of bytes taken; another number than it was given ends the transfer.
    func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
        if case .file(let path) = request.destination, status < 300 { return write(bytes, to: path) }
        let limit = if case .memory(let limit) = request.destination { limit } else { 1 << 20 }
        guard body.count + bytes.count <= limit else {
            failure = HTTPClientError(
                .tooLarge, server: request.server, reason: "more than \(limit) bytes for \(request.url)")
            return 0
        }
        body.append(contentsOf: bytes)
        return bytes.count
    }

    func receiveHeader(_ bytes: UnsafeRawBufferPointer) {
        var line = Substring(String(decoding: bytes, as: UTF8.self))
        while let last = line.unicodeScalars.last, last == "\r" || last == "\n" { line.unicodeScalars.removeLast() }
        if line.hasPrefix("HTTP/") {
            // Each interim answer starts anew: only the last counts.
            headers = HTTPHeaders()
            status = line.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        } else if let colon = line.firstIndex(of: ":") {
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            headers.append(String(line[..<colon]), String(value))
        }
    }

    func response() throws -> HTTPResponse {
        if case .file(let path) = request.destination, status < 300 {
            if target < 0 { _ = write(UnsafeRawBufferPointer(start: nil, count: 0), to: path) }
            if failure == nil, close(target) != 0 { failure = Self.fileError("write", path, request) }
            target = -1
            if let failure { throw failure }
        }
        return HTTPResponse(status: status, headers: headers, body: body)
    }

    private func write(_ bytes: UnsafeRawBufferPointer, to path: String) -> Int {
        if target < 0 {
            target = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
            guard target >= 0 else {
                failure = Self.fileError("write", path, request)
                return 0
            }
        }
        var written = 0
        while written < bytes.count {
            let count = Glibc.write(target, bytes.baseAddress! + written, bytes.count - written)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                failure = Self.fileError("write", path, request)
                return 0
            }
            written += count
        }
        return written
    }

    private static func fileError(_ verb: String, _ path: String, _ request: HTTPRequest) -> HTTPClientError {
        HTTPClientError(
            .file, server: request.server,
            reason: "cannot \(verb) \(path): \(String(cString: strerror(errno)).lowercased())")
    }
}
