/// What one level of a scaling aspect consists of.
package struct NSScaleLevel: Codable, Sendable, Hashable {
    package var description: String
    /// By VNF profile.
    package var vnfInstances: [String: Int]
    /// By nested NS profile.
    package var nestedNSInstances: [String: Int]
    /// By NS virtual link.
    package var virtualLinkBitrates: [String: LinkBitrate]

    package init(
        description: String = "",
        vnfInstances: [String: Int] = [:],
        nestedNSInstances: [String: Int] = [:],
        virtualLinkBitrates: [String: LinkBitrate] = [:]
    ) {
        self.description = description
        self.vnfInstances = vnfInstances
        self.nestedNSInstances = nestedNSInstances
        self.virtualLinkBitrates = virtualLinkBitrates
    }
}
