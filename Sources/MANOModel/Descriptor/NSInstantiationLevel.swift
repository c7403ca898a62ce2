/// A size in which a network service can be instantiated (IFA014 6.7.2).
package struct NSInstantiationLevel: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var description: String
    /// By VNF profile; every profile is in it.
    package var vnfInstances: [String: Int]
    /// By nested NS profile; every profile is in it.
    package var nestedNSInstances: [String: Int]
    package var virtualLinkBitrates: [String: LinkBitrate]

    package init(
        id: String,
        description: String = "",
        vnfInstances: [String: Int] = [:],
        nestedNSInstances: [String: Int] = [:],
        virtualLinkBitrates: [String: LinkBitrate] = [:]
    ) {
        self.id = id
        self.description = description
        self.vnfInstances = vnfInstances
        self.nestedNSInstances = nestedNSInstances
        self.virtualLinkBitrates = virtualLinkBitrates
    }
}
