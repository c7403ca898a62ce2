import ArgumentParser
import Client
import MANOModel
import SOL

/// How an operation that goes on at the server is waited for.
struct OperationOptions: ParsableArguments {
    @Flag(name: .customLong("no-wait"), help: "Return once the server has accepted the operation.")
    var doesNotWait = false
}

extension ServerCommand {
    /// Shows an operation until nothing happens any more.
    ///
    /// - Parameters:
    ///   - title: `instantiate web`.
    ///   - states: in which it is meant to end.
    /// - Throws: `CommandFailure` (failed) where it ends in another one.
    func follow(
        _ reference: Occurrence.Reference, title: String, client: ManifoldClient, options: OperationOptions? = nil,
        expecting states: Set<OperationState> = [.completed]
    ) async throws {
        if options?.doesNotWait ?? false {
            if server.json { return terminal.show(try await client.occurrence(reference).json) }
            return terminal.line("accepted as operation \(reference.id) (manifold op watch \(reference.id))")
        }
        var display = ProgressDisplay(title: title, terminal: terminal)
        var last: OccurrenceProgress?
        for try await progress in client.follow(reference) {
            display.show(progress)
            last = progress
        }
        guard let last else { throw CancellationError() }
        if server.json { terminal.show(last.occurrence.json) }
        let occurrence = last.occurrence.value
        if !server.json { terminal.writeError(WarningText.render(occurrence.warnings)) }
        guard let state = OperationState(rawValue: occurrence.state), states.contains(state) else {
            throw CommandFailure.failed(Self.explain(occurrence, title: title))
        }
        if !server.json { terminal.line("\(Printable.escape(title)): \(state.rawValue)") }
    }

    /// Why an operation didn't succeed, and what can be done about it.
    static func explain(_ occurrence: Occurrence, title: String) -> String {
        var text = "\(title) (operation \(occurrence.id)) ended in \(occurrence.state)"
        if let error = occurrence.error { text += "\n\(ServerError.text(of: error))" }
        if occurrence.state == OperationState.failedTemporarily.rawValue {
            let id = Format.shortID(occurrence.id)
            text += "\nNext: manifold op retry \(id), manifold op rollback \(id), or manifold op fail \(id)"
        }
        return text
    }

    /// Shows what would go where.
    ///
    /// - Throws: `CommandFailure` (failed) where it doesn't fit.
    func show(_ plan: Fetched<ManifoldAPI.Plan>) throws {
        if server.json {
            terminal.show(plan.json)
        } else {
            terminal.write(PlanText.render(plan.value, width: terminal.width))
        }
        if !plan.value.fits { throw CommandFailure(.failed, server.json ? "" : "it does not fit") }
    }
}
