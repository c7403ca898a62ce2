package import MANOModel

/// A step as a procedure wants it; the engine numbers it.
package struct StepDraft: Sendable, Equatable {
    /// Unique in its phase; other drafts of the phase depend on it by this.
    package var key: String
    package var dependsOn: [String]
    package var kind: String
    package var title: String
    package var resourceID: String
    package var payload: JSONValue
    /// Seconds.
    package var timeLimit: Double

    package init(
        key: String, dependsOn: [String] = [], kind: String, title: String, resourceID: String, payload: JSONValue,
        timeLimit: Double = 60
    ) {
        self.key = key
        self.dependsOn = dependsOn
        self.kind = kind
        self.title = title
        self.resourceID = resourceID
        self.payload = payload
        self.timeLimit = timeLimit
    }
}
