import VIM

/// What a guest's agent answers, whichever request it was.
struct AgentAnswer: Decodable, Sendable, Equatable {
    var id: Int?
    var ok: Bool
    var error: String?
    /// `starting`, `ready` or `failed`.
    var state: String?
    var failures: [String]?
    var counters: [String: GuestCounter]?
}
