extension SOL005 {
    /// Steps along a scaling aspect of the NS (SOL005).
    package struct ScaleNsByStepsData: Codable, Sendable, Equatable {
        package var scalingDirection: SOL003.ScaleVnfRequest.Direction
        package var aspectId: String
        /// 1 where it is absent.
        package var numberOfSteps: Int?

        package init(scalingDirection: SOL003.ScaleVnfRequest.Direction, aspectId: String, numberOfSteps: Int? = nil) {
            self.scalingDirection = scalingDirection
            self.aspectId = aspectId
            self.numberOfSteps = numberOfSteps
        }
    }
}
