package import MANOModel

extension SOL005 {
    /// A PNFD resource (SOL005).
    package struct PnfdInfo: Codable, Sendable, Equatable {
        package var id: String
        package var pnfdId: String?
        package var pnfdName: String?
        package var pnfdVersion: String?
        package var pnfdProvider: String?
        package var pnfdInvariantId: String?
        package var artifacts: [NsdArchiveArtifactInfo]?
        package var pnfdOnboardingState: String
        package var onboardingFailureDetails: SOL013.ProblemDetails?
        package var pnfdUsageState: String
        package var userDefinedData: [String: JSONValue]?
        package var _links: [String: SOL013.Link]?

        package init(
            id: String, pnfdId: String? = nil, pnfdName: String? = nil, pnfdVersion: String? = nil,
            pnfdProvider: String? = nil, pnfdInvariantId: String? = nil, artifacts: [NsdArchiveArtifactInfo]? = nil,
            pnfdOnboardingState: String, onboardingFailureDetails: SOL013.ProblemDetails? = nil,
            pnfdUsageState: String, userDefinedData: [String: JSONValue]? = nil, _links: [String: SOL013.Link]? = nil
        ) {
            self.id = id
            self.pnfdId = pnfdId
            self.pnfdName = pnfdName
            self.pnfdVersion = pnfdVersion
            self.pnfdProvider = pnfdProvider
            self.pnfdInvariantId = pnfdInvariantId
            self.artifacts = artifacts
            self.pnfdOnboardingState = pnfdOnboardingState
            self.onboardingFailureDetails = onboardingFailureDetails
            self.pnfdUsageState = pnfdUsageState
            self.userDefinedData = userDefinedData
            self._links = _links
        }
    }

    /// The request that makes a PNFD resource, and the changes to one (SOL005).
    package struct PnfdUserData: Codable, Sendable, Equatable {
        package var userDefinedData: [String: JSONValue]?

        package init(userDefinedData: [String: JSONValue]? = nil) {
            self.userDefinedData = userDefinedData
        }
    }
}
