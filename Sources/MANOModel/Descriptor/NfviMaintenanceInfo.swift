/// What a resource asks of NFVI maintenance (IFA011 7.1.8.17). Times in seconds.
package struct NfviMaintenanceInfo: Codable, Sendable, Hashable {
    package var impactNotificationLeadTime: Double
    package var isImpactMitigationRequested: Bool
    /// `no_migration`, `offline_migration`, `live_migration`.
    package var supportedMigrationTypes: [String]
    package var maxUndetectableInterruptionTime: Double?
    package var minRecoveryTimeBetweenImpacts: Double?
    package var maxNumberOfImpactedInstances: [InstanceBound]
    package var minNumberOfPreservedInstances: [InstanceBound]

    package init(
        impactNotificationLeadTime: Double,
        isImpactMitigationRequested: Bool = false,
        supportedMigrationTypes: [String] = [],
        maxUndetectableInterruptionTime: Double? = nil,
        minRecoveryTimeBetweenImpacts: Double? = nil,
        maxNumberOfImpactedInstances: [InstanceBound] = [],
        minNumberOfPreservedInstances: [InstanceBound] = []
    ) {
        self.impactNotificationLeadTime = impactNotificationLeadTime
        self.isImpactMitigationRequested = isImpactMitigationRequested
        self.supportedMigrationTypes = supportedMigrationTypes
        self.maxUndetectableInterruptionTime = maxUndetectableInterruptionTime
        self.minRecoveryTimeBetweenImpacts = minRecoveryTimeBetweenImpacts
        self.maxNumberOfImpactedInstances = maxNumberOfImpactedInstances
        self.minNumberOfPreservedInstances = minNumberOfPreservedInstances
    }
}
