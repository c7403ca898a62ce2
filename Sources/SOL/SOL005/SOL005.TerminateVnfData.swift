package import MANOModel

extension SOL005 {
    /// How one VNF of the NS is terminated (SOL005).
    package struct TerminateVnfData: Codable, Sendable, Equatable {
        package var vnfInstanceId: String
        package var terminationType: SOL003.TerminateVnfRequest.TerminationType?
        /// Seconds.
        package var gracefulTerminationTimeout: Int?
        package var additionalParams: [String: JSONValue]?

        package init(
            vnfInstanceId: String, terminationType: SOL003.TerminateVnfRequest.TerminationType? = nil,
            gracefulTerminationTimeout: Int? = nil, additionalParams: [String: JSONValue]? = nil
        ) {
            self.vnfInstanceId = vnfInstanceId
            self.terminationType = terminationType
            self.gracefulTerminationTimeout = gracefulTerminationTimeout
            self.additionalParams = additionalParams
        }
    }
}
