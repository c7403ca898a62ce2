import BlockingPool
import CCurl
import FoundationEssentials
import Glibc
import Synchronization

/// One download with all its attempts. libcurl calls it on the thread of the download.
final class DownloadTransfer {
    private let download: Download
    private let observer: (any DownloadObserver)?
    private let cancellation: Cancellation
    private let target: Int32
    /// Bytes that are in the file.
    private var received: Int64 = 0
    private var failure: (any Error)?
    /// What tells that it is still the same file: `ETag`, else `Last-Modified`.
    private var validator: String?
    private var status = 0

    init(_ download: Download, observer: (any DownloadObserver)?, cancellation: Cancellation) throws {
        self.download = download
        self.observer = observer
        self.cancellation = cancellation
        target = open(download.path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard target >= 0 else { throw Self.fileError(download) }
    }

    deinit { close(target) }

    private static func from(_ context: UnsafeMutableRawPointer?) -> DownloadTransfer {
        Unmanaged<DownloadTransfer>.fromOpaque(context!).takeUnretainedValue()
    }

    /// What `errno` says of our own file.
    private static func fileError(_ download: Download) -> any Error {
        let code = errno
        return StorageFailure(code, path: download.path)
            ?? HTTPClientError(
                .file, server: download.server,
                reason: "cannot write \(download.path): \(String(cString: strerror(code)).lowercased())") as any Error
    }

    /// - Returns: bytes of the file.
    func run() throws -> Int64 {
        let start = ContinuousClock.now
        var idle = 0
        while true {
            let before = received
            let left = download.deadline - (ContinuousClock.now - start)
            guard left > .zero else { throw error(.deadlineExceeded, "it takes longer than \(download.deadline)") }
            let (result, text) = try attempt(within: left)
            if let failure { throw failure }
            if result == CURLE_OK {
                guard !download.url.lowercased().hasPrefix("http") || status < 300 else {
                    throw error(.other, "it is elsewhere now (status \(status)), and redirections are not followed")
                }
                return received
            }
            if result == CURLE_ABORTED_BY_CALLBACK { throw CancellationError() }
            if result == CURLE_RANGE_ERROR || result == CURLE_BAD_DOWNLOAD_RESUME
                || result == CURLE_FTP_COULDNT_USE_REST
            {
                // The server sends files as a whole only.
                try restart()
            } else if !Self.isPassing(result, status: status) {
                throw error(Self.code(result), text)
            }
            idle = received > before ? 0 : idle + 1
            guard idle < download.attempts else { throw error(Self.code(result), text) }
            var pause = min(200 << idle, 5_000)
            while pause > 0, !cancellation.isRequested.load(ordering: .relaxed) {
                usleep(UInt32(min(pause, 100)) * 1_000)
                pause -= 100
            }
            if cancellation.isRequested.load(ordering: .relaxed) { throw CancellationError() }
        }
    }

    /// Whether the same may go well a little later.
    private static func isPassing(_ result: CURLcode, status: Int) -> Bool {
        switch result {
        case CURLE_HTTP_RETURNED_ERROR: status >= 500 || status == 429
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_OPERATION_TIMEDOUT,
            CURLE_COULDNT_CONNECT, CURLE_FTP_ACCEPT_TIMEOUT, CURLE_SSH:
            true
        default: false
        }
    }

    private static func code(_ result: CURLcode) -> HTTPClientError.Code {
        switch result {
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .invalidRequest
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .unresolvedHost
        case CURLE_COULDNT_CONNECT: .cannotConnect
        case CURLE_OPERATION_TIMEDOUT: .deadlineExceeded
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE: .interrupted
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
            .tls
        case CURLE_FILESIZE_EXCEEDED: .tooLarge
        default: .other
        }
    }

    private func error(_ code: HTTPClientError.Code, _ reason: String) -> HTTPClientError {
        HTTPClientError(code, server: download.server, reason: reason)
    }

    private func restart() throws {
        guard ftruncate(target, 0) == 0, lseek(target, 0, SEEK_SET) == 0 else { throw Self.fileError(download) }
        received = 0
        validator = nil
        observer?.restart()
    }

    private func attempt(within limit: Duration) throws -> (CURLcode, String) {
        let handle = try EasyHandle.make()
        defer { curl_easy_cleanup(handle) }
        var errorText = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let context = Unmanaged.passUnretained(self).toOpaque()
        var headers: UnsafeMutablePointer<curl_slist>?
        if received > 0, let validator { headers = curl_slist_append(nil, "If-Range: \(validator)") }
        defer { curl_slist_free_all(headers) }
        status = 0
        try set(handle, limit)
        if let headers { ccurl_set_list(handle, CURLOPT_HTTPHEADER, headers) }
        ccurl_set_pointer(handle, CURLOPT_WRITEDATA, context)
        ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context)
        ccurl_set_pointer(handle, CURLOPT_XFERINFODATA, context)
        ccurl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, context)
        let result = errorText.withUnsafeMutableBufferPointer { buffer in
            ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, buffer.baseAddress)
            defer { ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, nil) }
            return withExtendedLifetime(self) { curl_easy_perform(handle) }
        }
        ccurl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        let text = errorText.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
        return (result, text.isEmpty ? String(cString: curl_easy_strerror(result)) : text)
    }

    private func set(_ handle: UnsafeMutableRawPointer, _ limit: Duration) throws {
        guard ccurl_set_string(handle, CURLOPT_URL, download.url) == CURLE_OK else {
            throw error(.invalidRequest, "the URL is too long")
        }
        ccurl_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https,ftp,ftps,sftp,file")
        ccurl_set_string(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        ccurl_set_long(handle, CURLOPT_FOLLOWLOCATION, download.redirections > 0 ? 1 : 0)
        ccurl_set_long(handle, CURLOPT_MAXREDIRS, download.redirections)
        ccurl_set_long(handle, CURLOPT_FAILONERROR, 1)
        ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        ccurl_set_long(handle, CURLOPT_NOPROGRESS, 0)
        ccurl_set_string(handle, CURLOPT_NOPROXY, "localhost,127.0.0.1,::1")
        ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, max(1, Int(limit / .milliseconds(1))))
        ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, 10_000)
        ccurl_set_long(handle, CURLOPT_LOW_SPEED_LIMIT, 1)
        ccurl_set_long(handle, CURLOPT_LOW_SPEED_TIME, max(1, Int(download.patience / .seconds(1))))
        ccurl_set_long(handle, CURLOPT_BUFFERSIZE, 512 << 10)
        ccurl_set_offset(handle, CURLOPT_MAXFILESIZE_LARGE, curl_off_t(download.maximumBytes))
        ccurl_set_offset(handle, CURLOPT_RESUME_FROM_LARGE, curl_off_t(received))
        // With keys alone, and only the one that was given: neither an agent's nor those in the home folder.
        ccurl_set_long(handle, CURLOPT_SSH_AUTH_TYPES, Int(CURLSSH_AUTH_PUBLICKEY))
        if let file = download.knownHostsFile { ccurl_set_string(handle, CURLOPT_SSH_KNOWNHOSTS, file) }
        if let file = download.keyFile { ccurl_set_string(handle, CURLOPT_SSH_PRIVATE_KEYFILE, file) }
        ccurl_set_transfer(handle, CURLOPT_WRITEFUNCTION) { buffer, size, count, context in
            DownloadTransfer.from(context).receive(UnsafeRawBufferPointer(start: buffer, count: size * count))
        }
        ccurl_set_transfer(handle, CURLOPT_HEADERFUNCTION) { buffer, size, count, context in
            DownloadTransfer.from(context).receiveHeader(UnsafeRawBufferPointer(start: buffer, count: size * count))
            return size * count
        }
        ccurl_set_progress(handle) { context, _, _, _, _ in
            DownloadTransfer.from(context).cancellation.isRequested.load(ordering: .relaxed) ? 1 : 0
        }
        guard download.refusesPrivateAddresses else { return }
        ccurl_set_open_socket(handle) { context, _, address in
            guard let address else { return -1 }
            if withUnsafePointer(to: &address.pointee.addr, { NetworkAddress.isPrivate($0) }) {
                let transfer = DownloadTransfer.from(context)
                transfer.failure = transfer.error(
                    .invalidRequest,
                    "its address is one of this machine or of a private network, which this server refuses")
                return -1
            }
            return socket(
                address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue),
                address.pointee.protocol)
        }
    }

    private func receive(_ bytes: UnsafeRawBufferPointer) -> Int {
        guard received + Int64(bytes.count) <= download.maximumBytes else {
            failure = error(.tooLarge, "more than \(download.maximumBytes) bytes")
            return 0
        }
        var written = 0
        while written < bytes.count {
            let count = Glibc.write(target, bytes.baseAddress! + written, bytes.count - written)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                failure = Self.fileError(download)
                return 0
            }
            written += count
        }
        received += Int64(bytes.count)
        observer?.take(bytes)
        return bytes.count
    }

    private func receiveHeader(_ bytes: UnsafeRawBufferPointer) {
        let line = String(decoding: bytes, as: UTF8.self)
        guard let colon = line.firstIndex(of: ":") else {
            if line.hasPrefix("HTTP/"), received == 0 { validator = nil }
            return
        }
        guard received == 0 else { return }
        let value = line[line.index(after: colon)...].filter { $0 != "\r" && $0 != "\n" && $0 != "\r\n" }
            .drop { $0 == " " || $0 == "\t" }
        switch line[..<colon].lowercased() {
        // A weak tag doesn't say that the bytes are the same.
        case "etag" where !value.hasPrefix("W/"): validator = String(value)
        case "last-modified" where validator == nil: validator = String(value)
        default: break
        }
    }
}

extension Download {
    /// For messages: scheme, host and port, without a password.
    var server: String {
        guard let scheme = url.firstRange(of: "://") else { return url }
        let host = url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return String(
            url[..<scheme.upperBound] + (host.lastIndex(of: "@").map { host[host.index(after: $0)...] } ?? host))
    }
}
