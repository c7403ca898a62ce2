package import MANOModel

/// What brings the guests of a VNF back.
package protocol HealRequesting: Sendable {
    /// Accepts a HEAL occurrence on the VNFCs. Throws `.conflict` while another occurrence holds the instance.
    func heal(vnf: Identifier<VNFInstance>, vnfc: [Identifier<VNFC>], cause: String) async throws
        -> Identifier<OperationOccurrence>
    /// Has one that is FAILED_TEMP go on.
    func retry(_ id: Identifier<OperationOccurrence>) async throws
}
