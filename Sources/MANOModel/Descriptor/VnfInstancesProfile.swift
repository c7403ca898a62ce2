/// Bounds on the number of instances of a VNF or a nested NS in an NS, and how each is instantiated.
package struct VnfInstancesProfile: Codable, Sendable, Hashable {
    package var minNumberOfInstances: Int
    package var maxNumberOfInstances: Int
    package var instantiationLevelID: String?
    package var serviceAvailabilityLevel: Int?
    /// By scaling aspect (SOL001 4.x).
    package var scaleLevels: [String: Int]
    package var versionDependencies: [VersionDependency]

    package init(
        minNumberOfInstances: Int,
        maxNumberOfInstances: Int,
        instantiationLevelID: String? = nil,
        serviceAvailabilityLevel: Int? = nil,
        scaleLevels: [String: Int] = [:],
        versionDependencies: [VersionDependency] = []
    ) {
        self.minNumberOfInstances = minNumberOfInstances
        self.maxNumberOfInstances = maxNumberOfInstances
        self.instantiationLevelID = instantiationLevelID
        self.serviceAvailabilityLevel = serviceAvailabilityLevel
        self.scaleLevels = scaleLevels
        self.versionDependencies = versionDependencies
    }
}
