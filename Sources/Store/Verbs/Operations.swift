import FoundationEssentials
import GRDB
package import MANOModel

extension Reading {
    /// The occurrence that holds the instance, FAILED_TEMP included.
    package func openOperation(instance id: String) throws -> Stored<OperationOccurrence>? {
        try fetch(OperationOccurrence.self, where: "instance_id = ? AND is_open = 1", [id]).first
    }

    /// Throws `.conflict` where an occurrence holds the instance.
    func checkIsFree(_ instance: String) throws {
        guard let open = try openOperation(instance: instance)?.value else { return }
        throw ManifoldError(
            .conflict,
            "instance \(instance) is busy: \(open.operation.rawValue) is \(open.state.rawValue) (occurrence \(open.id))",
            remedy: open.state == .failedTemporarily ? "retry it, roll it back or fail it" : "wait until it has ended")
    }

    package func openOperations() throws -> [Stored<OperationOccurrence>] {
        try fetch(OperationOccurrence.self, where: "is_open = 1", [])
    }

    package func operations(instance id: String) throws -> [Stored<OperationOccurrence>] {
        try fetch(OperationOccurrence.self, where: "instance_id = ?", [id])
    }

    package func steps(_ id: Identifier<OperationOccurrence>) throws -> [Step] {
        try Row.fetchAll(
            db.cachedStatement(sql: "SELECT number, model FROM step WHERE operation_id = ? ORDER BY number"),
            arguments: [id.rawValue]
        ).map { try Self.decode(Step.self, $0["model"], "step \($0["number"] as Int) of occurrence \(id)") }
    }
}

extension Reading {
    /// The steps of a kind of all occurrences that are open.
    package func openSteps(kind: String) throws -> [Step] {
        try Data.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT step.model FROM operation JOIN step ON step.operation_id = operation.id
                    WHERE operation.is_open = 1 AND json_extract(CAST(step.model AS TEXT), '$.kind') = ?
                    """), arguments: [kind]
        ).map { try Self.decode(Step.self, $0, "a step of kind \(kind)") }
    }
}

extension Transaction {
    package func save(_ steps: [Step]) throws {
        let statement = try db.cachedStatement(
            sql: """
                INSERT INTO step (operation_id, number, state, model) VALUES (?, ?, ?, ?)
                ON CONFLICT DO UPDATE SET state = excluded.state, model = excluded.model
                """)
        for step in steps {
            try statement.execute(
                arguments: [step.operationID.rawValue, step.number, step.state.rawValue, try encode(step)])
        }
    }
}
