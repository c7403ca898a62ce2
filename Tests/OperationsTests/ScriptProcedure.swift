import MANOModel
import Operations
import Store
import Synchronization

/// Follows the `Script` in the occurrence's parameters. From its first phase to the end of a rollback the instance has a
/// claim, as a real plan has.
struct ScriptProcedure: Procedure {
    func snapshot(of operation: OperationOccurrence, in reading: Reading) throws -> [Claim] {
        try reading.claims(owner: operation.subject.rawID)
    }

    func decide(_ operation: OperationOccurrence, steps: [Step], from claims: [Claim]) throws -> Decision {
        let script = try Script(operation.parameters)
        let next = Int(operation.plan?.stringValue ?? "") ?? 0
        guard next < script.phases.count else { return .complete { _ in } }
        let owner = operation.subject.rawID
        return .proceed(
            Phase(steps: try script.phases[next].map { try $0.draft() }, plan: .string("\(next + 1)")) {
                if claims.isEmpty { try $0.claim([Claim(kind: .segment, scope: "", key: owner, owner: owner)]) }
            })
    }

    func canRollBack(_ operation: OperationOccurrence) -> Bool {
        (try? Script(operation.parameters).canRollBack) ?? false
    }

    func rolledBack(_ operation: OperationOccurrence) -> Effect {
        { try $0.release(owner: operation.subject.rawID) }
    }

    func failed(_ operation: OperationOccurrence) -> Effect { { _ in } }
}

/// Takes away all things of an instance, and its claim.
struct ClearProcedure: Procedure {
    func snapshot(of operation: OperationOccurrence, in reading: Reading) throws {}

    func decide(_ operation: OperationOccurrence, steps: [Step], from snapshot: Void) throws -> Decision {
        let owner = operation.subject.rawID
        guard operation.plan == nil else { return .complete { try $0.release(owner: owner) } }
        return .proceed(Phase(steps: [try Script.Item.step("clear", owner).draft()], plan: .string("1")))
    }

    func rolledBack(_ operation: OperationOccurrence) -> Effect { { _ in } }
    func failed(_ operation: OperationOccurrence) -> Effect { { _ in } }
}

/// Asks of its closures.
struct ClosureProcedure: Procedure {
    /// Gets how often it was asked before, and the claims on cores.
    var deciding: @Sendable (OperationOccurrence, Int, [Claim]) throws -> Decision
    let asked = Asked()

    final class Asked: Sendable {
        private let count = Mutex(0)
        var times: Int { count.withLock { $0 } }
        func next() -> Int {
            count.withLock { count in
                defer { count += 1 }
                return count
            }
        }
    }

    func snapshot(of operation: OperationOccurrence, in reading: Reading) throws -> [Claim] {
        try reading.claims(kind: .core)
    }

    func decide(_ operation: OperationOccurrence, steps: [Step], from claims: [Claim]) throws -> Decision {
        try deciding(operation, asked.next(), claims)
    }

    func rolledBack(_ operation: OperationOccurrence) -> Effect {
        { try $0.claim([Claim(kind: .address, scope: "rolled back", key: operation.id.rawValue, owner: "test")]) }
    }
    func failed(_ operation: OperationOccurrence) -> Effect {
        { try $0.claim([Claim(kind: .address, scope: "failed", key: operation.id.rawValue, owner: "test")]) }
    }
}
