/// One step or more along a scaling aspect (SOL003 5.5.2.5 `ScaleVnfRequest`).
package struct ScaleRequest: Sendable, Codable, Equatable {
    package var aspectID: String
    package var direction: Direction
    package var steps: Int

    package enum Direction: String, Sendable, Codable {
        case out = "SCALE_OUT"
        case `in` = "SCALE_IN"
    }

    package init(aspectID: String, direction: Direction, steps: Int = 1) {
        self.aspectID = aspectID
        self.direction = direction
        self.steps = steps
    }
}
