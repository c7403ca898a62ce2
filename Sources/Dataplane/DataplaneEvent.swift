/// What a switch tells by itself.
package enum DataplaneEvent: Sendable, Codable, Equatable {
    /// It answers, for the first time or again, and has taken up its configuration. What it held in memory alone (flows,
    /// groups, addresses of its own ports) may be gone.
    case connected
    case disconnected(reason: String)
}
