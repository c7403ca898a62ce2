extension SOL005 {
    /// How the NS is scaled (SOL005).
    package struct ScaleNsData: Codable, Sendable, Equatable {
        package var vnfInstanceToBeAdded: [VnfInstanceData]?
        package var vnfInstanceToBeRemoved: [String]?
        package var scaleNsByStepsData: ScaleNsByStepsData?
        package var scaleNsToLevelData: ScaleNsToLevelData?
        package var additionalParamsForNs: ParamsForVnf?
        package var additionalParamsForVnf: [ParamsForVnf]?

        package init(
            vnfInstanceToBeAdded: [VnfInstanceData]? = nil, vnfInstanceToBeRemoved: [String]? = nil,
            scaleNsByStepsData: ScaleNsByStepsData? = nil, scaleNsToLevelData: ScaleNsToLevelData? = nil,
            additionalParamsForNs: ParamsForVnf? = nil, additionalParamsForVnf: [ParamsForVnf]? = nil
        ) {
            self.vnfInstanceToBeAdded = vnfInstanceToBeAdded
            self.vnfInstanceToBeRemoved = vnfInstanceToBeRemoved
            self.scaleNsByStepsData = scaleNsByStepsData
            self.scaleNsToLevelData = scaleNsToLevelData
            self.additionalParamsForNs = additionalParamsForNs
            self.additionalParamsForVnf = additionalParamsForVnf
        }
    }
}
