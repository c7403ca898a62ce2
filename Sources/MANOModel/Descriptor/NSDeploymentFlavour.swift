/// One deployment flavour of a network service (`NsDf`, IFA014 6.3.2).
package struct NSDeploymentFlavour: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var description: String
    package var inputs: [DescriptorInput]
    package var vnfProfiles: [VNFProfile]
    package var pnfProfiles: [PNFProfile]
    package var nestedNSProfiles: [NestedNSProfile]
    package var virtualLinks: [NsVirtualLink]
    package var sapds: [SAPD]
    package var vnffgs: [VNFFG]
    package var scalingAspects: [NSScalingAspect]
    /// Never empty: without a policy there is one, `default`, with each profile's minimum.
    package var instantiationLevels: [NSInstantiationLevel]
    package var defaultInstantiationLevelID: String
    package var dependencies: [ProfileDependency]
    package var placementRules: [PlacementRule]
    package var placementGroups: [PlacementGroup]
    package var securityGroupRules: [SecurityGroupRule]
    package var monitoringParameters: [MonitoringParameter]
    package var interfaceOperations: [LcmInterfaceOperation]
    package var serviceAvailabilityLevel: Int?
    package var priority: Int?
    /// How many instances of the NS another NS may have by its own word (`ns_profile`).
    package var profile: VnfInstancesProfile?
    package var autoScaling: [NSAutoScaling]
    /// Traffic that is to be mirrored (SOL001 4.x).
    package var dataFlows: [DataFlow]

    package init(
        id: String,
        description: String = "",
        inputs: [DescriptorInput] = [],
        vnfProfiles: [VNFProfile] = [],
        pnfProfiles: [PNFProfile] = [],
        nestedNSProfiles: [NestedNSProfile] = [],
        virtualLinks: [NsVirtualLink] = [],
        sapds: [SAPD] = [],
        vnffgs: [VNFFG] = [],
        scalingAspects: [NSScalingAspect] = [],
        instantiationLevels: [NSInstantiationLevel] = [],
        defaultInstantiationLevelID: String,
        dependencies: [ProfileDependency] = [],
        placementRules: [PlacementRule] = [],
        placementGroups: [PlacementGroup] = [],
        securityGroupRules: [SecurityGroupRule] = [],
        monitoringParameters: [MonitoringParameter] = [],
        interfaceOperations: [LcmInterfaceOperation] = [],
        serviceAvailabilityLevel: Int? = nil,
        priority: Int? = nil,
        profile: VnfInstancesProfile? = nil,
        autoScaling: [NSAutoScaling] = [],
        dataFlows: [DataFlow] = []
    ) {
        self.id = id
        self.description = description
        self.inputs = inputs
        self.vnfProfiles = vnfProfiles
        self.pnfProfiles = pnfProfiles
        self.nestedNSProfiles = nestedNSProfiles
        self.virtualLinks = virtualLinks
        self.sapds = sapds
        self.vnffgs = vnffgs
        self.scalingAspects = scalingAspects
        self.instantiationLevels = instantiationLevels
        self.defaultInstantiationLevelID = defaultInstantiationLevelID
        self.dependencies = dependencies
        self.placementRules = placementRules
        self.placementGroups = placementGroups
        self.securityGroupRules = securityGroupRules
        self.monitoringParameters = monitoringParameters
        self.interfaceOperations = interfaceOperations
        self.serviceAvailabilityLevel = serviceAvailabilityLevel
        self.priority = priority
        self.profile = profile
        self.autoScaling = autoScaling
        self.dataFlows = dataFlows
    }

    package func vnfProfile(_ id: String) -> VNFProfile? { vnfProfiles.first { $0.id == id } }
    package func nestedNSProfile(_ id: String) -> NestedNSProfile? { nestedNSProfiles.first { $0.id == id } }
    package func virtualLink(_ id: String) -> NsVirtualLink? { virtualLinks.first { $0.id == id } }
    package func sapd(_ id: String) -> SAPD? { sapds.first { $0.id == id } }
    package func scalingAspect(_ id: String) -> NSScalingAspect? { scalingAspects.first { $0.id == id } }

    /// The instantiation level with this id; with nil the default one.
    package func instantiationLevel(_ id: String?) -> NSInstantiationLevel? {
        let id = id ?? defaultInstantiationLevelID
        return instantiationLevels.first { $0.id == id }
    }
}
