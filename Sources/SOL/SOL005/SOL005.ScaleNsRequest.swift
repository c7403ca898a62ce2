package import FoundationEssentials

extension SOL005 {
    /// A scaling of the NS or of VNFs in it; one of the two data attributes is there (SOL005).
    package struct ScaleNsRequest: Codable, Sendable, Equatable {
        package var scaleType: ScaleType
        package var scaleNsData: ScaleNsData?
        package var scaleVnfData: [ScaleVnfData]?
        package var scaleTime: Date?

        package init(
            scaleType: ScaleType, scaleNsData: ScaleNsData? = nil, scaleVnfData: [ScaleVnfData]? = nil,
            scaleTime: Date? = nil
        ) {
            self.scaleType = scaleType
            self.scaleNsData = scaleNsData
            self.scaleVnfData = scaleVnfData
            self.scaleTime = scaleTime
        }

        /// What is scaled.
        package enum ScaleType: String, Codable, Sendable, CaseIterable {
            case ns = "SCALE_NS"
            case vnf = "SCALE_VNF"
        }
    }
}
