import FoundationEssentials
import GRDB
package import MANOModel

/// Queries on one snapshot of the state.
package class Reading {
    let db: Database
    private let cache: ModelCache
    /// Not in transactions: what they read may never be committed.
    private let fillsCache: Bool

    init(db: Database, cache: ModelCache, fillsCache: Bool) {
        self.db = db
        self.cache = cache
        self.fillsCache = fillsCache
    }

    private static let decoder = JSONDecoder()

    static func decode<Value: Decodable>(_ type: Value.Type, _ data: Data, _ what: @autoclosure () -> String) throws
        -> Value
    {
        do {
            return try decoder.decode(type, from: data)
        } catch {
            throw ManifoldError(
                .internal, "\(what()) in the database can't be read; it was left as it is", cause: "\(error)",
                remedy: "report this with the row, or run the version that wrote it")
        }
    }

    /// In the order in which they were made.
    func fetch<Value: Aggregate>(
        _ type: Value.Type, where condition: String, _ arguments: StatementArguments
    ) throws -> [Stored<Value>] {
        let table = type.table
        if table.cached > 0 { return try fetchCached(type, where: condition, arguments) }
        return try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT id, revision, modified_at, model FROM \(table.name) WHERE \(condition) ORDER BY number"),
            arguments: arguments
        ).map { row in
            Stored(
                value: try Self.decode(type, row["model"], "\(table.noun) \(row["id"] as String)"),
                revision: row["revision"], modifiedAt: Date(timeIntervalSince1970: row["modified_at"]))
        }
    }

    /// Decodes what isn't decoded yet.
    private func fetchCached<Value: Aggregate>(
        _ type: Value.Type, where condition: String, _ arguments: StatementArguments
    ) throws -> [Stored<Value>] {
        let table = type.table
        let heads = try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT number, id, revision, modified_at FROM \(table.name) WHERE \(condition) ORDER BY number"),
            arguments: arguments)
        let models = try db.cachedStatement(sql: "SELECT model FROM \(table.name) WHERE number = ?")
        return try heads.map { row in
            let id: String = row["id"]
            let version = ModelCache.Version(revision: row["revision"], modifiedAt: row["modified_at"])
            let value: Value
            if let known = cache.value(type, id, version) {
                value = known
            } else {
                guard let model = try Data.fetchOne(models, arguments: [row["number"] as Int64]) else {
                    throw ManifoldError(.internal, "\(table.noun) \(id) is in the index and not in the table")
                }
                value = try Self.decode(type, model, "\(table.noun) \(id)")
                if fillsCache { cache.keep(value, id, version) }
            }
            return Stored(
                value: value, revision: version.revision,
                modifiedAt: Date(timeIntervalSince1970: version.modifiedAt))
        }
    }

    /// Throws `.notFound` where there is none.
    package func get<Value: Aggregate>(_ id: Identifier<Value>) throws -> Stored<Value> {
        guard let stored = try fetch(Value.self, where: "id = ?", [id.rawValue]).first else {
            throw ManifoldError(.notFound, "there is no \(Value.table.noun) \(id)", remedy: "list what there is")
        }
        return stored
    }

    /// In the order in which they were made.
    package func all<Value: Aggregate>(_ type: Value.Type) throws -> [Stored<Value>] {
        let all = try fetch(type, where: "1", [])
        if fillsCache, type.table.cached > 0 {
            cache.keepOnly(type, count: all.count) { Set(all.map(\.value.id.rawValue)) }
        }
        return all
    }

    /// The stored bodies with an id above `after`, in ascending order of id.
    ///
    /// - Parameter conditions: attributes at the top of the body that must have one of the values; names are of letters and
    ///   digits alone.
    package func bodies(
        _ kind: ResourceKind, after: String? = nil, limit: Int, where conditions: [BodyCondition] = []
    ) throws -> [ResourceRow] {
        var sql = "SELECT id, revision, modified_at, body FROM \(kind.table) WHERE \(kind.condition) AND id > ?"
        var arguments: StatementArguments = [after ?? ""]
        for condition in conditions where condition.attribute.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) })
        {
            let marks = condition.values.map { _ in "?" }.joined(separator: ", ")
            sql += " AND \(kind.expression(for: condition.attribute)) IN (\(marks))"
            arguments += StatementArguments(condition.values)
        }
        sql += " ORDER BY id LIMIT ?"
        // A statement for each number of values would fill the cache.
        let statement = try conditions.isEmpty ? db.cachedStatement(sql: sql) : db.makeStatement(sql: sql)
        return try Row.fetchAll(statement, arguments: arguments + [limit]).map(Self.resource)
    }

    package func body(_ kind: ResourceKind, id: String) throws -> ResourceRow? {
        try Row.fetchOne(
            db.cachedStatement(
                sql: "SELECT id, revision, modified_at, body FROM \(kind.table) WHERE \(kind.condition) AND id = ?"),
            arguments: [id]
        ).map(Self.resource)
    }

    /// Bodies of the VNF instances of an NS instance.
    package func vnfBodies(ns id: Identifier<NSInstance>) throws -> [ResourceRow] {
        try Row.fetchAll(
            db.cachedStatement(
                sql: "SELECT id, revision, modified_at, body FROM vnf_instance WHERE ns_instance_id = ? ORDER BY number"
            ),
            arguments: [id.rawValue]
        ).map(Self.resource)
    }

    private static func resource(_ row: Row) -> ResourceRow {
        ResourceRow(
            id: row["id"], revision: row["revision"], modifiedAt: Date(timeIntervalSince1970: row["modified_at"]),
            body: row["body"])
    }
}
