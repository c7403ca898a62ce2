import Foundation
import MANOModel
import SimulatedVIM
import Store
import VIM

import Assurance

/// Heals by starting guests of the simulated world again, as it is told to, and keeps occurrences in the store.
actor FakeHealing: HealRequesting {
    enum Outcome { case success, failure }

    private let store: StateStore
    private let world: SimulatedWorld
    private var outcomes: [Outcome] = []
    private(set) var requests: [[Identifier<VNFC>]] = []
    private(set) var retries = 0

    init(store: StateStore, world: SimulatedWorld) {
        self.store = store
        self.world = world
    }

    /// Of the next attempts; after those each succeeds.
    func plan(_ outcomes: [Outcome]) { self.outcomes = outcomes }

    func heal(
        vnf: Identifier<VNFInstance>, vnfc: [Identifier<VNFC>], cause: String
    ) async throws -> Identifier<OperationOccurrence> {
        let occurrence = OperationOccurrence(
            id: Identifier(UUID()), subject: .vnf(vnf), operation: .heal, state: .processing, startedAt: Date(),
            parameters: .object(["cause": .string(cause)]), isAutomatic: true)
        try await store.transact { try $0.insert(occurrence) }
        requests.append(vnfc)
        work(on: occurrence.id, vnf, vnfc)
        return occurrence.id
    }

    func retry(_ id: Identifier<OperationOccurrence>) async throws {
        retries += 1
        let subject = try await end(id, .processing)
        guard case .vnf(let vnf) = subject else { return }
        work(on: id, vnf, requests.last ?? [])
    }

    private func work(
        on id: Identifier<OperationOccurrence>, _ vnf: Identifier<VNFInstance>, _ vnfcs: [Identifier<VNFC>]
    ) {
        let outcome = outcomes.isEmpty ? .success : outcomes.removeFirst()
        Task {
            try await Task.sleep(for: .milliseconds(20))
            guard outcome == .success else {
                try await end(id, .failedTemporarily, ManifoldError(.infrastructure, "no image"))
                return
            }
            let instance = try await store.read { try $0.get(vnf).value }
            for vnfc in instance.instantiated?.vnfcs ?? [] where vnfcs.contains(vnfc.id) {
                let host = world.host("sim-1")
                try await host.removeGuest(name: vnfc.domainName, grace: nil)
                try await host.startGuest(Bench.guest(vnfc))
            }
            try await end(id, .completed)
        }
    }

    @discardableResult
    private func end(
        _ id: Identifier<OperationOccurrence>, _ state: OperationState, _ error: ManifoldError? = nil
    ) async throws -> OperationOccurrence.Subject {
        try await store.transact { transaction in
            var stored = try transaction.get(id)
            stored.value.state = state
            stored.value.error = error
            return try transaction.update(stored).value.subject
        }
    }
}
