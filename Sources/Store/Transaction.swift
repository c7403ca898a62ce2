package import FoundationEssentials
import GRDB
import MANOModel

/// What a commit does, by verbs of the aggregates. It reads what it has written.
package final class Transaction: Reading {
    private let views: any ResourceRendering
    /// The time of the commit.
    package let now: Date
    private let encoder: JSONEncoder

    init(db: Database, views: any ResourceRendering, now: Date) {
        self.views = views
        self.now = now
        encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        super.init(db: db)
    }

    func encode(_ value: some Encodable) throws -> Data { try encoder.encode(value) }

    func insert<Table: Aggregate>(_ table: Table.Type, _ value: Table.Value) throws {
        let columns = table.columns(value)
        let names = columns.map(\.name).joined(separator: ", ")
        var arguments: [(any DatabaseValueConvertible)?] = [
            table.key(value), 1, now.timeIntervalSince1970, try encode(value), try table.body(value, views),
        ]
        arguments += columns.map(\.value)
        do {
            try db.cachedStatement(
                sql: """
                    INSERT INTO \(table.name) (id, revision, modified_at, model, body, \(names))
                    VALUES (?, ?, ?, ?, ?\(String(repeating: ", ?", count: columns.count)))
                    """
            ).execute(arguments: StatementArguments(arguments))
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw try constraintError(table, value, error)
        }
    }

    func update<Table: Aggregate>(_ table: Table.Type, _ stored: Stored<Table.Value>) throws -> Stored<Table.Value> {
        let value = stored.value
        let columns = table.columns(value)
        let names = columns.map { ", \($0.name) = ?" }.joined()
        var arguments: [(any DatabaseValueConvertible)?] = [
            now.timeIntervalSince1970, try encode(value), try table.body(value, views),
        ]
        arguments += columns.map(\.value)
        arguments += [table.key(value), stored.revision]
        do {
            try db.cachedStatement(
                sql: """
                    UPDATE \(table.name) SET revision = revision + 1, modified_at = ?, model = ?, body = ?\(names)
                    WHERE id = ? AND revision = ?
                    """
            ).execute(arguments: StatementArguments(arguments))
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw try constraintError(table, value, error)
        }
        guard db.changesCount == 1 else {
            throw StoreConflict("\(table.noun) \(table.key(value)) has changed since revision \(stored.revision)")
        }
        return Stored(value: value, revision: stored.revision + 1, modifiedAt: now)
    }

    func delete<Table: Aggregate>(_ table: Table.Type, _ id: String) throws {
        do {
            try db.cachedStatement(sql: "DELETE FROM \(table.name) WHERE id = ?").execute(arguments: [id])
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw ManifoldError(.conflict, "\(table.noun) \(id) is in use", remedy: "delete what uses it first")
        }
    }

    private func constraintError<Table: Aggregate>(_ table: Table.Type, _ value: Table.Value, _ error: DatabaseError)
        throws
        -> any Error
    {
        if error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
            let taken = table.columns(value).compactMap { column -> String? in
                guard (error.message ?? "").hasSuffix("\(table.name).\(column.name)"), let text = column.value else {
                    return nil
                }
                return "\(text)"
            }
            return ManifoldError(
                .conflict,
                "there is a \(table.noun) with \(taken.first.map { "the identifier or name \($0)" } ?? "the same key") already",
                remedy: "delete that one first, or choose another")
        }
        if error.extendedResultCode == .SQLITE_CONSTRAINT_FOREIGNKEY {
            return ManifoldError(
                .conflict, "\(table.noun) \(table.key(value)) refers to something that is gone", cause: error.message)
        }
        return ManifoldError(.internal, "the database refused \(table.noun) \(table.key(value))", cause: "\(error)")
    }
}
