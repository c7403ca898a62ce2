/// A network service inside another (`NsProfile`, IFA014 6.3.7).
package struct NestedNSProfile: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var nsdID: String
    package var flavourID: String
    package var instantiationLevelID: String?
    package var minNumberOfInstances: Int
    package var maxNumberOfInstances: Int
    package var connectivity: [VirtualLinkConnectivity]
    /// By scaling aspect of the nested NS (SOL001 4.x).
    package var scaleLevels: [String: Int]
    package var versionDependencies: [VersionDependency]

    package init(
        id: String,
        nsdID: String,
        flavourID: String,
        instantiationLevelID: String? = nil,
        minNumberOfInstances: Int = 1,
        maxNumberOfInstances: Int = 1,
        connectivity: [VirtualLinkConnectivity] = [],
        scaleLevels: [String: Int] = [:],
        versionDependencies: [VersionDependency] = []
    ) {
        self.id = id
        self.nsdID = nsdID
        self.flavourID = flavourID
        self.instantiationLevelID = instantiationLevelID
        self.minNumberOfInstances = minNumberOfInstances
        self.maxNumberOfInstances = maxNumberOfInstances
        self.connectivity = connectivity
        self.scaleLevels = scaleLevels
        self.versionDependencies = versionDependencies
    }
}
