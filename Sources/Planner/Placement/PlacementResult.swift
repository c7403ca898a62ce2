/// All demands have a place, or none is given one.
package enum PlacementResult: Sendable, Equatable {
    case placed(PlacementPlan)
    case rejected(PlacementRejection)
}
