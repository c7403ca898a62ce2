/// A forwarding graph (IFA014 6.4.2).
package struct VNFFG: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var description: String
    package var vnfProfileIDs: [String]
    package var pnfProfileIDs: [String]
    package var nestedNSProfileIDs: [String]
    package var virtualLinkIDs: [String]
    package var nfps: [NFP]

    package init(
        id: String,
        description: String = "",
        vnfProfileIDs: [String] = [],
        pnfProfileIDs: [String] = [],
        nestedNSProfileIDs: [String] = [],
        virtualLinkIDs: [String] = [],
        nfps: [NFP] = []
    ) {
        self.id = id
        self.description = description
        self.vnfProfileIDs = vnfProfileIDs
        self.pnfProfileIDs = pnfProfileIDs
        self.nestedNSProfileIDs = nestedNSProfileIDs
        self.virtualLinkIDs = virtualLinkIDs
        self.nfps = nfps
    }
}
