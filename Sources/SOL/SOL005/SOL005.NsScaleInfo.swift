extension SOL005 {
    /// The level of one scaling aspect of an NS (SOL005).
    package struct NsScaleInfo: Codable, Sendable, Equatable {
        package var nsScalingAspectId: String
        package var nsScaleLevelId: String

        package init(nsScalingAspectId: String, nsScaleLevelId: String) {
            self.nsScalingAspectId = nsScalingAspectId
            self.nsScaleLevelId = nsScaleLevelId
        }
    }
}
