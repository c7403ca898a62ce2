/// A VNF of a network service (IFA014 6.3.3): a node whose type derives from `tosca.nodes.nfv.VNF`.
package struct VNFProfile: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var vnfdID: String
    package var flavourID: String
    package var instantiationLevelID: String?
    package var minNumberOfInstances: Int
    package var maxNumberOfInstances: Int
    package var serviceAvailabilityLevel: Int?
    package var connectivity: [VirtualLinkConnectivity]
    /// `additionalParams` of each instance's instantiation.
    package var additionalParameters: [String: DescriptorValue]
    package var monitoringParameters: [MonitoringParameter]
    /// By scaling aspect of the VNF (SOL001 4.x).
    package var scaleLevels: [String: Int]
    package var versionDependencies: [VersionDependency]

    package init(
        id: String,
        vnfdID: String,
        flavourID: String,
        instantiationLevelID: String? = nil,
        minNumberOfInstances: Int = 1,
        maxNumberOfInstances: Int = 1,
        serviceAvailabilityLevel: Int? = nil,
        connectivity: [VirtualLinkConnectivity] = [],
        additionalParameters: [String: DescriptorValue] = [:],
        monitoringParameters: [MonitoringParameter] = [],
        scaleLevels: [String: Int] = [:],
        versionDependencies: [VersionDependency] = []
    ) {
        self.id = id
        self.vnfdID = vnfdID
        self.flavourID = flavourID
        self.instantiationLevelID = instantiationLevelID
        self.minNumberOfInstances = minNumberOfInstances
        self.maxNumberOfInstances = maxNumberOfInstances
        self.serviceAvailabilityLevel = serviceAvailabilityLevel
        self.connectivity = connectivity
        self.additionalParameters = additionalParameters
        self.monitoringParameters = monitoringParameters
        self.scaleLevels = scaleLevels
        self.versionDependencies = versionDependencies
    }
}
