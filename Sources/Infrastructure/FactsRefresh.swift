import Logging
import MANOModel

/// Asks hosts again what they are when something of them changed: soon, and one question for all that changes meanwhile.
actor FactsRefresh {
    private let registry: HostRegistry
    private let settling: Duration
    private let log: Logger
    /// Hosts that are to be asked, with whether another question is to follow the one that is under way.
    private var pending: [Identifier<Host>: Bool] = [:]

    init(registry: HostRegistry, settling: Duration, log: Logger) {
        self.registry = registry
        self.settling = settling
        self.log = log
    }

    /// Returns at once.
    func request(_ id: Identifier<Host>) {
        guard pending[id] == nil else {
            pending[id] = true
            return
        }
        pending[id] = false
        Task { await self.work(id) }
    }

    private func work(_ id: Identifier<Host>) async {
        repeat {
            try? await Task.sleep(for: settling)
            pending[id] = false
            do {
                try await registry.refresh(id)
            } catch let error as ManifoldError where error.code == .notFound {
                // It was removed.
                break
            } catch {
                log.error("host can't be looked at", metadata: ["host": "\(id)", "error": "\(error)"])
                break
            }
        } while pending[id] == true
        pending[id] = nil
    }
}
