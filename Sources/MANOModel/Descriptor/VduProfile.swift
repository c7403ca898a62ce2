/// Bounds on the number of instances of a VDU (IFA011 7.1.8.3).
package struct VduProfile: Codable, Sendable, Hashable {
    package var minNumberOfInstances: Int
    package var maxNumberOfInstances: Int
    package var maintenance: NfviMaintenanceInfo?

    package init(
        minNumberOfInstances: Int,
        maxNumberOfInstances: Int,
        maintenance: NfviMaintenanceInfo? = nil
    ) {
        self.minNumberOfInstances = minNumberOfInstances
        self.maxNumberOfInstances = maxNumberOfInstances
        self.maintenance = maintenance
    }
}
