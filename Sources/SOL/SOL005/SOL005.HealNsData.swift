package import MANOModel

extension SOL005 {
    /// The healing of a whole NS (SOL005).
    package struct HealNsData: Codable, Sendable, Equatable {
        package var degreeHealing: DegreeHealing
        package var actionsHealing: [String]?
        package var healScript: String?
        package var additionalParamsforNs: [String: JSONValue]?

        package init(
            degreeHealing: DegreeHealing, actionsHealing: [String]? = nil, healScript: String? = nil,
            additionalParamsforNs: [String: JSONValue]? = nil
        ) {
            self.degreeHealing = degreeHealing
            self.actionsHealing = actionsHealing
            self.healScript = healScript
            self.additionalParamsforNs = additionalParamsforNs
        }

        /// How far the healing goes.
        package enum DegreeHealing: String, Codable, Sendable, CaseIterable {
            case restore = "HEAL_RESTORE"
            case qos = "HEAL_QOS"
            case reset = "HEAL_RESET"
            case partial = "PARTIAL_HEALING"
        }
    }
}
