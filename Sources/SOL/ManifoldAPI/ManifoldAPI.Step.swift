package import FoundationEssentials

extension ManifoldAPI {
    /// One step of an operation occurrence.
    package struct Step: Codable, Sendable, Equatable {
        package var number: Int
        package var phase: Int
        package var kind: String
        package var title: String
        package var resourceId: String
        package var state: String
        package var attempt: Int
        package var dependsOn: [Int]
        package var startedAt: Date?
        package var endedAt: Date?
        package var error: SOL013.ProblemDetails?

        package init(
            number: Int, phase: Int, kind: String, title: String, resourceId: String, state: String, attempt: Int,
            dependsOn: [Int], startedAt: Date? = nil, endedAt: Date? = nil, error: SOL013.ProblemDetails? = nil
        ) {
            self.number = number
            self.phase = phase
            self.kind = kind
            self.title = title
            self.resourceId = resourceId
            self.state = state
            self.attempt = attempt
            self.dependsOn = dependsOn
            self.startedAt = startedAt
            self.endedAt = endedAt
            self.error = error
        }
    }
}
