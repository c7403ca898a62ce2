/// Bounds on the number of instances of a VNF in an NS.
package struct VnfInstancesProfile: Codable, Sendable, Hashable {
    package var minNumberOfInstances: Int
    package var maxNumberOfInstances: Int
    package var instantiationLevelID: String?
    package var serviceAvailabilityLevel: Int?

    package init(
        minNumberOfInstances: Int,
        maxNumberOfInstances: Int,
        instantiationLevelID: String? = nil,
        serviceAvailabilityLevel: Int? = nil
    ) {
        self.minNumberOfInstances = minNumberOfInstances
        self.maxNumberOfInstances = maxNumberOfInstances
        self.instantiationLevelID = instantiationLevelID
        self.serviceAvailabilityLevel = serviceAvailabilityLevel
    }
}
