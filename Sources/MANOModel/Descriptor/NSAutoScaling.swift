/// A rule by which the NS scales by itself (`tosca.policies.nfv.NsAutoScale`, IFA014 6.2.4).
package struct NSAutoScaling: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var triggers: [PolicyTrigger]

    package init(
        id: String,
        triggers: [PolicyTrigger] = []
    ) {
        self.id = id
        self.triggers = triggers
    }
}
