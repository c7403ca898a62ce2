package import FoundationEssentials
import GRDB
package import MANOModel

/// What a commit does, by verbs of the aggregates. It reads what it has written.
package final class Transaction: Reading {
    private let views: any ResourceRendering
    /// The time of the commit.
    package let now: Date
    private let encoder: JSONEncoder

    init(db: Database, cache: ModelCache, views: any ResourceRendering, now: Date) {
        self.views = views
        self.now = now
        encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        super.init(db: db, cache: cache, fillsCache: false)
    }

    func encode(_ value: some Encodable) throws -> Data { try encoder.encode(value) }

    /// Throws `.conflict` where what must be unique isn't, or what it refers to is gone.
    package func insert<Value: Aggregate>(_ value: Value) throws {
        let table = Value.table
        try table.admit(value, self)
        let columns = table.columns(value)
        let names = columns.map(\.name).joined(separator: ", ")
        var arguments: [(any DatabaseValueConvertible)?] = [
            value.id.rawValue, 1, now.timeIntervalSince1970, try encode(value), try table.body(value, views),
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
            throw constraintError(value, error)
        }
    }

    /// Throws `StoreConflict` where it has changed since it was read.
    ///
    /// - Returns: it with its new revision.
    @discardableResult
    package func update<Value: Aggregate>(_ stored: Stored<Value>) throws -> Stored<Value> {
        let table = Value.table
        let value = stored.value
        let columns = table.columns(value)
        let names = columns.map { ", \($0.name) = ?" }.joined()
        var arguments: [(any DatabaseValueConvertible)?] = [
            now.timeIntervalSince1970, try encode(value), try table.body(value, views),
        ]
        arguments += columns.map(\.value)
        arguments += [value.id.rawValue, stored.revision]
        do {
            try db.cachedStatement(
                sql: """
                    UPDATE \(table.name) SET revision = revision + 1, modified_at = ?, model = ?, body = ?\(names)
                    WHERE id = ? AND revision = ?
                    """
            ).execute(arguments: StatementArguments(arguments))
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw constraintError(value, error)
        }
        guard db.changesCount == 1 else {
            throw StoreConflict("\(table.noun) \(value.id) has changed since revision \(stored.revision)")
        }
        return Stored(value: value, revision: stored.revision + 1, modifiedAt: now)
    }

    /// Throws `.conflict` where another row refers to it.
    package func delete<Value: Aggregate>(_ id: Identifier<Value>) throws {
        let table = Value.table
        do {
            try db.cachedStatement(sql: "DELETE FROM \(table.name) WHERE id = ?").execute(arguments: [id.rawValue])
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
            throw ManifoldError(.conflict, "\(table.noun) \(id) is in use", remedy: "delete what uses it first")
        }
    }

    private func constraintError<Value: Aggregate>(_ value: Value, _ error: DatabaseError) -> any Error {
        let table = Value.table
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
                .conflict, "\(table.noun) \(value.id) refers to something that is gone", cause: error.message)
        }
        return ManifoldError(.internal, "the database refused \(table.noun) \(value.id)", cause: "\(error)")
    }
}
