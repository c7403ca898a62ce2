import MANOModel

/// How one attempt at a step ended.
struct StepResult: Sendable {
    var number: Int
    var attempt: Int
    var outcome: Result<JSONValue?, ManifoldError>
}
