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
    /// Whether it only takes something away: of a host that is fenced nothing is left to take.
    private let takesAway: @Sendable (Payload) -> Bool

    init(
        _ kind: String, version: Int = 1, of payload: Payload.Type, on registry: HostRegistry,
        act: @escaping @Sendable (Payload, HostDrivers) async throws -> Void,
        isDone: @escaping @Sendable (Payload, HostDrivers) async throws -> Bool,
        inverse: @escaping @Sendable (Payload) throws -> StepDraft? = { _ in nil },
        takesAway: @escaping @Sendable (Payload) -> Bool = { _ in false }
    ) {
        self.kind = kind
        self.version = version
        self.registry = registry
        self.act = act
        self.isDone = isDone
        self.inverse = inverse
        self.takesAway = takesAway
    }

    func act(_ step: Step) async throws -> JSONValue? {
        let payload = try step.payload.decode(Payload.self)
        do {
            try await act(payload, registry.drivers(payload.hostID))
        } catch {
            guard try await isMoot(payload) else { throw error }
        }
        return nil
    }

    func observe(_ step: Step) async throws -> StepObservation {
        let payload = try step.payload.decode(Payload.self)
        do {
            return try await isDone(payload, registry.drivers(payload.hostID)) ? .done(nil) : .notDone
        } catch {
            guard try await isMoot(payload) else { throw error }
            return .done(nil)
        }
    }

    /// What is left on a fenced host is removed when it returns.
    private func isMoot(_ payload: Payload) async throws -> Bool {
        guard takesAway(payload) else { return false }
        return try await registry.isFenced(payload.hostID)
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
