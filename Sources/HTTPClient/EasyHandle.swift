import CCurl
import FoundationEssentials
import Glibc

/// One libcurl handle with the connections that it keeps. It is used by one thread at a time.
final class EasyHandle: @unchecked Sendable {
    private let handle: UnsafeMutableRawPointer

    private static let isInitialized = ccurl_global_init() == CURLE_OK

    init() throws { handle = try Self.make() }

    /// A handle that belongs to the caller.
    static func make() throws -> UnsafeMutableRawPointer {
        guard isInitialized, let handle = curl_easy_init() else {
            throw HTTPClientError(.other, server: "libcurl", reason: "cannot be initialized")
        }
        return handle
    }

    deinit {
        curl_easy_cleanup(handle)
    }

    func perform(
        _ request: HTTPRequest, tls: TLSOptions, within limit: Duration, cancellation: Cancellation
    ) throws -> HTTPResponse {
        // Options are forgotten, connections are not.
        curl_easy_reset(handle)
        let transfer = try Transfer(request, cancellation: cancellation)
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        var errorText = [CChar](repeating: 0, count: Int(CURL_ERROR_SIZE))
        let headers = try makeHeaders(request)
        defer { curl_slist_free_all(headers) }

        return try errorText.withUnsafeMutableBufferPointer { errorText in
            try set(request, tls: tls, limit: limit, transfer: transfer)
            ccurl_set_list(handle, CURLOPT_HTTPHEADER, headers)
            ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText.baseAddress)
            ccurl_set_pointer(handle, CURLOPT_READDATA, context)
            ccurl_set_pointer(handle, CURLOPT_WRITEDATA, context)
            ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context)
            ccurl_set_pointer(handle, CURLOPT_XFERINFODATA, context)
            let result = withExtendedLifetime(transfer) { curl_easy_perform(handle) }
            ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, nil)
            guard result == CURLE_OK else {
                throw transfer.failure
                    ?? error(result, request: request, text: String(cString: errorText.baseAddress!))
            }
            return try transfer.response()
        }
    }

    private func makeHeaders(_ request: HTTPRequest) throws -> UnsafeMutablePointer<curl_slist>? {
        // Without it libcurl waits for a `100 Continue` before larger bodies.
        var fields = ["Expect:"]
        for field in request.headers.fields {
            let line = field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)"
            guard !line.utf8.contains(where: { $0 == 13 || $0 == 10 || $0 == 0 }) else {
                throw HTTPClientError(
                    .invalidRequest, server: request.server, reason: "line break in header \(field.name)")
            }
            fields.append(line)
        }
        return fields.reduce(nil) { curl_slist_append($0, $1) }
    }

    private func set(_ request: HTTPRequest, tls: TLSOptions, limit: Duration, transfer: Transfer) throws {
        ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        ccurl_set_long(handle, CURLOPT_NOPROGRESS, 0)
        ccurl_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        guard ccurl_set_string(handle, CURLOPT_URL, request.url) == CURLE_OK else {
            throw HTTPClientError(.invalidRequest, server: request.server, reason: "the URL is too long")
        }
        // Proxies are for reaching other managers; a local server or socket is never behind one.
        ccurl_set_string(handle, CURLOPT_NOPROXY, "localhost,127.0.0.1,::1")
        if let socket = request.unixSocket { ccurl_set_string(handle, CURLOPT_UNIX_SOCKET_PATH, socket) }
        let milliseconds = max(1, Int(limit / .milliseconds(1)))
        ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, milliseconds)
        ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, min(milliseconds, 10_000))

        switch request.body {
        case .none where request.method == "GET":
            ccurl_set_long(handle, CURLOPT_HTTPGET, 1)
        case .none where request.method == "HEAD":
            ccurl_set_long(handle, CURLOPT_NOBODY, 1)
        case .none where request.method == "DELETE":
            break
        case .none:
            // An empty body with its length: `Content-Length: 0`.
            ccurl_set_long(handle, CURLOPT_POST, 1)
            ccurl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, 0)
        case .data, .file:
            ccurl_set_long(handle, CURLOPT_UPLOAD, 1)
            ccurl_set_offset(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(transfer.length))
        }
        ccurl_set_string(handle, CURLOPT_CUSTOMREQUEST, request.method)

        ccurl_set_long(handle, CURLOPT_SSL_VERIFYPEER, tls.verifiesServer ? 1 : 0)
        ccurl_set_long(handle, CURLOPT_SSL_VERIFYHOST, tls.verifiesServer ? 2 : 0)
        if let file = tls.authoritiesFile { ccurl_set_string(handle, CURLOPT_CAINFO, file) }
        if let file = tls.certificateFile { ccurl_set_string(handle, CURLOPT_SSLCERT, file) }
        if let file = tls.keyFile { ccurl_set_string(handle, CURLOPT_SSLKEY, file) }

        ccurl_set_transfer(handle, CURLOPT_READFUNCTION) { buffer, size, count, context in
            Transfer.from(context).read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
        }
        ccurl_set_transfer(handle, CURLOPT_WRITEFUNCTION) { buffer, size, count, context in
            Transfer.from(context).receive(UnsafeRawBufferPointer(start: buffer, count: size * count))
        }
        ccurl_set_transfer(handle, CURLOPT_HEADERFUNCTION) { buffer, size, count, context in
            Transfer.from(context).receiveHeader(UnsafeRawBufferPointer(start: buffer, count: size * count))
            return size * count
        }
        ccurl_set_progress(handle) { context, _, _, _, _ in
            Transfer.from(context).isCancelled ? 1 : 0
        }
    }

    private func error(_ result: CURLcode, request: HTTPRequest, text: String) -> any Error {
        if result == CURLE_ABORTED_BY_CALLBACK { return CancellationError() }
        var reason = text.isEmpty ? String(cString: curl_easy_strerror(result)) : text
        let code: HTTPClientError.Code
        switch result {
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL:
            code = .invalidRequest
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            code = .unresolvedHost
        case CURLE_COULDNT_CONNECT:
            code = .cannotConnect
            var number = 0
            if ccurl_get_long(handle, CURLINFO_OS_ERRNO, &number) == CURLE_OK, number != 0 {
                reason = String(cString: strerror(Int32(number))).lowercased()
            }
        case CURLE_OPERATION_TIMEDOUT:
            code = .deadlineExceeded
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE:
            code = .interrupted
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
            code = .tls
        default:
            code = .other
        }
        return HTTPClientError(code, server: request.server, reason: reason)
    }
}
