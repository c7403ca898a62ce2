package import MANOModel

extension SOL005 {
    /// An NSD resource (SOL005).
    package struct NsdInfo: Codable, Sendable, Equatable {
        package var id: String
        package var nsdId: String?
        package var nsdName: String?
        package var nsdVersion: String?
        package var nsdDesigner: String?
        package var nsdInvariantId: String?
        package var vnfPkgIds: [String]
        package var pnfdInfoIds: [String]?
        package var nestedNsdInfoIds: [String]?
        package var artifacts: [NsdArchiveArtifactInfo]?
        package var nsdOnboardingState: String
        package var onboardingFailureDetails: SOL013.ProblemDetails?
        package var nsdOperationalState: String
        package var nsdUsageState: String
        package var userDefinedData: [String: JSONValue]?
        package var _links: [String: SOL013.Link]?

        package init(
            id: String, nsdId: String? = nil, nsdName: String? = nil, nsdVersion: String? = nil,
            nsdDesigner: String? = nil, nsdInvariantId: String? = nil, vnfPkgIds: [String],
            pnfdInfoIds: [String]? = nil, nestedNsdInfoIds: [String]? = nil,
            artifacts: [NsdArchiveArtifactInfo]? = nil, nsdOnboardingState: String,
            onboardingFailureDetails: SOL013.ProblemDetails? = nil, nsdOperationalState: String,
            nsdUsageState: String, userDefinedData: [String: JSONValue]? = nil, _links: [String: SOL013.Link]? = nil
        ) {
            self.id = id
            self.nsdId = nsdId
            self.nsdName = nsdName
            self.nsdVersion = nsdVersion
            self.nsdDesigner = nsdDesigner
            self.nsdInvariantId = nsdInvariantId
            self.vnfPkgIds = vnfPkgIds
            self.pnfdInfoIds = pnfdInfoIds
            self.nestedNsdInfoIds = nestedNsdInfoIds
            self.artifacts = artifacts
            self.nsdOnboardingState = nsdOnboardingState
            self.onboardingFailureDetails = onboardingFailureDetails
            self.nsdOperationalState = nsdOperationalState
            self.nsdUsageState = nsdUsageState
            self.userDefinedData = userDefinedData
            self._links = _links
        }
    }
}
