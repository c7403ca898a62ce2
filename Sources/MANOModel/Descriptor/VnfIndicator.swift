/// An indicator that the VNF or its EM reports (IFA011 7.1.11.2).
package struct VnfIndicator: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var name: String
    /// `vnf`, `em` or `both_vnf_and_em`.
    package var source: String
    package var triggers: [PolicyTrigger]

    package init(
        id: String,
        name: String,
        source: String,
        triggers: [PolicyTrigger] = []
    ) {
        self.id = id
        self.name = name
        self.source = source
        self.triggers = triggers
    }
}
