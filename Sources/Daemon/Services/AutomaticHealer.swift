import Assurance
import MANOModel
import Operations
import SOL
import VNFM

/// Lets the assurance heal through the same service as everybody else.
struct AutomaticHealer: HealRequesting {
    let vnfs: VNFLifecycleService
    let engine: OperationEngine

    func heal(
        vnf: Identifier<VNFInstance>, vnfc: [Identifier<VNFC>], cause: String
    ) async throws -> Identifier<OperationOccurrence> {
        let request = SOL003.HealVnfRequest(vnfcInstanceId: vnfc.map(\.rawValue), cause: cause)
        return try await vnfs.heal(vnf, request, body: try JSONValue(encoding: request), isAutomatic: true)
    }

    func retry(_ id: Identifier<OperationOccurrence>) async throws { try await engine.retry(id) }
}
