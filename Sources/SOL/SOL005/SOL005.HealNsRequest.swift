extension SOL005 {
    /// What of an NS is to be healed; one of the two is there (SOL005).
    package struct HealNsRequest: Codable, Sendable, Equatable {
        package var healNsData: HealNsData?
        package var healVnfData: [HealVnfData]?

        package init(healNsData: HealNsData? = nil, healVnfData: [HealVnfData]? = nil) {
            self.healNsData = healNsData
            self.healVnfData = healVnfData
        }
    }
}
