import API
import FoundationEssentials
import MANOModel
import SOL
import Synchronization

/// Occurrences in memory. Tasks are possible in FAILED_TEMP, cancel before it.
final class FakeOperations: OperationServing {
    let rows = FakeRows()
    private let models = Mutex<[String: OperationOccurrence]>([:])
    private let views = ResourceViews()

    @discardableResult
    func put(_ occurrence: OperationOccurrence) throws -> String {
        models.withLock { $0[occurrence.id.rawValue] = occurrence }
        rows.put(occurrence.id.rawValue, try views.body(occurrence))
        return occurrence.id.rawValue
    }

    func row(_ id: String) -> ResourceRow? { rows.row(id) }

    func rows(after id: String?, limit: Int, conditions: [IndexedCondition]) -> [ResourceRow] {
        rows.rows(after: id, limit: limit, conditions: conditions)
    }

    func perform(_ task: OperationTask, on id: String) throws {
        let event: OperationEvent =
            switch task {
            case .retry: .retryRequested
            case .rollback: .rollbackRequested
            case .continue: throw ManifoldError(.notFound, "continue is not supported for \(id)")
            case .cancel: .cancelled
            }
        _ = try move(id, event)
    }

    func fail(_ id: String) throws -> ResourceRow { try move(id, .failRequested) }

    private func move(_ id: String, _ event: OperationEvent) throws -> ResourceRow {
        guard var occurrence = models.withLock({ $0[id] }) else { throw ManifoldError(.notFound, "there is no \(id)") }
        guard let state = event.target(from: occurrence.state) else {
            throw ManifoldError(.conflict, "\(id) is in \(occurrence.state.rawValue)")
        }
        occurrence.state = state
        try put(occurrence)
        return rows.row(id)!
    }
}

/// Alarms in memory.
final class FakeAlarms: AlarmServing {
    let alarms = FakeRows()

    func put(_ alarm: Alarm) throws { alarms.put(alarm.id.rawValue, try ResourceViews().body(alarm)) }

    func row(_ id: String) -> ResourceRow? { alarms.row(id) }

    func rows(after id: String?, limit: Int, conditions: [IndexedCondition]) -> [ResourceRow] {
        alarms.rows(after: id, limit: limit, conditions: conditions)
    }
}
