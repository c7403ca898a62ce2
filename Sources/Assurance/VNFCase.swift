import FoundationEssentials
import Infrastructure
import MANOModel

/// What is remembered of a VNF from look to look, and what follows from a look; no I/O.
struct VNFCase: Sendable, Equatable {
    /// Attempts at healing since the VNF last ran well.
    var attempts = 0
    /// Since when all its guests were seen to run after an attempt.
    var wellSince: Date?
    /// The next attempt is not made before.
    var notBefore: Date?
    /// The healing that is waited for.
    var healing: Identifier<OperationOccurrence>?
    /// Looks since something new was seen.
    var looks = 0

    /// - Parameters:
    ///   - states: of the guests that could be asked.
    ///   - reasons: what the hypervisor said when it told that a guest had stopped.
    mutating func judge(
        _ condition: VNFCondition, states: [Identifier<VNFC>: GuestState], reasons: [Identifier<VNFC>: String] = [:],
        now: Date, policy: AssurancePolicy
    ) -> Verdict {
        var verdict = Verdict()
        noteHealing(condition, &verdict)
        guard let vnf = condition.vnf, let made = vnf.instantiated else {
            verdict.clear = condition.alarms.map(\.id)
            self = VNFCase()
            return verdict
        }
        let isLeaving = condition.operation?.operation == .terminate || condition.nsOperation?.operation == .terminate
        guard made.isComplete, !isLeaving else {
            let isWorkedOn = [condition.operation, condition.nsOperation].contains { $0?.state.isRunning == true }
            verdict.next = isWorkedOn ? wait(policy) : .rest
            return verdict
        }

        let isTouched = condition.operation?.state.isRunning == true
        let down = made.vnfcs.filter { vnfc in
            states[vnfc.id]?.isDown == true && !(isTouched && condition.touched.contains(vnfc.id))
        }
        let downIDs = Set(down.map(\.id))
        let present = Set(made.vnfcs.map(\.id))
        verdict.clear = condition.alarms.filter { alarm in
            guard let id = alarm.vnfcID else { return false }
            return !present.contains(id) || states[id] == .running
        }.map(\.id)
        let alarmed = Set(condition.alarms.compactMap(\.vnfcID))
        verdict.raise = down.filter { !alarmed.contains($0.id) }.map { vnfc in
            finding(vnfc, states[vnfc.id] ?? .absent, reasons[vnfc.id], condition)
        }
        if down.isEmpty {
            if attempts > 0, !isTouched, wellSince == nil, made.vnfcs.allSatisfy({ states[$0.id] == .running }) {
                wellSince = now
            }
            verdict.next = isTouched ? wait(policy) : .rest
        } else {
            if let wellSince, now.timeIntervalSince(wellSince) > policy.stableAfter { attempts = 0 }
            wellSince = nil
            verdict.next = remedy(
                made.vnfcs.map(\.id).filter(downIDs.contains), condition, &verdict, now: now, policy: policy)
        }
        return verdict
    }

    /// Takes note of how the healing that was waited for has ended.
    private mutating func noteHealing(_ condition: VNFCondition, _ verdict: inout Verdict) {
        guard let ended = condition.healing, !ended.state.isRunning else { return }
        healing = nil
        looks = 0
        if ended.state != .completed {
            verdict.notes.append(
                "healing by occurrence \(ended.id) is \(ended.state.rawValue)"
                    + (ended.error.map { ": \($0)" } ?? ""))
        }
    }

    private mutating func remedy(
        _ down: [Identifier<VNFC>], _ condition: VNFCondition, _ verdict: inout Verdict, now: Date,
        policy: AssurancePolicy
    ) -> Verdict.Next {
        guard condition.vnf?.configurableProperties["isAutohealEnabled"] == .bool(true) else { return .rest }
        var next = Verdict.Next.heal(down, cause: "VNFC guest stopped unexpectedly")
        if let operation = condition.operation {
            if operation.state.isRunning { return wait(policy) }
            guard operation.operation == .heal, operation.isAutomatic else {
                verdict.notes.append(
                    "not healed: occurrence \(operation.id) (\(operation.operation.rawValue)) is"
                        + " \(operation.state.rawValue) and holds the VNF instance")
                return .rest
            }
            next = .retry(operation.id)
        }
        if condition.nsOperation?.state.isRunning == true { return wait(policy) }
        guard attempts < policy.attemptLimit else {
            verdict.notes.append("left to the operator after \(attempts) attempts at healing")
            return .rest
        }
        if let notBefore, notBefore > now {
            return .look(after: .milliseconds(Int64((notBefore.timeIntervalSince(now) * 1000).rounded(.up))))
        }
        attempts += 1
        notBefore = now.addingTimeInterval(policy.pause(after: attempts))
        return next
    }

    private mutating func wait(_ policy: AssurancePolicy) -> Verdict.Next {
        defer { looks += 1 }
        return .look(after: policy.look(looks))
    }

    private func finding(
        _ vnfc: VNFC, _ state: GuestState, _ told: String?, _ condition: VNFCondition
    ) -> Verdict.Finding {
        let reason =
            switch state {
            case .stopped(let reason), .crashed(let reason): told ?? reason
            case .absent: told ?? "the host doesn't know it any more"
            case .foreign(let what): "its name belongs to \(what)"
            case .running, .paused: told ?? ""
            }
        return Verdict.Finding(
            vnfcID: vnfc.id,
            probableCause: state == .absent ? "VNFC guest disappeared" : "VNFC guest stopped unexpectedly",
            details: [
                "host \(condition.hostNames[vnfc.hostID] ?? vnfc.hostID.rawValue)", "domain \(vnfc.domainName)",
                "state \(state.name)", "reason \(reason.isEmpty ? "unknown" : reason)",
            ])
    }
}

extension GuestState {
    /// It should run and doesn't. A paused guest is somebody's doing.
    var isDown: Bool {
        switch self {
        case .stopped, .crashed, .absent, .foreign: true
        case .running, .paused: false
        }
    }
}
