package import FoundationEssentials
package import MANOModel

/// Renders the standard's body of a resource; the store keeps it beside the model, written in the same commit.
package protocol ResourceRendering: Sendable {
    func body(_ package: VNFPackage) throws -> Data
    func body(_ nsd: NSDInfo) throws -> Data
    func body(_ pnfd: PNFDInfo) throws -> Data
    func body(_ instance: VNFInstance) throws -> Data
    func body(_ instance: NSInstance) throws -> Data
    func body(_ occurrence: OperationOccurrence) throws -> Data
    func body(_ alarm: Alarm) throws -> Data
}
