/// Where a PNF stands (`LocationInfo`, IFA014 6.6.2.3).
package struct PNFLocation: Codable, Sendable, Hashable {
    /// ISO 3166-1.
    package var countryCode: String
    package var civicAddress: [CivicAddressElement]
    package var coordinates: GeographicCoordinates?

    package init(
        countryCode: String,
        civicAddress: [CivicAddressElement] = [],
        coordinates: GeographicCoordinates? = nil
    ) {
        self.countryCode = countryCode
        self.civicAddress = civicAddress
        self.coordinates = coordinates
    }
}
