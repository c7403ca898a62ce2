/// Which of several hosts that fit is taken.
package enum PlacementPolicy: String, Sendable, Codable, CaseIterable {
    /// The fullest: few hosts in use.
    case pack
    /// The emptiest.
    case spread
}
