/// Which part of one package becomes which part of another (IFA011 7.1.15.4).
package struct PackageComponentMapping: Codable, Sendable, Hashable {
    /// `vdu`, `cp`, `virtual_link`, `virtual_storage`, `deployment_flavour`, `instantiation_level` or `scaling_aspect`.
    package var componentType: String
    package var sourceID: String
    package var destinationID: String
    package var description: String

    package init(
        componentType: String,
        sourceID: String,
        destinationID: String,
        description: String = ""
    ) {
        self.componentType = componentType
        self.sourceID = sourceID
        self.destinationID = destinationID
        self.description = description
    }
}
