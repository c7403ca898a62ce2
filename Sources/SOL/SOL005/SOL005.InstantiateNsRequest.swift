package import FoundationEssentials
package import MANOModel

extension SOL005 {
    /// What an NS is instantiated with (SOL005).
    package struct InstantiateNsRequest: Codable, Sendable, Equatable {
        package var nsFlavourId: String
        package var sapData: [SapData]?
        package var vnfInstanceData: [VnfInstanceData]?
        package var locationConstraints: [VnfLocationConstraint]?
        package var additionalParamsForNs: [String: JSONValue]?
        package var additionalParamsForVnf: [ParamsForVnf]?
        package var startTime: Date?
        package var nsInstantiationLevelId: String?

        package init(
            nsFlavourId: String, sapData: [SapData]? = nil, vnfInstanceData: [VnfInstanceData]? = nil,
            locationConstraints: [VnfLocationConstraint]? = nil, additionalParamsForNs: [String: JSONValue]? = nil,
            additionalParamsForVnf: [ParamsForVnf]? = nil, startTime: Date? = nil,
            nsInstantiationLevelId: String? = nil
        ) {
            self.nsFlavourId = nsFlavourId
            self.sapData = sapData
            self.vnfInstanceData = vnfInstanceData
            self.locationConstraints = locationConstraints
            self.additionalParamsForNs = additionalParamsForNs
            self.additionalParamsForVnf = additionalParamsForVnf
            self.startTime = startTime
            self.nsInstantiationLevelId = nsInstantiationLevelId
        }
    }
}
