import Descriptors
import MANOModel
import Synchronization

/// The packages that are coming in or being processed now, and how far they are. Rows know nothing of it: after a crash an
/// upload begins anew.
final class PackageTransfers: Sendable {
    struct Transfer: Sendable {
        var expected: Int64?
        var received: Int64 = 0
        /// From when the upload is whole.
        var processing: PackageProgress?
    }

    private let transfers = Mutex<[String: Transfer]>([:])

    /// Throws `.conflict` where one of that id is on its way already.
    func begin(_ id: String, expecting size: Int64?, _ what: String) throws {
        try transfers.withLock { transfers in
            guard transfers[id] == nil else {
                throw ManifoldError(
                    .conflict, "the content of \(what) is being uploaded already", remedy: "wait for its end")
            }
            transfers[id] = Transfer(expected: size)
        }
    }

    func receive(_ id: String, _ count: Int64) {
        transfers.withLock { $0[id]?.received = count }
    }

    func process(_ id: String) -> PackageProgress {
        let progress = PackageProgress()
        transfers.withLock { $0[id, default: Transfer()].processing = progress }
        return progress
    }

    func end(_ id: String) {
        transfers.withLock { _ = $0.removeValue(forKey: id) }
    }

    func isReceiving(_ id: String) -> Bool {
        transfers.withLock { transfers in transfers[id].map { $0.processing == nil } ?? false }
    }

    subscript(_ id: String) -> Transfer? { transfers.withLock { $0[id] } }
}
