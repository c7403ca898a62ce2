/// An interface of the manager that the VNF uses (`VnfmInterfaceInfo`, IFA011 7.1.12.2).
package struct VnfmInterface: Codable, Sendable, Hashable {
    /// `vnf_lcm`, `vnf_pm` or `vnf_fm`.
    package var name: String
    package var details: InterfaceDetails?
    package var credentials: [String: String]

    package init(
        name: String,
        details: InterfaceDetails? = nil,
        credentials: [String: String] = [:]
    ) {
        self.name = name
        self.details = details
        self.credentials = credentials
    }
}
