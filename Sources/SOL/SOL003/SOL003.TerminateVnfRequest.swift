package import MANOModel

extension SOL003 {
    /// How a VNF is terminated (SOL003).
    package struct TerminateVnfRequest: Codable, Sendable, Equatable {
        package var terminationType: TerminationType
        /// Seconds.
        package var gracefulTerminationTimeout: Int?
        package var additionalParams: [String: JSONValue]?

        package init(
            terminationType: TerminationType, gracefulTerminationTimeout: Int? = nil,
            additionalParams: [String: JSONValue]? = nil
        ) {
            self.terminationType = terminationType
            self.gracefulTerminationTimeout = gracefulTerminationTimeout
            self.additionalParams = additionalParams
        }

        /// Whether the guests are asked to shut down first.
        package enum TerminationType: String, Codable, Sendable, CaseIterable {
            case graceful = "GRACEFUL"
            case forceful = "FORCEFUL"
        }
    }
}
