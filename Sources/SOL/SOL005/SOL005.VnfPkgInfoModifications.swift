package import MANOModel

extension SOL005 {
    /// Changes to a VNF package resource (SOL005); at least one is there.
    package struct VnfPkgInfoModifications: Codable, Sendable, Equatable {
        package var operationalState: OperationalState?
        /// A merge patch (RFC 7396): null removes a key.
        package var userDefinedData: [String: JSONValue]?

        package init(operationalState: OperationalState? = nil, userDefinedData: [String: JSONValue]? = nil) {
            self.operationalState = operationalState
            self.userDefinedData = userDefinedData
        }
    }
}
