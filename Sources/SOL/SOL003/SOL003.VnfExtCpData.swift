extension SOL003 {
    /// How the instances of one external CPD are configured (SOL003).
    package struct VnfExtCpData: Codable, Sendable, Equatable {
        package var cpdId: String
        /// By a key that names the configuration.
        package var cpConfig: [String: VnfExtCpConfig]?

        package init(cpdId: String, cpConfig: [String: VnfExtCpConfig]? = nil) {
            self.cpdId = cpdId
            self.cpConfig = cpConfig
        }
    }
}
