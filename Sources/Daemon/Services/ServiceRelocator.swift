import Assurance
import MANOModel
import NFVO
import Operations
import VNFM

/// Has guests leave a host through the same services as everybody else: with what they have, where the host is drained and they
/// can, and otherwise made anew elsewhere.
struct ServiceRelocator: Relocating {
    let vnfs: VNFLifecycleService
    let nss: NSLifecycleService
    let engine: OperationEngine

    func relocate(
        _ subject: OperationOccurrence.Subject, from host: Identifier<Host>
    ) async throws -> Identifier<OperationOccurrence> {
        if let moving = try await vnfs.moveAway(subject, from: host) { return moving }
        return switch subject {
        case .vnf(let id): try await vnfs.evacuate(id, from: host)
        case .ns(let id): try await nss.evacuate(id, from: host)
        }
    }

    func retry(_ id: Identifier<OperationOccurrence>) async throws { try await engine.retry(id) }

    func giveUp(_ id: Identifier<OperationOccurrence>) async throws { try await engine.fail(id) }
}
