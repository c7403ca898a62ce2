import Foundation
import Infrastructure
import MANOModel
import Testing

@testable import Assurance

@Suite("Judging a VNF")
struct VNFCaseTests {
    private let start = Date(timeIntervalSince1970: 1000)
    private let policy = AssurancePolicy()

    private func condition(heals: Bool = true, alarms: [Alarm] = []) -> VNFCondition {
        var vnf = VNFInstance(
            id: "vnf", vnfdID: "vnfd", packageID: "p", provider: "p", productName: "n", softwareVersion: "1",
            vnfdVersion: "1", configurableProperties: ["isAutohealEnabled": .bool(heals)], createdAt: start)
        vnf.instantiated = InstantiatedVNF(
            flavourID: "f",
            vnfcs: ["a", "b"].map {
                VNFC(
                    id: Identifier($0), vduID: "v", index: 0, hostID: "h", domainName: "mf\($0)", vCPUs: 1, memory: 1)
            }, isComplete: true)
        return VNFCondition(vnf: vnf, alarms: alarms, hostNames: ["h": "host-1"])
    }

    private func operation(
        _ kind: LifecycleOperation, _ state: OperationState, isAutomatic: Bool = false
    ) -> OperationOccurrence {
        OperationOccurrence(
            id: "op", subject: .vnf("vnf"), operation: kind, state: state, startedAt: start, parameters: .null,
            isAutomatic: isAutomatic)
    }

    private func alarm(_ vnfc: Identifier<VNFC>) -> Alarm {
        Alarm(
            id: Identifier("alarm-\(vnfc)"), vnfInstanceID: "vnf", vnfcID: vnfc, raisedAt: start, severity: "CRITICAL",
            probableCause: "c", details: [])
    }

    private let oneDown: [Identifier<VNFC>: GuestState] = ["a": .running, "b": .crashed(reason: "signal 9")]

    @Test("a guest that crashed is alarmed with host, domain and reason, and healed")
    func crash() {
        var known = VNFCase()
        let verdict = known.judge(condition(), states: oneDown, now: start, policy: policy)
        #expect(verdict.raise.map(\.vnfcID) == ["b"])
        #expect(verdict.raise.first?.details == ["host host-1", "domain mfb", "state crashed", "reason signal 9"])
        #expect(verdict.next == .heal(["b"], cause: "VNFC guest stopped unexpectedly"))
        #expect(known.attempts == 1)
    }

    @Test("what the hypervisor told goes before what is seen later")
    func reason() {
        var known = VNFCase()
        let verdict = known.judge(
            condition(), states: ["b": .absent], reasons: ["b": "killed"], now: start, policy: policy)
        #expect(verdict.raise.first?.details.last == "reason killed")
        #expect(verdict.raise.first?.probableCause == "VNFC guest disappeared")
    }

    @Test("without autoheal there is an alarm and nothing more")
    func noHealing() {
        var known = VNFCase()
        let verdict = known.judge(condition(heals: false), states: oneDown, now: start, policy: policy)
        #expect(verdict.raise.count == 1)
        #expect(verdict.next == .rest)
    }

    @Test("a guest that can't be asked is neither down nor well, a paused one is left alone")
    func unknown() {
        var known = VNFCase()
        let verdict = known.judge(
            condition(alarms: [alarm("a")]), states: ["b": .paused], now: start, policy: policy)
        #expect(verdict == Verdict())
    }

    @Test("an alarm is cleared when its guest runs, when its VNFC is gone, and when the VNF is")
    func clearing() {
        var known = VNFCase()
        let alarms = [alarm("a"), alarm("b"), alarm("gone")]
        let verdict = known.judge(condition(alarms: alarms), states: oneDown, now: start, policy: policy)
        #expect(verdict.clear == ["alarm-a", "alarm-gone"])
        #expect(verdict.raise.isEmpty)
        var deleted = condition(alarms: alarms)
        deleted.vnf = nil
        #expect(known.judge(deleted, states: [:], now: start, policy: policy).clear.count == 3)
        #expect(known == VNFCase())
    }

    @Test("what an operation works on is not alarmed; it is looked at again, ever more rarely")
    func touched() {
        var known = VNFCase()
        var busy = condition()
        busy.operation = operation(.heal, .processing)
        busy.touched = ["b"]
        var pauses: [Duration] = []
        for _ in 0..<8 {
            let verdict = known.judge(busy, states: oneDown, now: start, policy: policy)
            #expect(verdict.raise.isEmpty)
            guard case .look(let pause) = verdict.next else { return #expect(Bool(false), "\(verdict.next)") }
            pauses.append(pause)
        }
        #expect(pauses == pauses.sorted())
        #expect(pauses.first == policy.firstLook)
        #expect(pauses.last == policy.longestLook)
    }

    @Test("what an operation on other guests holds is alarmed, and healed when that has ended")
    func busy() {
        var known = VNFCase()
        var busy = condition()
        busy.operation = operation(.scale, .processing)
        busy.touched = ["c"]
        let verdict = known.judge(busy, states: oneDown, now: start, policy: policy)
        #expect(verdict.raise.count == 1)
        #expect(verdict.next == .look(after: policy.firstLook))
        busy.operation = nil
        busy.nsOperation = operation(.scale, .processing)
        #expect(known.judge(busy, states: oneDown, now: start, policy: policy).next != .rest)
        #expect(known.attempts == 0)
        busy.nsOperation = nil
        #expect(
            known.judge(busy, states: oneDown, now: start, policy: policy).next
                == .heal(["b"], cause: "VNFC guest stopped unexpectedly"))
    }

    @Test(
        "a VNF that is being terminated, alone or with its NS, or not yet made is left alone",
        arguments: [true, false], [OperationState.processing, .failedTemporarily])
    func terminating(_ withNS: Bool, _ state: OperationState) {
        var known = VNFCase()
        var leaving = condition()
        if withNS {
            leaving.nsOperation = operation(.terminate, state)
        } else {
            leaving.operation = operation(.terminate, state)
        }
        let verdict = known.judge(leaving, states: oneDown, now: start, policy: policy)
        #expect(verdict.raise.isEmpty)
        #expect(verdict.next == (state.isRunning ? .look(after: policy.firstLook) : .rest))
        var unfinished = condition()
        unfinished.vnf?.instantiated?.isComplete = false
        #expect(known.judge(unfinished, states: oneDown, now: start, policy: policy) == Verdict())
    }

    @Test("a healing that failed is retried after growing pauses, up to the limit, and the reason is noted")
    func failures() {
        var known = VNFCase()
        var now = start
        var failed = condition(alarms: [alarm("b")])
        #expect(
            known.judge(failed, states: oneDown, now: now, policy: policy).next
                == .heal(["b"], cause: "VNFC guest stopped unexpectedly"))
        var occurrence = operation(.heal, .failedTemporarily, isAutomatic: true)
        occurrence.error = ManifoldError(.infrastructure, "no image")
        failed.operation = occurrence
        var waits: [Double] = []
        for _ in 1..<policy.attemptLimit {
            known.healing = occurrence.id
            failed.healing = occurrence
            let waiting = known.judge(failed, states: oneDown, now: now, policy: policy)
            #expect(waiting.notes == ["healing by occurrence op is FAILED_TEMP: no image"])
            #expect(known.healing == nil)
            guard case .look(let pause) = waiting.next else { return #expect(Bool(false), "\(waiting.next)") }
            waits.append(Double(pause.components.seconds))
            now += waits.last ?? 0
            failed.healing = nil
            #expect(known.judge(failed, states: oneDown, now: now, policy: policy).next == .retry("op"))
        }
        #expect(waits == [1, 2, 4, 8, 16, 32, 60])
        let last = known.judge(failed, states: oneDown, now: now + 100, policy: policy)
        #expect(last.next == .rest)
        #expect(last.notes == ["left to the operator after 8 attempts at healing"])
    }

    @Test("an occurrence of somebody else that failed is left to them")
    func foreignFailure() {
        var known = VNFCase()
        var held = condition()
        held.operation = operation(.scale, .failedTemporarily)
        let verdict = known.judge(held, states: oneDown, now: start, policy: policy)
        #expect(verdict.next == .rest)
        #expect(verdict.notes == ["not healed: occurrence op (SCALE) is FAILED_TEMP and holds the VNF instance"])
    }

    @Test("attempts count anew only after the VNF ran well for a while")
    func stability() {
        let well: [Identifier<VNFC>: GuestState] = ["a": .running, "b": .running]
        var known = VNFCase(attempts: 3)
        _ = known.judge(condition(), states: well, now: start, policy: policy)
        _ = known.judge(condition(), states: oneDown, now: start + 10, policy: policy)
        #expect(known.attempts == 4)
        _ = known.judge(condition(), states: well, now: start + 20, policy: policy)
        _ = known.judge(condition(), states: oneDown, now: start + 20 + policy.stableAfter + 1, policy: policy)
        #expect(known.attempts == 1)
    }
}
