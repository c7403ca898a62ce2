import FoundationEssentials
package import MANOModel
package import SOL
package import Store

/// Guests leave a host: it is drained, or it is dead.
extension HostService {
    /// Has a dead host fenced, and its guests made elsewhere; asked again, it is tried again at once.
    ///
    /// - Parameter requester: in words, who asks.
    /// - Throws: `.conflict` for a host that answers.
    package func evacuate(_ key: String, by requester: String) async throws -> ManifoldAPI.Host {
        try await change(key) { host, transaction in
            try Self.requireSilence(host.value)
            try transaction.beginEvacuation(&host, by: requester)
            host.value.evacuation?.isHalted = false
            host.value.evacuation?.notBefore = nil
            // It died again before it was clean: what was seen of it then doesn't hold any more.
            if host.value.evacuation?.fence?.state == .cleaning { host.value.evacuation?.fence = nil }
        }
    }

    /// Takes a human's word that nothing of the host runs, in place of a fence.
    ///
    /// - Throws: `.conflict` for a host that answers; `.unprocessable` where nobody says so.
    package func confirmDead(_ key: String, _ request: ManifoldAPI.ConfirmDeadRequest) async throws -> ManifoldAPI.Host
    {
        guard !request.by.isEmpty, request.by.utf8.count <= 255, (request.reason ?? "").utf8.count <= 1000 else {
            throw ManifoldError(
                .unprocessable, "nobody, or too much text, says that the host is dead",
                remedy: "put a name of at most 255 bytes into by, and at most 1,000 bytes into reason")
        }
        // Asked once more: it may have come back.
        let id = try await store.read { try $0.host(key).value.id }
        await recover(id)
        return try await change(key) { host, transaction in
            try Self.requireSilence(host.value)
            try transaction.beginEvacuation(&host, by: request.by)
            try transaction.confirmFence(
                of: &host, method: "confirmation by \(request.by)", index: nil, evidence: request.reason ?? "")
        }
    }

    private func change(
        _ key: String, _ body: @escaping @Sendable (inout Stored<Host>, Transaction) throws -> Void
    ) async throws -> ManifoldAPI.Host {
        let id = try await store.transact { transaction in
            var stored = try transaction.host(key)
            try body(&stored, transaction)
            try transaction.update(stored)
            return stored.value.id
        }
        registry.concerns.add(id)
        return try await host(id.rawValue)
    }

    private static func requireSilence(_ host: Host) throws {
        guard host.problem != nil else {
            throw ManifoldError(
                .conflict,
                host.evacuation?.fence == nil
                    ? "host \(host.name) answers: it is not dead"
                    : "host \(host.name) answers again, and is being cleaned",
                remedy: "drain it: manifold host drain \(host.name)")
        }
    }

    static func beginDraining(_ host: inout Host, _ transaction: Transaction) throws {
        guard host.problem == nil else {
            throw ManifoldError(
                .conflict, "host \(host.name) gives no answer: its guests can't be moved", cause: host.problem,
                remedy: "if it is dead: manifold host evacuate \(host.name)")
        }
        host.state = .draining
        host.evacuation = HostEvacuation(
            kind: .drain, requestedAt: transaction.now, requestedBy: "the operator",
            guestsAtStart: try transaction.guestCount(on: host.id))
    }

    /// Throws `.conflict` for a host that is fenced: it comes back by itself.
    static func endEvacuation(of host: inout Host) throws {
        if let fence = host.evacuation?.fence {
            throw ManifoldError(
                .conflict, "host \(host.name) is fenced by \(fence.method)",
                remedy: "start it: it takes guests again once it answers and is clean")
        }
        host.evacuation = nil
    }
}

extension Transaction {
    /// Makes the evacuation of a dead host its business; one that is under way goes on.
    package func beginEvacuation(_ host: inout Stored<Host>, by requester: String) throws {
        guard host.value.evacuation?.kind != .evacuate else { return }
        host.value.evacuation = HostEvacuation(
            kind: .evacuate, requestedAt: now, requestedBy: requester,
            guestsAtStart: try guestCount(on: host.value.id))
    }

    /// The host is off: what was on it is remembered, and may be made elsewhere from this commit on.
    package func confirmFence(
        of host: inout Stored<Host>, method: String, index: Int?, evidence: String
    ) throws {
        host.value.evacuation?.fence = HostEvacuation.Fence(
            state: .confirmed, method: method, index: index, at: now, evidence: evidence)
        host.value.evacuation?.owners = try owners(on: host.value.id)
        host.value.evacuation?.isHalted = false
        if host.value.state == .enabled { host.value.state = .unreachable }
        try addChange(
            ["it is fenced by \(method)" + (evidence.isEmpty ? "" : ": \(evidence)")], of: host.value.id)
    }
}
