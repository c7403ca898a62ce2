package import MANOModel

/// A place for every demand.
package struct PlacementPlan: Sendable, Codable, Equatable {
    /// By demand id.
    package var placements: [String: Placement]
    package var objective: PlacementObjective

    package init(placements: [String: Placement], objective: PlacementObjective) {
        self.placements = placements
        self.objective = objective
    }
}
