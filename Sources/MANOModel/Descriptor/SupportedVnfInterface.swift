/// An interface that the VNF offers to its manager (`tosca.policies.nfv.SupportedVnfInterface`, IFA011 7.1.6.17).
package struct SupportedVnfInterface: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    /// `vnf_indicator`, `vnf_configuration` or `vnf_lcm_coordination`.
    package var name: String
    package var details: InterfaceDetails?
    /// The CPs where it is reached.
    package var cpIDs: [String]

    package init(
        id: String,
        name: String,
        details: InterfaceDetails? = nil,
        cpIDs: [String] = []
    ) {
        self.id = id
        self.name = name
        self.details = details
        self.cpIDs = cpIDs
    }
}
