/// How a CP gets an address of one kind (IFA011 7.1.3.4 to 7.1.3.6).
package struct AddressData: Codable, Sendable, Hashable {
    package var addressType: AddressType
    /// Whether management and orchestration assigns the MAC address, and not the VNF.
    package var isMACAssignedByManagement: Bool?
    /// Whether management and orchestration assigns the IP address, and not the VNF.
    package var isIPAssignedByManagement: Bool?
    /// `dynamic`, `vnf_pkg` or `external`.
    package var ipAssignmentSubtype: String?
    package var isFloatingIPActivated: Bool
    package var ipVersion: IPVersion?
    package var numberOfIPAddresses: Int?
    package var fixedAddresses: [String]

    package init(
        addressType: AddressType,
        isMACAssignedByManagement: Bool? = nil,
        isIPAssignedByManagement: Bool? = nil,
        ipAssignmentSubtype: String? = nil,
        isFloatingIPActivated: Bool = false,
        ipVersion: IPVersion? = nil,
        numberOfIPAddresses: Int? = nil,
        fixedAddresses: [String] = []
    ) {
        self.addressType = addressType
        self.isMACAssignedByManagement = isMACAssignedByManagement
        self.isIPAssignedByManagement = isIPAssignedByManagement
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
