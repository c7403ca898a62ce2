/// A virtual deployment unit: what a VNFC instance is made of (IFA011 7.1.6.2; `tosca.nodes.nfv.Vdu.Compute`).
package struct VDU: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var name: String
    package var description: String
    package var compute: VirtualCompute
    /// Virtual storages attached to each instance, in order.
    package var storageIDs: [String]
    /// The boot image; nil when it boots from a storage that has an image of its own.
    package var softwareImage: SoftwareImage?
    /// `boot_order`: the order of `storageIDs` is the boot order.
    package var bootsFromStoragesInOrder: Bool
    package var bootData: BootData?
    package var readiness: Readiness
    package var profile: VduProfile
    package var nfviConstraints: [String: String]
    package var monitoringParameters: [MonitoringParameter]
    package var configurableProperties: [String: DescriptorValue]
    /// Metadata of the node that this program gives no meaning.
    package var metadata: [String: String]
    /// Files that the node names beside its image.
    package var artifacts: [DescriptorArtifact]

    package init(
        id: String,
        name: String,
        description: String = "",
        compute: VirtualCompute,
        storageIDs: [String] = [],
        softwareImage: SoftwareImage? = nil,
        bootsFromStoragesInOrder: Bool = false,
        bootData: BootData? = nil,
        readiness: Readiness = Readiness.none,
        profile: VduProfile,
        nfviConstraints: [String: String] = [:],
        monitoringParameters: [MonitoringParameter] = [],
        configurableProperties: [String: DescriptorValue] = [:],
        metadata: [String: String] = [:],
        artifacts: [DescriptorArtifact] = []
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.compute = compute
        self.storageIDs = storageIDs
        self.softwareImage = softwareImage
        self.bootsFromStoragesInOrder = bootsFromStoragesInOrder
        self.bootData = bootData
        self.readiness = readiness
        self.profile = profile
        self.nfviConstraints = nfviConstraints
        self.monitoringParameters = monitoringParameters
        self.configurableProperties = configurableProperties
        self.metadata = metadata
        self.artifacts = artifacts
    }
}
