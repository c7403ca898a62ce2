/// A change from another package, or to one, that the VNF is prepared for (IFA011 7.1.15.2).
package struct VnfPackageChange: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var sourceDescriptorID: String
    package var destinationDescriptorID: String
    package var sourceFlavourID: String
    package var destinationFlavourID: String
    /// `up` or `down`.
    package var qualifier: String
    package var modificationDescription: String?
    package var mappings: [PackageComponentMapping]
    /// Coordination actions of this descriptor.
    package var actions: [String]
    /// Coordination actions that are defined elsewhere.
    package var referencedActions: [String]

    package init(
        id: String,
        sourceDescriptorID: String,
        destinationDescriptorID: String,
        sourceFlavourID: String,
        destinationFlavourID: String,
        qualifier: String,
        modificationDescription: String? = nil,
        mappings: [PackageComponentMapping] = [],
        actions: [String] = [],
        referencedActions: [String] = []
    ) {
        self.id = id
        self.sourceDescriptorID = sourceDescriptorID
        self.destinationDescriptorID = destinationDescriptorID
        self.sourceFlavourID = sourceFlavourID
        self.destinationFlavourID = destinationFlavourID
        self.qualifier = qualifier
        self.modificationDescription = modificationDescription
        self.mappings = mappings
        self.actions = actions
        self.referencedActions = referencedActions
    }
}
