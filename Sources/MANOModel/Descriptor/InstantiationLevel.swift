/// A size in which a flavour can be instantiated (IFA011 7.1.8.7).
package struct InstantiationLevel: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var description: String
    /// By scaling aspect id.
    package var scaleLevels: [String: Int]
    /// By VDU id; every VDU is in it.
    package var vduInstances: [String: Int]
    /// By internal virtual link id.
    package var virtualLinkBitrates: [String: LinkBitrate]
    /// By VIP CP id, where the descriptor says it.
    package var vipCpInstances: [String: Int]

    package init(
        id: String,
        description: String = "",
        scaleLevels: [String: Int] = [:],
        vduInstances: [String: Int] = [:],
        virtualLinkBitrates: [String: LinkBitrate] = [:],
        vipCpInstances: [String: Int] = [:]
    ) {
        self.id = id
        self.description = description
        self.scaleLevels = scaleLevels
        self.vduInstances = vduInstances
        self.virtualLinkBitrates = virtualLinkBitrates
        self.vipCpInstances = vipCpInstances
    }
}
