package import MANOModel

extension SOL005 {
    /// The level that a VNF is scaled to (SOL005).
    package struct ScaleToLevelData: Codable, Sendable, Equatable {
        package var vnfInstantiationLevelId: String?
        package var vnfScaleInfo: [SOL003.ScaleInfo]?
        package var additionalParams: [String: JSONValue]?

        package init(
            vnfInstantiationLevelId: String? = nil, vnfScaleInfo: [SOL003.ScaleInfo]? = nil,
            additionalParams: [String: JSONValue]? = nil
        ) {
            self.vnfInstantiationLevelId = vnfInstantiationLevelId
            self.vnfScaleInfo = vnfScaleInfo
            self.additionalParams = additionalParams
        }
    }
}
