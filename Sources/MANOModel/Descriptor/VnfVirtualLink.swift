/// An internal virtual link (`VnfVirtualLinkDesc`, IFA011 7.1.7).
package struct VnfVirtualLink: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var description: String
    package var connectivity: ConnectivityType
    package var profile: VirtualLinkProfile
    package var testAccess: [String]
    package var monitoringParameters: [MonitoringParameter]
    package var externallyManaged: ExternallyManaged?
    package var maintenance: NfviMaintenanceInfo?

    package init(
        id: String,
        description: String = "",
        connectivity: ConnectivityType,
        profile: VirtualLinkProfile,
        testAccess: [String] = [],
        monitoringParameters: [MonitoringParameter] = [],
        externallyManaged: ExternallyManaged? = nil,
        maintenance: NfviMaintenanceInfo? = nil
    ) {
        self.id = id
        self.description = description
        self.connectivity = connectivity
        self.profile = profile
        self.testAccess = testAccess
        self.monitoringParameters = monitoringParameters
        self.externallyManaged = externallyManaged
        self.maintenance = maintenance
    }

    /// Whether the operator may hand in a link of its own in its place (`extManagedVirtualLinks`).
    package enum ExternallyManaged: String, Codable, Sendable, Hashable {
        case allowed, required
    }
}
