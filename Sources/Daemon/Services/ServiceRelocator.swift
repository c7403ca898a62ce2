import Assurance
import MANOModel
import NFVO
import Operations
import VNFM

/// Has guests leave a host by rebuilding them elsewhere, through the same services as everybody else.
struct ServiceRelocator: Relocating {
    let vnfs: VNFLifecycleService
    let nss: NSLifecycleService
    let engine: OperationEngine

    func relocate(
        _ subject: OperationOccurrence.Subject, from host: Identifier<Host>
    ) async throws -> Identifier<OperationOccurrence> {
        switch subject {
        case .vnf(let id): try await vnfs.evacuate(id, from: host)
        case .ns(let id): try await nss.evacuate(id, from: host)
        }
    }

    func retry(_ id: Identifier<OperationOccurrence>) async throws { try await engine.retry(id) }

    func giveUp(_ id: Identifier<OperationOccurrence>) async throws { try await engine.fail(id) }
}
