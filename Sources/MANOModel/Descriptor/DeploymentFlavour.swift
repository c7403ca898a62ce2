/// One deployment flavour: the whole topology of a VNF (`VnfDf`, IFA011 7.1.8.2; a SOL001 lower-level template).
package struct DeploymentFlavour: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var description: String
    /// What an instantiation may hand in by `additionalParams`, used by boot data.
    package var inputs: [DescriptorInput]
    package var vdus: [VDU]
    package var virtualStorages: [VirtualStorage]
    /// Internal CPs of all VDUs, ordered by VDU and `order`.
    package var vduCps: [VduCp]
    package var vduSubCps: [VduSubCp]
    package var vipCps: [VipCp]
    /// Internal virtual links.
    package var virtualLinks: [VnfVirtualLink]
    package var externalCps: [VnfExtCp]
    package var scalingAspects: [ScalingAspect]
    /// Instances of a VDU at scale level 0 of every aspect, by VDU id.
    package var initialDeltas: [String: Int]
    /// Never empty: without a policy there is one, `default`, with each VDU's initial number.
    package var instantiationLevels: [InstantiationLevel]
    package var defaultInstantiationLevelID: String
    package var placementRules: [PlacementRule]
    package var placementGroups: [PlacementGroup]
    package var securityGroupRules: [SecurityGroupRule]
    package var monitoringParameters: [MonitoringParameter]
    package var indicators: [VnfIndicator]
    package var operations: LcmOperationsConfiguration
    /// Operations of the `Vnflcm` interface that the descriptor says something about.
    package var interfaceOperations: [LcmInterfaceOperation]
    /// How many instances of the VNF an NS may have by the descriptor's own word (`vnf_profile`).
    package var profile: VnfInstancesProfile?
    /// Bit rate of an internal virtual link at scale level 0 of every aspect, by link id.
    package var virtualLinkInitialDeltas: [String: LinkBitrate]
    /// Instances of a VIP CP at scale level 0 of every aspect, by CP id.
    package var vipCpInitialDeltas: [String: Int]
    /// VDUs made of containers.
    package var containerUnits: [ContainerUnit]
    /// Deployment packages of containers, such as Helm charts.
    package var mciops: [Mciop]
    /// Service addresses in front of containers.
    package var virtualCps: [VirtualCp]
    package var supportedInterfaces: [SupportedVnfInterface]
    /// Changes between packages that the VNF is prepared for.
    package var packageChanges: [VnfPackageChange]
    package var coordinationActions: [CoordinationAction]
    /// Which of them a life-cycle operation asks for.
    package var coordinations: [LcmCoordination]
    /// Files that the VNF's node names, such as scripts.
    package var artifacts: [DescriptorArtifact]

    package init(
        id: String,
        description: String = "",
        inputs: [DescriptorInput] = [],
        vdus: [VDU] = [],
        virtualStorages: [VirtualStorage] = [],
        vduCps: [VduCp] = [],
        vduSubCps: [VduSubCp] = [],
        vipCps: [VipCp] = [],
        virtualLinks: [VnfVirtualLink] = [],
        externalCps: [VnfExtCp] = [],
        scalingAspects: [ScalingAspect] = [],
        initialDeltas: [String: Int] = [:],
        instantiationLevels: [InstantiationLevel] = [],
        defaultInstantiationLevelID: String,
        placementRules: [PlacementRule] = [],
        placementGroups: [PlacementGroup] = [],
        securityGroupRules: [SecurityGroupRule] = [],
        monitoringParameters: [MonitoringParameter] = [],
        indicators: [VnfIndicator] = [],
        operations: LcmOperationsConfiguration = LcmOperationsConfiguration(),
        interfaceOperations: [LcmInterfaceOperation] = [],
        profile: VnfInstancesProfile? = nil,
        virtualLinkInitialDeltas: [String: LinkBitrate] = [:],
        vipCpInitialDeltas: [String: Int] = [:],
        containerUnits: [ContainerUnit] = [],
        mciops: [Mciop] = [],
        virtualCps: [VirtualCp] = [],
        supportedInterfaces: [SupportedVnfInterface] = [],
        packageChanges: [VnfPackageChange] = [],
        coordinationActions: [CoordinationAction] = [],
        coordinations: [LcmCoordination] = [],
        artifacts: [DescriptorArtifact] = []
    ) {
        self.id = id
        self.description = description
        self.inputs = inputs
        self.vdus = vdus
        self.virtualStorages = virtualStorages
        self.vduCps = vduCps
        self.vduSubCps = vduSubCps
        self.vipCps = vipCps
        self.virtualLinks = virtualLinks
        self.externalCps = externalCps
        self.scalingAspects = scalingAspects
        self.initialDeltas = initialDeltas
        self.instantiationLevels = instantiationLevels
        self.defaultInstantiationLevelID = defaultInstantiationLevelID
        self.placementRules = placementRules
        self.placementGroups = placementGroups
        self.securityGroupRules = securityGroupRules
        self.monitoringParameters = monitoringParameters
        self.indicators = indicators
        self.operations = operations
        self.interfaceOperations = interfaceOperations
        self.profile = profile
        self.virtualLinkInitialDeltas = virtualLinkInitialDeltas
        self.vipCpInitialDeltas = vipCpInitialDeltas
        self.containerUnits = containerUnits
        self.mciops = mciops
        self.virtualCps = virtualCps
        self.supportedInterfaces = supportedInterfaces
        self.packageChanges = packageChanges
        self.coordinationActions = coordinationActions
        self.coordinations = coordinations
        self.artifacts = artifacts
    }

    package func vdu(_ id: String) -> VDU? { vdus.first { $0.id == id } }
    package func containerUnit(_ id: String) -> ContainerUnit? { containerUnits.first { $0.id == id } }
    package func virtualStorage(_ id: String) -> VirtualStorage? { virtualStorages.first { $0.id == id } }
    package func virtualLink(_ id: String) -> VnfVirtualLink? { virtualLinks.first { $0.id == id } }
    package func vduCp(_ id: String) -> VduCp? { vduCps.first { $0.id == id } }
    package func scalingAspect(_ id: String) -> ScalingAspect? { scalingAspects.first { $0.id == id } }

    /// The CPs of one VDU, in the order in which the guest sees its interfaces.
    package func cps(ofVDU id: String) -> [VduCp] { vduCps.filter { $0.vduID == id } }

    /// The external CP with this id, or exposed under this requirement name; an NSD may use either.
    package func externalCp(_ name: String) -> VnfExtCp? {
        externalCps.first { $0.id == name } ?? externalCps.first { $0.requirementName == name }
    }

    /// The instantiation level with this id; with nil the default one.
    package func instantiationLevel(_ id: String?) -> InstantiationLevel? {
        let id = id ?? defaultInstantiationLevelID
        return instantiationLevels.first { $0.id == id }
    }

    /// How many instances of a VDU there are at these scale levels (by aspect id; an aspect left out counts as level 0):
    /// the initial delta, then the delta of each step of each aspect (IFA011 7.1.10).
    package func numberOfInstances(ofVDU id: String, at scaleLevels: [String: Int]) -> Int {
        var count =
            initialDeltas[id] ?? (vdu(id)?.profile ?? containerUnit(id)?.profile)?.minNumberOfInstances ?? 0
        for aspect in scalingAspects {
            let level = min(max(scaleLevels[aspect.id] ?? 0, 0), aspect.maxScaleLevel)
            let (sum, overflow) = count.addingReportingOverflow(aspect.instances(ofVDU: id, atLevel: level))
            count = overflow ? .max : sum
        }
        return count
    }
}
