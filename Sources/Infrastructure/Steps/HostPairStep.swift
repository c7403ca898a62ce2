package import MANOModel
import Operations

/// A kind of step that acts on two hosts: one has something, the other is to have it.
struct HostPairStep<Payload: HostPairPayload>: StepExecutor {
    let kind: String
    let version = 1
    private let registry: HostRegistry
    private let act: @Sendable (Payload, _ source: HostDrivers, _ target: HostDrivers) async throws -> Void
    private let isDone: @Sendable (Payload, _ source: HostDrivers, _ target: HostDrivers) async throws -> Bool
    private let inverse: @Sendable (Payload) throws -> StepDraft?

    init(
        _ kind: String, of payload: Payload.Type, on registry: HostRegistry,
        act: @escaping @Sendable (Payload, HostDrivers, HostDrivers) async throws -> Void,
        isDone: @escaping @Sendable (Payload, HostDrivers, HostDrivers) async throws -> Bool,
        inverse: @escaping @Sendable (Payload) throws -> StepDraft? = { _ in nil }
    ) {
        self.kind = kind
        self.registry = registry
        self.act = act
        self.isDone = isDone
        self.inverse = inverse
    }

    func act(_ step: Step) async throws -> JSONValue? {
        let payload = try step.payload.decode(Payload.self)
        try await act(payload, registry.drivers(payload.sourceID), registry.drivers(payload.hostID))
        return nil
    }

    func observe(_ step: Step) async throws -> StepObservation {
        let payload = try step.payload.decode(Payload.self)
        let isDone = try await isDone(
            payload, registry.drivers(payload.sourceID), registry.drivers(payload.hostID))
        return isDone ? .done(nil) : .notDone
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

/// What a step on two hosts says: which.
package protocol HostPairPayload: HostPayload {
    var sourceID: Identifier<Host> { get }
}
