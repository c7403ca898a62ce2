package import FoundationEssentials

/// One step of an occurrence: its intent is recorded before it acts, its result after (architecture, "Operations").
package struct Step: Codable, Sendable, Equatable {
    package var operationID: Identifier<OperationOccurrence>
    /// Unique in the occurrence, from 0, in the order of planning.
    package var number: Int
    package var phase: Int
    /// Numbers of steps of the occurrence that must be done before.
    package var dependsOn: [Int]
    package var kind: String
    package var kindVersion: Int
    /// For people: `start guest vfw-0 on host a`.
    package var title: String
    /// The resource that it makes, changes or removes.
    package var resourceID: String
    package var payload: JSONValue
    package var state: State
    package var attempt: Int
    /// Seconds that one attempt may take.
    package var timeLimit: Double
    package var startedAt: Date?
    package var endedAt: Date?
    package var output: JSONValue?
    package var error: ManifoldError?
    /// The step whose effect this one undoes.
    package var undoes: Int?

    /// pending → started → done, failed or unknown; a child's step is parked while it runs; skipped: rollback passed it by.
    package enum State: String, Codable, Sendable {
        case pending, started, parked, done, failed, unknown, skipped
    }

    package init(
        operationID: Identifier<OperationOccurrence>, number: Int, phase: Int, dependsOn: [Int] = [], kind: String,
        kindVersion: Int = 1,
        title: String, resourceID: String, payload: JSONValue, timeLimit: Double, undoes: Int? = nil
    ) {
        self.operationID = operationID
        self.number = number
        self.phase = phase
        self.dependsOn = dependsOn
        self.kind = kind
        self.kindVersion = kindVersion
        self.title = title
        self.resourceID = resourceID
        self.payload = payload
        state = .pending
        attempt = 0
        self.timeLimit = timeLimit
        startedAt = nil
        endedAt = nil
        output = nil
        error = nil
        self.undoes = undoes
    }
}
