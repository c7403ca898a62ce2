package import MANOModel

/// Carries out one kind of step. An act is idempotent, and safe while an older copy of it is in flight.
package protocol StepExecutor: Sendable {
    var kind: String { get }
    /// The newest payload version it writes; it reads all older ones.
    var version: Int { get }
    /// Does it, and returns when it is done and was seen to be done.
    func act(_ step: Step) async throws -> JSONValue?
    /// Looks whether a step that was started before a crash is done. Throws where nobody could be asked.
    func observe(_ step: Step) async throws -> StepObservation
    /// The step that takes the effect of this one away; nil where there is none.
    func inverse(of step: Step) -> StepDraft?
}

/// What was found of a started step.
package enum StepObservation: Sendable, Equatable {
    case done(JSONValue?)
    case notDone
}
