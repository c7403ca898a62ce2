/// A virtual link of a network service (`NsVirtualLinkDesc` with its profile, IFA014 6.5.2 and 6.3.4).
package struct NsVirtualLink: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var description: String
    package var connectivity: ConnectivityType
    package var profile: VirtualLinkProfile
    package var testAccess: [String]
    /// The mirroring job of its traffic (SOL001 4.x).
    package var mirroringJob: String?

    package init(
        id: String,
        description: String = "",
        connectivity: ConnectivityType,
        profile: VirtualLinkProfile,
        testAccess: [String] = [],
        mirroringJob: String? = nil
    ) {
        self.id = id
        self.description = description
        self.connectivity = connectivity
        self.profile = profile
        self.testAccess = testAccess
        self.mirroringJob = mirroringJob
    }
}
