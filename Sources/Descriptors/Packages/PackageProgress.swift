import Synchronization

/// How far the reading of one package is. Read from anywhere while it goes on.
package final class PackageProgress: Sendable {
    private let doneBytes = Atomic(0)
    private let allBytes = Atomic(0)

    package init() {}

    /// Bytes of the files that have been verified.
    package var done: Int { doneBytes.load(ordering: .relaxed) }
    /// Bytes of all files; 0 until that is known.
    package var total: Int { allBytes.load(ordering: .relaxed) }

    func begin(total: Int) {
        doneBytes.store(0, ordering: .relaxed)
        allBytes.store(total, ordering: .relaxed)
    }

    func advance(by count: Int) {
        doneBytes.add(count, ordering: .relaxed)
    }
}
