import Planner

/// What is tried in its order until it fits.
struct PlanAttempts: Sendable {
    /// At least one.
    var requests: [PlacementRequest]
    /// Why all guests share one host, for where they don't fit; nil: they needn't.
    var remark: String?
}
