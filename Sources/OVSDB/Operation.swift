package import struct FoundationEssentials.UUID

/// RFC 7047 5.1 `<condition>`.
package struct Condition: Hashable, Sendable {
    package enum Function: String, Sendable {
        case less = "<"
        case atMost = "<="
        case equal = "=="
        case unequal = "!="
        case atLeast = ">="
        case greater = ">"
        case includes
        case excludes
    }

    package var column: String
    package var function: Function
    package var value: Datum

    package init(_ column: String, _ function: Function, _ value: Datum) {
        self.column = column
        self.function = function
        self.value = value
    }

    /// Matches the one row with this id.
    package static func row(_ id: UUID) -> Condition { Condition("_uuid", .equal, .uuid(id)) }

    var json: JSONValue { .array([.string(column), .string(function.rawValue), value.json]) }
}

/// RFC 7047 5.1 `<mutation>`.
package struct Mutation: Hashable, Sendable {
    package enum Mutator: String, Sendable {
        case add = "+="
        case subtract = "-="
        case insert
        case delete
    }

    package var column: String
    package var mutator: Mutator
    package var value: Datum

    package init(_ column: String, _ mutator: Mutator, _ value: Datum) {
        self.column = column
        self.mutator = mutator
        self.value = value
    }

    var json: JSONValue { .array([.string(column), .string(mutator.rawValue), value.json]) }
}

/// One operation of a transaction (RFC 7047 5.2). All operations of a transaction happen, or none.
package enum Operation: Hashable, Sendable {
    /// `named` is how other operations of the transaction refer to the new row (`Datum.namedUUID`).
    case insert(into: String, row: Row, named: String? = nil)
    /// An empty `where` matches every row of the table. `columns` nil asks for all of them.
    case select(from: String, where: [Condition], columns: [String]? = nil)
    case update(String, where: [Condition], row: Row)
    case mutate(String, where: [Condition], mutations: [Mutation])
    case delete(from: String, where: [Condition])
    /// Holds the transaction back until the selected rows are (or are not) `rows`, at most `milliseconds`.
    case wait(
        String, where: [Condition], columns: [String], equal: Bool, rows: [Row], milliseconds: Int)
    case comment(String)

    var json: JSONValue {
        func object(_ name: String, _ members: [String: JSONValue]) -> JSONValue {
            .object(members.merging(["op": .string(name)]) { first, _ in first })
        }
        func list(_ conditions: [Condition]) -> JSONValue { .array(conditions.map(\.json)) }
        switch self {
        case .insert(let table, let row, let name):
            var members: [String: JSONValue] = ["table": .string(table), "row": row.json]
            if let name { members["uuid-name"] = .string(name) }
            return object("insert", members)
        case .select(let table, let conditions, let columns):
            var members: [String: JSONValue] = ["table": .string(table), "where": list(conditions)]
            if let columns { members["columns"] = .array(columns.map { .string($0) }) }
            return object("select", members)
        case .update(let table, let conditions, let row):
            return object("update", ["table": .string(table), "where": list(conditions), "row": row.json])
        case .mutate(let table, let conditions, let mutations):
            return object(
                "mutate",
                [
                    "table": .string(table), "where": list(conditions),
                    "mutations": .array(mutations.map(\.json)),
                ])
        case .delete(let table, let conditions):
            return object("delete", ["table": .string(table), "where": list(conditions)])
        case .wait(let table, let conditions, let columns, let equal, let rows, let milliseconds):
            return object(
                "wait",
                [
                    "table": .string(table), "where": list(conditions),
                    "columns": .array(columns.map { .string($0) }), "until": .string(equal ? "==" : "!="),
                    "rows": .array(rows.map(\.json)), "timeout": .integer(Int64(milliseconds)),
                ])
        case .comment(let text):
            return object("comment", ["comment": .string(text)])
        }
    }
}

/// What one operation of a committed transaction gave (RFC 7047 5.2).
package enum OperationResult: Hashable, Sendable {
    /// insert: the new row's id.
    case inserted(UUID)
    /// select.
    case rows([Row])
    /// update, mutate, delete: how many rows matched.
    case count(Int)
    /// wait, comment.
    case none

    init?(_ json: JSONValue) {
        guard case .object = json else { return nil }
        if let id = json["uuid"] {
            guard let uuid = Datum(id)?.uuid else { return nil }
            self = .inserted(uuid)
        } else if let rows = json["rows"]?.array {
            var parsed: [Row] = []
            for row in rows {
                guard let row = Row(row) else { return nil }
                parsed.append(row)
            }
            self = .rows(parsed)
        } else if let count = json["count"]?.integer {
            self = .count(Int(count))
        } else {
            self = .none
        }
    }

    /// The rows of a select; empty for any other operation.
    package var rows: [Row] { if case .rows(let rows) = self { rows } else { [] } }

    package var insertedID: UUID? { if case .inserted(let id) = self { id } else { nil } }
}
