package import MANOModel

extension SOL005 {
    /// The request that makes an NSD resource (SOL005).
    package struct CreateNsdInfoRequest: Codable, Sendable, Equatable {
        package var userDefinedData: [String: JSONValue]?

        package init(userDefinedData: [String: JSONValue]? = nil) {
            self.userDefinedData = userDefinedData
        }
    }
}
