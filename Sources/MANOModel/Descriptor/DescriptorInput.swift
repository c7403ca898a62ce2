/// A value that is handed in when the descriptor is instantiated (TOSCA topology input).
package struct DescriptorInput: Codable, Sendable, Hashable {
    package var name: String
    package var type: String
    package var description: String
    package var isRequired: Bool
    package var defaultValue: DescriptorValue?

    package init(
        name: String,
        type: String = "string",
        description: String = "",
        isRequired: Bool = true,
        defaultValue: DescriptorValue? = nil
    ) {
        self.name = name
        self.type = type
        self.description = description
        self.isRequired = isRequired
        self.defaultValue = defaultValue
    }
}
