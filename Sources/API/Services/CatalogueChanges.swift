package import MANOModel

/// What a client wants another way of an entry of the catalogue.
package struct CatalogueChanges: Sendable, Equatable {
    package var operationalState: OperationalState?
    /// A merge patch (RFC 7396): null takes all of it away.
    package var userDefinedData: JSONValue?

    package init(operationalState: OperationalState? = nil, userDefinedData: JSONValue? = nil) {
        self.operationalState = operationalState
        self.userDefinedData = userDefinedData
    }
}
