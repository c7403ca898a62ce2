/// A virtual link of a network service (`NsVirtualLinkDesc` with its profile, IFA014 6.5.2 and 6.3.4).
package struct NsVirtualLink: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var description: String
    package var connectivity: ConnectivityType
    package var profile: VirtualLinkProfile
    package var testAccess: [String]
    /// Mirroring jobs of its traffic (SOL001 4.x).
    package var mirroringJobs: [String]

    package init(
        id: String,
        description: String = "",
        connectivity: ConnectivityType,
        profile: VirtualLinkProfile,
        testAccess: [String] = [],
        mirroringJobs: [String] = []
    ) {
        self.id = id
        self.description = description
        self.connectivity = connectivity
        self.profile = profile
        self.testAccess = testAccess
        self.mirroringJobs = mirroringJobs
    }
}
