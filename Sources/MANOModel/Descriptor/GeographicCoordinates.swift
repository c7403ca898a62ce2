/// Coordinates as RFC 6225 writes them.
package struct GeographicCoordinates: Codable, Sendable, Hashable {
    package var latitude: String
    package var longitude: String
    package var altitude: String
    package var altitudeType: String
    package var latitudeUncertainty: String?
    package var longitudeUncertainty: String?
    package var altitudeUncertainty: String?

    package init(
        latitude: String,
        longitude: String,
        altitude: String,
        altitudeType: String,
        latitudeUncertainty: String? = nil,
        longitudeUncertainty: String? = nil,
        altitudeUncertainty: String? = nil
    ) {
        self.latitude = latitude
        self.longitude = longitude
        self.altitude = altitude
        self.altitudeType = altitudeType
        self.latitudeUncertainty = latitudeUncertainty
        self.longitudeUncertainty = longitudeUncertainty
        self.altitudeUncertainty = altitudeUncertainty
    }
}
