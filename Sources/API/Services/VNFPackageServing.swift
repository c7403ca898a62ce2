package import SOL

/// VNF packages (SOL005 `vnfpkgm`).
package protocol VNFPackageServing: CatalogueServing {
    /// Makes a resource in CREATED.
    func create(_ request: SOL005.CreateVnfPkgInfoRequest) async throws -> ResourceRow

    /// Changes it and returns it as it is then.
    /// - Parameter revision: of the client's If-Match; `preconditionFailed` where it isn't the present one.
    func modify(_ id: String, _ changes: SOL005.VnfPkgInfoModifications, ifRevision revision: Int64?) async throws
        -> ResourceRow
}
