import API
import FoundationEssentials
import MANOModel
import Synchronization

/// Rows in memory, counted and ordered as the store's are.
final class FakeRows: ResourceSource {
    private let rows = Mutex<[String: ResourceRow]>([:])
    private let asked = Mutex<[[IndexedCondition]]>([])

    /// The conditions of each list that was asked for.
    var conditions: [[IndexedCondition]] { asked.withLock { $0 } }

    @discardableResult
    func put(_ id: String, _ body: Data) -> ResourceRow {
        rows.withLock { rows in
            let row = ResourceRow(
                id: id, revision: (rows[id]?.revision ?? 0) + 1, modifiedAt: Date(timeIntervalSince1970: 1_700_000_000),
                body: body)
            rows[id] = row
            return row
        }
    }

    /// Throws `notFound`, and `preconditionFailed` where the revision is another.
    func remove(_ id: String, ifRevision revision: Int64?) throws {
        try check(id, revision)
        rows.withLock { $0[id] = nil }
    }

    func check(_ id: String, _ revision: Int64?) throws {
        guard let row = rows.withLock({ $0[id] }) else { throw ManifoldError(.notFound, "there is no \(id)") }
        if let revision, revision != row.revision { throw ManifoldError(.preconditionFailed, "\(id) was changed") }
    }

    func row(_ id: String) -> ResourceRow? { rows.withLock { $0[id] } }

    func rows(after id: String?, limit: Int, conditions: [IndexedCondition]) -> [ResourceRow] {
        asked.withLock { $0.append(conditions) }
        return Array(
            rows.withLock { rows in
                rows.values.filter { id == nil || $0.id > id! }.sorted { $0.id < $1.id }.prefix(limit)
            })
    }
}
