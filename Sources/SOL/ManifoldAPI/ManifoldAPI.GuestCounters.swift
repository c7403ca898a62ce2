extension ManifoldAPI {
    /// What a guest's agent counted.
    package struct GuestCounters: Codable, Sendable, Equatable {
        package var vnfcId: String
        package var name: String
        /// By the counter's name.
        package var counters: [String: Traffic]

        package init(vnfcId: String, name: String, counters: [String: Traffic]) {
            self.vnfcId = vnfcId
            self.name = name
            self.counters = counters
        }
    }
}
