package import MANOModel

extension SOL005 {
    /// The request that makes a VNF package resource (SOL005).
    package struct CreateVnfPkgInfoRequest: Codable, Sendable, Equatable {
        package var userDefinedData: [String: JSONValue]?

        package init(userDefinedData: [String: JSONValue]? = nil) {
            self.userDefinedData = userDefinedData
        }
    }
}
