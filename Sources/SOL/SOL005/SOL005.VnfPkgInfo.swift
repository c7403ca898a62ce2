package import MANOModel

extension SOL005 {
    /// A VNF package resource (SOL005).
    package struct VnfPkgInfo: Codable, Sendable, Equatable {
        package var id: String
        package var vnfdId: String?
        package var vnfProvider: String?
        package var vnfProductName: String?
        package var vnfSoftwareVersion: String?
        package var vnfdVersion: String?
        package var checksum: Checksum?
        package var packageSecurityOption: String?
        package var softwareImages: [VnfPackageSoftwareImageInfo]?
        package var additionalArtifacts: [VnfPackageArtifactInfo]?
        package var onboardingState: String
        package var operationalState: String
        package var usageState: String
        package var vnfmInfo: [String]?
        package var userDefinedData: [String: JSONValue]?
        package var onboardingFailureDetails: SOL013.ProblemDetails?
        package var _links: [String: SOL013.Link]?

        package init(
            id: String, vnfdId: String? = nil, vnfProvider: String? = nil, vnfProductName: String? = nil,
            vnfSoftwareVersion: String? = nil, vnfdVersion: String? = nil, checksum: Checksum? = nil,
            packageSecurityOption: String? = nil, softwareImages: [VnfPackageSoftwareImageInfo]? = nil,
            additionalArtifacts: [VnfPackageArtifactInfo]? = nil, onboardingState: String, operationalState: String,
            usageState: String, vnfmInfo: [String]? = nil, userDefinedData: [String: JSONValue]? = nil,
            onboardingFailureDetails: SOL013.ProblemDetails? = nil, _links: [String: SOL013.Link]? = nil
        ) {
            self.id = id
            self.vnfdId = vnfdId
            self.vnfProvider = vnfProvider
            self.vnfProductName = vnfProductName
            self.vnfSoftwareVersion = vnfSoftwareVersion
            self.vnfdVersion = vnfdVersion
            self.checksum = checksum
            self.packageSecurityOption = packageSecurityOption
            self.softwareImages = softwareImages
            self.additionalArtifacts = additionalArtifacts
            self.onboardingState = onboardingState
            self.operationalState = operationalState
            self.usageState = usageState
            self.vnfmInfo = vnfmInfo
            self.userDefinedData = userDefinedData
            self.onboardingFailureDetails = onboardingFailureDetails
            self._links = _links
        }
    }
}
