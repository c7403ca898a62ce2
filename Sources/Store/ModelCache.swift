import MANOModel
import Synchronization

/// Models that are read over and over, as they were decoded. Only what was read from committed snapshots may come in.
final class ModelCache: Sendable {
    private let tables = Mutex<[String: Table]>([:])

    private struct Table {
        var entries: [String: Entry] = [:]
    }

    private struct Entry {
        var version: Version
        var value: any Sendable
    }

    /// A row's content never changes without its version: revisions go up, and one that is made again under the id of one
    /// that was deleted is younger.
    struct Version: Equatable, Comparable {
        var revision: Int64
        /// Seconds since 1970.
        var modifiedAt: Double

        static func < (left: Self, right: Self) -> Bool {
            (left.modifiedAt, left.revision) < (right.modifiedAt, right.revision)
        }
    }

    /// Nil where that version isn't there.
    func value<Value: Aggregate>(_ type: Value.Type, _ id: String, _ version: Version) -> Value? {
        tables.withLock { tables in
            guard let entry = tables[type.table.name]?.entries[id], entry.version == version else { return nil }
            return entry.value as? Value
        }
    }

    /// Keeps the newest; where there are more than the table keeps, one of the others goes.
    func keep<Value: Aggregate>(_ value: Value, _ id: String, _ version: Version) {
        tables.withLock { tables in
            var table = tables.removeValue(forKey: type(of: value).table.name) ?? Table()
            if table.entries[id].map({ $0.version < version }) ?? true {
                table.entries[id] = Entry(version: version, value: value)
            }
            if table.entries.count > type(of: value).table.cached,
                let other = table.entries.keys.first(where: { $0 != id })
            {
                table.entries[other] = nil
            }
            tables[type(of: value).table.name] = table
        }
    }

    /// Forgets those that aren't there any more.
    ///
    /// - Parameters:
    ///   - count: how many there are.
    ///   - ids: which.
    func keepOnly<Value: Aggregate>(_ type: Value.Type, count: Int, _ ids: () -> Set<String>) {
        tables.withLock { tables in
            guard var table = tables[type.table.name], table.entries.count > count else { return }
            let there = ids()
            tables[type.table.name] = nil
            table.entries = table.entries.filter { there.contains($0.key) }
            tables[type.table.name] = table
        }
    }
}
