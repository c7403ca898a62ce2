/// One operation of the `Vnflcm` (or, in an NSD, `Nslcm`) interface.
package struct LcmInterfaceOperation: Codable, Sendable, Hashable, Identifiable {
    /// The operation's name, such as `instantiate` or `scale_start` in the standard.
    package var id: String
    /// The artifact that carries it out, by its path in the package where it has one; nil: the manager's own procedure.
    package var implementation: String?
    package var additionalParameters: [DescriptorInput]
    /// Values that the template assigns.
    package var inputs: [String: DescriptorValue]
    /// The interface, where it is not the one that the standard gives life-cycle operations.
    package var interface: String?
    /// Further artifacts that the implementation needs.
    package var dependencies: [String]

    package init(
        id: String,
        implementation: String? = nil,
        additionalParameters: [DescriptorInput] = [],
        inputs: [String: DescriptorValue] = [:],
        interface: String? = nil,
        dependencies: [String] = []
    ) {
        self.id = id
        self.implementation = implementation
        self.additionalParameters = additionalParameters
        self.inputs = inputs
        self.interface = interface
        self.dependencies = dependencies
    }
}
