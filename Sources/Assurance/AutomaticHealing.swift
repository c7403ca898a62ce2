package import MANOModel
package import Operations
import SOL
package import VNFM

/// Healing by occurrences that the manager starts itself (SOL003 `isAutomaticInvocation`).
package struct AutomaticHealing: HealRequesting {
    private let lifecycle: VNFLifecycleService
    private let engine: OperationEngine

    package init(lifecycle: VNFLifecycleService, engine: OperationEngine) {
        self.lifecycle = lifecycle
        self.engine = engine
    }

    package func heal(
        vnf: Identifier<VNFInstance>, vnfc: [Identifier<VNFC>], cause: String
    ) async throws -> Identifier<OperationOccurrence> {
        let request = SOL003.HealVnfRequest(vnfcInstanceId: vnfc.map(\.rawValue), cause: cause)
        return try await lifecycle.heal(vnf, request, body: JSONValue(encoding: request), isAutomatic: true)
    }

    package func retry(_ id: Identifier<OperationOccurrence>) async throws { try await engine.retry(id) }
}
