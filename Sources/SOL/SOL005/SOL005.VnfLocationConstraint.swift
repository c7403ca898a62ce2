package import MANOModel

extension SOL005 {
    /// Where the VNF instances of one profile may be (SOL005).
    package struct VnfLocationConstraint: Codable, Sendable, Equatable {
        package var vnfProfileId: String
        package var locationConstraints: JSONValue?

        package init(vnfProfileId: String, locationConstraints: JSONValue? = nil) {
            self.vnfProfileId = vnfProfileId
            self.locationConstraints = locationConstraints
        }
    }
}
