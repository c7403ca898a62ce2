/// A VDU made of containers that are deployed together (`Vdu.OsContainerDeployableUnit`, IFA011 7.1.6.2).
package struct ContainerUnit: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var name: String
    package var description: String
    package var containers: [OSContainer]
    package var storageIDs: [String]
    package var logicalNodes: [LogicalNode]
    package var requestedCapabilities: [RequestedCapability]
    package var nfviConstraints: [String: String]
    package var configurableProperties: [String: DescriptorValue]
    package var profile: VduProfile
    /// Names of constraints, such as `anti_affinity_zone`.
    package var mcioConstraints: [String]
    /// What the container manager calls it.
    package var mcioName: String?
    /// `Deployment` or `StatefulSet`.
    package var mcioType: String?

    package init(
        id: String,
        name: String,
        description: String = "",
        containers: [OSContainer] = [],
        storageIDs: [String] = [],
        logicalNodes: [LogicalNode] = [],
        requestedCapabilities: [RequestedCapability] = [],
        nfviConstraints: [String: String] = [:],
        configurableProperties: [String: DescriptorValue] = [:],
        profile: VduProfile,
        mcioConstraints: [String] = [],
        mcioName: String? = nil,
        mcioType: String? = nil
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.containers = containers
        self.storageIDs = storageIDs
        self.logicalNodes = logicalNodes
        self.requestedCapabilities = requestedCapabilities
        self.nfviConstraints = nfviConstraints
        self.configurableProperties = configurableProperties
        self.profile = profile
        self.mcioConstraints = mcioConstraints
        self.mcioName = mcioName
        self.mcioType = mcioType
    }
}
