/// A PNF of a network service (IFA014 6.3.13).
package struct PNFProfile: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var pnfdID: String
    package var connectivity: [VirtualLinkConnectivity]
    package var versionDependencies: [VersionDependency]

    package init(
        id: String,
        pnfdID: String,
        connectivity: [VirtualLinkConnectivity] = [],
        versionDependencies: [VersionDependency] = []
    ) {
        self.id = id
        self.pnfdID = pnfdID
        self.connectivity = connectivity
        self.versionDependencies = versionDependencies
    }
}
