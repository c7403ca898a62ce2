/// One operation of the `Vnflcm` (or, in an NSD, `Nslcm`) interface.
package struct LcmInterfaceOperation: Codable, Sendable, Hashable, Identifiable {
    /// The operation's name in the standard, such as `instantiate` or `scale_start`.
    package var id: String
    /// The artifact that carries it out; nil: the manager's own procedure.
    package var implementation: String?
    package var additionalParameters: [DescriptorInput]
    /// Values that the template assigns.
    package var inputs: [String: DescriptorValue]

    package init(
        id: String,
        implementation: String? = nil,
        additionalParameters: [DescriptorInput] = [],
        inputs: [String: DescriptorValue] = [:]
    ) {
        self.id = id
        self.implementation = implementation
        self.additionalParameters = additionalParameters
        self.inputs = inputs
    }
}
