import BlockingPool
import CCurl
import Synchronization

/// An HTTP client on libcurl. Calls run on threads of their own; connections are kept and used again.
package final class CurlClient: Sendable {
    private let pool: BlockingPool
    private let tls: TLSOptions
    /// Each handle keeps its connections: the one that was used last is taken first.
    private let idle = Mutex<[EasyHandle]>([])

    /// - Parameter concurrency: how many requests are in flight at once; the others wait.
    package init(tls: TLSOptions = TLSOptions(), concurrency: Int = 8) {
        self.tls = tls
        pool = BlockingPool(name: "http", threads: concurrency)
    }

    /// Sends a request and waits for the whole answer. A cancelled task ends the transfer within a second.
    ///
    /// - Returns: the answer, whatever its status; redirections are not followed.
    /// - Throws: `HTTPClientError`; `CancellationError`.
    package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        let cancellation = Cancellation()
        let start = ContinuousClock.now
        return try await withTaskCancellationHandler {
            try await pool.run { [self] in
                let left = request.deadline - (ContinuousClock.now - start)
                guard left > .zero else {
                    throw HTTPClientError(
                        .deadlineExceeded, server: request.server, reason: "all connections were busy")
                }
                let handle = try idle.withLock { $0.popLast() } ?? EasyHandle()
                defer { idle.withLock { $0.append(handle) } }
                return try handle.perform(request, tls: tls, within: left, cancellation: cancellation)
            }
        } onCancel: {
            cancellation.isRequested.store(true, ordering: .relaxed)
        }
    }

    /// Fetches a file onto the disk, going on where a connection broke. A cancelled task ends it within a second.
    ///
    /// - Parameter observer: sees the bytes as they come.
    /// - Returns: bytes of the file.
    /// - Throws: `HTTPClientError`; `CancellationError`.
    @discardableResult
    package func fetch(_ download: Download, observer: sending (any DownloadObserver)? = nil) async throws -> Int64 {
        let cancellation = Cancellation()
        let observed = Observed(observer)
        return try await withTaskCancellationHandler {
            try await pool.run {
                try DownloadTransfer(download, observer: observed.observer, cancellation: cancellation).run()
            }
        } onCancel: {
            cancellation.isRequested.store(true, ordering: .relaxed)
        }
    }
}

/// An observer that is handed to the thread of its download, and used there only.
private struct Observed: @unchecked Sendable {
    let observer: (any DownloadObserver)?

    init(_ observer: (any DownloadObserver)?) { self.observer = observer }
}

/// Asks a running transfer to end.
final class Cancellation: Sendable {
    let isRequested = Atomic(false)
}

extension HTTPRequest {
    /// For messages: the socket, or scheme, host and port.
    var server: String {
        if let unixSocket { return unixSocket }
        guard let scheme = url.firstRange(of: "://") else { return url }
        let rest = url[scheme.upperBound...]
        return String(url[..<scheme.upperBound] + rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" })
    }
}
