extension SOL005 {
    /// How one VNF of the NS is scaled (SOL005).
    package struct ScaleVnfData: Codable, Sendable, Equatable {
        package var vnfInstanceId: String
        package var scaleVnfType: ScaleVnfType
        package var scaleToLevelData: ScaleToLevelData?
        package var scaleByStepData: ScaleByStepData?

        package init(
            vnfInstanceId: String, scaleVnfType: ScaleVnfType, scaleToLevelData: ScaleToLevelData? = nil,
            scaleByStepData: ScaleByStepData? = nil
        ) {
            self.vnfInstanceId = vnfInstanceId
            self.scaleVnfType = scaleVnfType
            self.scaleToLevelData = scaleToLevelData
            self.scaleByStepData = scaleByStepData
        }

        /// How a VNF is scaled.
        package enum ScaleVnfType: String, Codable, Sendable, CaseIterable {
            case out = "SCALE_OUT"
            case `in` = "SCALE_IN"
            case toInstantiationLevel = "SCALE_TO_INSTANTIATION_LEVEL"
            /// As the standard spells it.
            case toScaleLevels = "SCALE_TO_SCALE_LEVEL(S)"
        }
    }
}
