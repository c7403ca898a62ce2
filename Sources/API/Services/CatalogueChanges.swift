package import MANOModel

/// What a client wants another way of an entry of the catalogue.
package struct CatalogueChanges: Sendable, Equatable {
    package var operationalState: OperationalState?
    /// A merge patch (RFC 7396): null removes a key.
    package var userDefinedData: [String: JSONValue]?

    package init(operationalState: OperationalState? = nil, userDefinedData: [String: JSONValue]? = nil) {
        self.operationalState = operationalState
        self.userDefinedData = userDefinedData
    }
}
