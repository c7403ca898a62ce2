package import SOL

/// NSDs (SOL005 `nsd`).
package protocol NSDServing: CatalogueServing {
    /// Makes a resource in CREATED.
    func create(_ request: SOL005.CreateNsdInfoRequest) async throws -> ResourceRow

    /// Changes it and returns it as it is then.
    /// - Parameter revision: of the client's If-Match; `preconditionFailed` where it isn't the present one.
    func modify(_ id: String, _ changes: SOL005.NsdInfoModifications, ifRevision revision: Int64?) async throws
        -> ResourceRow
}
