import Infrastructure
import Logging
import NFVO
import Operations
import ServiceLifecycle

/// What follows a start: hosts are looked at, and what was open when the manager last ended goes on.
struct Recovery: Service {
    let hosts: HostService
    let packages: VNFPackageService
    let nsds: NSDService
    let pnfds: PNFDService
    let engine: OperationEngine
    let registry: HostRegistry
    let log: Logger

    func run() async throws {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await noting("packages") { try await packages.recover() } }
            group.addTask { await noting("NSDs") { try await nsds.recover() } }
            group.addTask { await noting("PNFDs") { try await pnfds.recover() } }
            group.addTask {
                await noting("hosts") { try await hosts.start() }
                await noting("operations") { try await engine.recover() }
            }
        }
        try? await gracefulShutdown()
        await engine.close()
        await registry.close()
    }

    private func noting(_ what: String, _ body: () async throws -> Void) async {
        do {
            try await body()
        } catch is CancellationError {
            // The manager was told to end; the next start goes on with the rest.
        } catch {
            log.error("recovery is not whole", metadata: ["of": "\(what)", "error": "\(error)"])
        }
    }
}
