package import SOL

/// PNFDs (SOL005 `nsd`).
package protocol PNFDServing: CatalogueServing {
    /// Makes a resource in CREATED.
    func create(_ request: SOL005.PnfdUserData) async throws -> ResourceRow

    /// Changes it and returns it as it is then.
    /// - Parameter revision: of the client's If-Match; `preconditionFailed` where it isn't the present one.
    func modify(_ id: String, _ changes: SOL005.PnfdUserData, ifRevision revision: Int64?) async throws -> ResourceRow
}
