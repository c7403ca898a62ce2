/// A PNF descriptor (IFA014 6.6.2; SOL001 8.1).
package struct PNFD: Codable, Sendable, Hashable, Identifiable {
    /// `pnfdId` (`descriptor_id`).
    package var id: String
    /// The same in all versions (`descriptor_invariant_id`).
    package var invariantID: String
    package var name: String
    package var functionDescription: String
    package var provider: String
    package var version: String
    package var location: PNFLocation?
    package var externalCps: [PnfExtCp]
    package var securityGroupRules: [SecurityGroupRule]
    package var externalInvariantID: String?
    package var versionDependencies: [VersionDependency]

    package init(
        id: String,
        invariantID: String,
        name: String,
        functionDescription: String = "",
        provider: String,
        version: String,
        location: PNFLocation? = nil,
        externalCps: [PnfExtCp] = [],
        securityGroupRules: [SecurityGroupRule] = [],
        externalInvariantID: String? = nil,
        versionDependencies: [VersionDependency] = []
    ) {
        self.id = id
        self.invariantID = invariantID
        self.name = name
        self.functionDescription = functionDescription
        self.provider = provider
        self.version = version
        self.location = location
        self.externalCps = externalCps
        self.securityGroupRules = securityGroupRules
        self.externalInvariantID = externalInvariantID
        self.versionDependencies = versionDependencies
    }
}
