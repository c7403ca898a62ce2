extension SOL005 {
    /// The level that the NS is scaled to; one of the two is there (SOL005).
    package struct ScaleNsToLevelData: Codable, Sendable, Equatable {
        package var nsInstantiationLevel: String?
        package var nsScaleInfo: [NsScaleInfo]?

        package init(nsInstantiationLevel: String? = nil, nsScaleInfo: [NsScaleInfo]? = nil) {
            self.nsInstantiationLevel = nsInstantiationLevel
            self.nsScaleInfo = nsScaleInfo
        }
    }
}
