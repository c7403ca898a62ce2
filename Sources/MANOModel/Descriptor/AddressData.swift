/// How a CP gets an address of one kind (IFA011 7.1.3.4 to 7.1.3.6).
package struct AddressData: Codable, Sendable, Hashable {
    package var addressType: AddressType
    /// For MAC addresses: whether management and orchestration is handed the address, rather than making it.
    package var isMACAssignmentFromVNF: Bool?
    package var isIPAssignmentFromVNF: Bool?
    /// `dynamic`, `vnf_pkg` or `external`.
    package var ipAssignmentSubtype: String?
    package var isFloatingIPActivated: Bool
    package var ipVersion: IPVersion?
    package var numberOfIPAddresses: Int?
    package var fixedAddresses: [String]

    package init(
        addressType: AddressType,
        isMACAssignmentFromVNF: Bool? = nil,
        isIPAssignmentFromVNF: Bool? = nil,
        ipAssignmentSubtype: String? = nil,
        isFloatingIPActivated: Bool = false,
        ipVersion: IPVersion? = nil,
        numberOfIPAddresses: Int? = nil,
        fixedAddresses: [String] = []
    ) {
        self.addressType = addressType
        self.isMACAssignmentFromVNF = isMACAssignmentFromVNF
        self.isIPAssignmentFromVNF = isIPAssignmentFromVNF
        self.ipAssignmentSubtype = ipAssignmentSubtype
        self.isFloatingIPActivated = isFloatingIPActivated
        self.ipVersion = ipVersion
        self.numberOfIPAddresses = numberOfIPAddresses
        self.fixedAddresses = fixedAddresses
    }

    package enum AddressType: String, Codable, Sendable, Hashable {
        case mac = "mac_address"
        case ip = "ip_address"
    }
}
