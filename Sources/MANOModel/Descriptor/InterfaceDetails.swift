/// Where and how an interface is reached (`InterfaceDetails`, IFA011 7.1.6.18).
package struct InterfaceDetails: Codable, Sendable, Hashable {
    package var uri: URIComponents?
    /// `interface_specific_data`: keys and values that the interface gives a meaning.
    package var specificData: [String: String]

    package init(
        uri: URIComponents? = nil,
        specificData: [String: String] = [:]
    ) {
        self.uri = uri
        self.specificData = specificData
    }
}
