package import MANOModel

extension SOL005 {
    /// Parameters for the termination of the NS itself (SOL005).
    package struct TerminateNsData: Codable, Sendable, Equatable {
        package var additionalParamsforNs: [String: JSONValue]?

        package init(additionalParamsforNs: [String: JSONValue]? = nil) {
            self.additionalParamsforNs = additionalParamsforNs
        }
    }
}
