/// When a host is taken for dead, and what makes sure that it is.
package struct FencingSettings: Codable, Sendable, Equatable {
    /// Tried in this order; empty: only a human can tell.
    package var methods: [FencingMethod]
    /// Whether a host that is taken for dead is evacuated without being asked.
    package var automatic: Bool
    /// Seconds without an answer until it is taken for dead.
    package var unreachableAfter: Double

    package init(methods: [FencingMethod] = [], automatic: Bool = false, unreachableAfter: Double = 60) {
        self.methods = methods
        self.automatic = automatic
        self.unreachableAfter = unreachableAfter
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            methods: try container.decodeIfPresent([FencingMethod].self, forKey: .methods) ?? [],
            automatic: try container.decodeIfPresent(Bool.self, forKey: .automatic) ?? false,
            unreachableAfter: try container.decodeIfPresent(Double.self, forKey: .unreachableAfter) ?? 60)
    }
}
