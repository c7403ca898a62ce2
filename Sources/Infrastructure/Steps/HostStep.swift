import MANOModel
import Operations

/// A kind of step that acts on one host through its drivers.
struct HostStep<Payload: HostPayload>: StepExecutor {
    let kind: String
    let version: Int
    private let registry: HostRegistry
    private let act: @Sendable (Payload, HostDrivers) async throws -> Void
    private let isDone: @Sendable (Payload, HostDrivers) async throws -> Bool
    private let inverse: @Sendable (Payload) throws -> StepDraft?

    init(
        _ kind: String, version: Int = 1, of payload: Payload.Type, on registry: HostRegistry,
        act: @escaping @Sendable (Payload, HostDrivers) async throws -> Void,
        isDone: @escaping @Sendable (Payload, HostDrivers) async throws -> Bool,
        inverse: @escaping @Sendable (Payload) throws -> StepDraft? = { _ in nil }
    ) {
        self.kind = kind
        self.version = version
        self.registry = registry
        self.act = act
        self.isDone = isDone
        self.inverse = inverse
    }

    func act(_ step: Step) async throws -> JSONValue? {
        let payload = try step.payload.decode(Payload.self)
        try await act(payload, registry.drivers(payload.hostID))
        return nil
    }

    func observe(_ step: Step) async throws -> StepObservation {
        let payload = try step.payload.decode(Payload.self)
        return try await isDone(payload, registry.drivers(payload.hostID)) ? .done(nil) : .notDone
    }

    func inverse(of step: Step) -> StepDraft? {
        guard let payload = try? step.payload.decode(Payload.self), var draft = try? inverse(payload) else {
            return nil
        }
        draft.title = "take back: \(step.title)"
        draft.resourceID = step.resourceID
        return draft
    }
}
