import Dataplane
package import MANOModel
package import Store
import VIM

/// Compares what the store accounts for with what hosts and switches report, and names every difference. It changes nothing.
package struct Reconciler: Sendable {
    private let store: StateStore
    private let registry: HostRegistry
    private let limit: Duration

    package struct Report: Sendable, Equatable {
        package var findings: [Reconciliation.Finding] = []
        /// Hosts that could not be asked, by name, with the reason; nothing is known of what is on them.
        package var unasked: [String: ManifoldError] = [:]
    }

    /// - Parameter limit: what one host may take to answer.
    package init(store: StateStore, registry: HostRegistry, limit: Duration = .seconds(10)) {
        self.store = store
        self.registry = registry
        self.limit = limit
    }

    /// - Parameter host: the only one that is asked; nil: all are.
    package func findings(on host: Identifier<Host>? = nil) async throws -> Report {
        let hosts = try await store.read { try $0.all(Host.self).map(\.value) }
            .filter { host == nil || $0.id == host }
        let before = try await store.read { try $0.expectation() }
        let answers = Collected<Identifier<Host>, Result<Set<Reconciliation.Resource>, ManifoldError>>()
        await forEach(hosts, atMost: 16) { host in answers.add(host.id, await inventory(of: host)) }
        let after = try await store.read { try $0.expectation() }

        var report = Report()
        var found: Set<Reconciliation.Resource> = []
        var asked: Set<Identifier<Host>> = []
        for host in hosts {
            switch answers.all[host.id] {
            case .success(let resources):
                found.formUnion(resources)
                asked.insert(host.id)
            case .failure(let error): report.unasked[host.name] = error
            case nil: break
            }
        }
        // What was being changed while the hosts were asked is no difference.
        let later = Set(Reconciliation.compare(expected: after, found: found, asked: asked))
        report.findings = Reconciliation.compare(expected: before, found: found, asked: asked).filter(later.contains)
        return report
    }

    private func inventory(of host: Host) async -> Result<Set<Reconciliation.Resource>, ManifoldError> {
        let registry = registry
        do {
            let found = try await answer(within: limit) {
                let drivers = try await registry.drivers(host.id)
                var resources = Set<Reconciliation.Resource>()
                for resource in try await drivers.vim.inventory() {
                    resources.insert(
                        .init(
                            hostID: host.id, kind: resource.kind == .guest ? .guest : .volume, name: resource.name,
                            owner: resource.owner))
                }
                for resource in try await drivers.dataplane.inventory() {
                    let kind: Reconciliation.Kind =
                        switch resource.kind {
                        case .port: .port
                        case .endpoint: .endpoint
                        case .graph: .graph
                        }
                    resources.insert(.init(hostID: host.id, kind: kind, name: resource.name, owner: resource.owner))
                }
                return resources
            }
            guard let found else {
                throw ManifoldError(.timeout, "host \(host.name) has not answered within \(limit)")
            }
            return .success(found)
        } catch let error as ManifoldError {
            return .failure(error)
        } catch {
            return .failure(ManifoldError(.unknown, "host \(host.name) can't be asked", cause: "\(error)"))
        }
    }
}
