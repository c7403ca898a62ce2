import Fencing
import FoundationEssentials
import Infrastructure
import Logging
import MANOModel
import Operations
import Store
import VNFM

/// Making sure that a host is dead. Each act is intended first, in a commit of its own.
extension EvacuationService {
    /// Tries the host's methods one after the other.
    func fence(_ host: Host) async throws {
        guard let evacuation = host.evacuation, !evacuation.isHalted else { return }
        if let pause = evacuation.notBefore, pause > sources.now() { return }
        // Asked once more: what answers is not fenced.
        guard try await registry.refresh(host.id).problem != nil else { return try await callOff(host) }
        let methods = host.fencing?.methods ?? []
        guard !methods.isEmpty else {
            return try await fail(
                host.id, "no method", "host \(host.name) has no fencing method",
                halts: true)
        }
        for (index, method) in methods.enumerated() {
            guard try await attempt(method, index, on: host) == false else { return }
        }
        let pause = policy.fencingPause(after: evacuation.attempts.count / methods.count + 1)
        try await update(host.id) { stored, transaction in
            stored.value.evacuation?.notBefore = transaction.now.addingTimeInterval(pause)
        }
    }

    /// - Returns: whether the host is fenced.
    private func attempt(_ method: FencingMethod, _ index: Int, on host: Host) async throws -> Bool {
        try await update(host.id) { stored, transaction in
            guard stored.value.evacuation?.kind == .evacuate, stored.value.evacuation?.fence == nil else {
                throw StoreConflict("host \(host.name) isn't to be fenced any more")
            }
            stored.value.evacuation?.fence = .init(
                state: .started, method: method.title, index: index, at: transaction.now)
        }
        Failpoints.pass("fence:intended")
        do {
            let evidence = try await fencing(host, method).powerOff()
            Failpoints.pass("fence:acted")
            try await confirm(host, method, index, evidence)
            Failpoints.pass("fence:confirmed")
            return true
        } catch let error as ManifoldError {
            try await fail(host.id, method.title, error.description)
            log.error(
                "host isn't fenced",
                metadata: ["host": "\(host.name)", "method": "\(method.title)", "error": "\(error)"])
            return false
        }
    }

    /// What a manager that is gone intended: it was done, or it is done now, or nobody can tell.
    func lookUp(_ host: Host) async throws {
        guard let fence = host.evacuation?.fence else { return }
        // What answers isn't off, whatever was intended, and nothing of it has been started elsewhere: it may well be that its
        // method can't be asked now, and would keep it from taking guests for good.
        if host.problem == nil, try await registry.refresh(host.id).problem == nil { return try await callOff(host) }
        if let pause = host.evacuation?.notBefore, pause > sources.now() { return }
        let methods = host.fencing?.methods ?? []
        guard let index = fence.index, methods.indices.contains(index), methods[index].title == fence.method else {
            return try await fail(
                host.id, fence.method, "it was intended, and the host's settings don't have it any more", halts: true)
        }
        do {
            let isOff = try await fencing(host, methods[index]).isOff()
            Failpoints.pass("fence:lookedUp")
            switch isOff {
            case true: try await confirm(host, methods[index], index, "it was found to be off")
            case false:
                // It was not done: nothing is repeated by doing it.
                try await update(host.id) { stored, _ in
                    if stored.value.evacuation?.fence?.state == .started { stored.value.evacuation?.fence = nil }
                }
            case nil:
                try await fail(
                    host.id, fence.method,
                    "the manager ended while it was tried, and the method can't tell what became of it", halts: true)
            }
        } catch let error as ManifoldError {
            let pause = policy.firstFencingPause
            try await update(host.id) { stored, transaction in
                stored.value.evacuation?.notBefore = transaction.now.addingTimeInterval(pause)
                stored.value.evacuation?.note(
                    .init(method: fence.method, at: transaction.now, error: error.description))
            }
        }
    }

    private func confirm(_ host: Host, _ method: FencingMethod, _ index: Int, _ evidence: String) async throws {
        try await update(host.id) { stored, transaction in
            guard stored.value.evacuation?.fence?.state == .started else {
                throw StoreConflict("host \(host.name) isn't to be fenced any more")
            }
            try transaction.confirmFence(of: &stored, method: method.title, index: index, evidence: evidence)
        }
        log.notice(
            "host is fenced",
            metadata: ["host": "\(host.name)", "method": "\(method.title)", "evidence": "\(evidence)"])
    }

    private func fail(
        _ id: Identifier<Host>, _ method: String, _ error: String, halts: Bool = false
    ) async throws {
        try await update(id) { stored, transaction in
            if stored.value.evacuation?.fence?.state == .started { stored.value.evacuation?.fence = nil }
            stored.value.evacuation?.note(.init(method: method, at: transaction.now, error: error))
            if halts { stored.value.evacuation?.isHalted = true }
        }
    }

    private func callOff(_ host: Host) async throws {
        try await update(host.id) { stored, transaction in
            guard stored.value.evacuation?.kind == .evacuate else { return }
            switch stored.value.evacuation?.fence?.state {
            case nil, .started: break
            case .confirmed, .cleaning: return
            }
            stored.value.evacuation = nil
            stored.value.noteAnswer(problem: nil, at: transaction.now)
            try transaction.addChange(["it answers: it is neither fenced nor evacuated"], of: host.id)
        }
        log.notice("host answers and isn't evacuated", metadata: ["host": "\(host.name)"])
    }
}

extension OperationOccurrence {
    var isRelocation: Bool { Relocation(of: self) != nil }
}
