/// Attributes of `VnfInfo` that a client may write (IFA011 7.1.14), with the values the descriptor gives them.
package struct ModifiableAttributes: Codable, Sendable, Hashable {
    package var extensions: [String: DescriptorValue]
    package var metadata: [String: DescriptorValue]

    package init(
        extensions: [String: DescriptorValue] = [:],
        metadata: [String: DescriptorValue] = [:]
    ) {
        self.extensions = extensions
        self.metadata = metadata
    }
}
