extension SOL003 {
    /// The level of one scaling aspect (SOL003).
    package struct ScaleInfo: Codable, Sendable, Equatable {
        package var aspectId: String
        package var scaleLevel: Int

        package init(aspectId: String, scaleLevel: Int) {
            self.aspectId = aspectId
            self.scaleLevel = scaleLevel
        }
    }
}
