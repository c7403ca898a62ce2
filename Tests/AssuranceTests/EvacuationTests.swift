import Assurance
import Foundation
import Infrastructure
import MANOModel
import NFVO
import Operations
import SOL
import SimulatedVIM
import Store
import SeededNumbers
import Testing

@Suite("Evacuation of dead hosts")
struct EvacuationTests {
    @Test("a host that is cut off with its guests running: nothing starts elsewhere before it is fenced")
    func fencesFirst() async throws {
        try await EvacuationBench.run { bench async throws in
            let service = try await bench.addService("web", on: "sim-1")
            let identity = try await bench.identity(of: service)
            try await bench.fence("sim-1")
            bench.fences.conduct(.refuses("insufficient privilege level"))
            try await bench.cutOff("sim-1")
            #expect(try await bench.eventually { try await bench.host("sim-1").unreachableSince != nil })
            // The alarm comes once the time has passed, and each guest has its own.
            #expect(try await bench.eventually { try await bench.alarms().count == 2 })
            #expect(try await bench.alarms().allSatisfy { $0.probableCause == "NFVI host unreachable" })
            #expect(bench.fences.acts.isEmpty)

            _ = try await bench.hosts.evacuate("sim-1", by: "the operator")
            #expect(
                try await bench.eventually { try await bench.host("sim-1").evacuation?.attempts.count ?? 0 >= 2 })
            let refused = try #require(try await bench.host("sim-1").evacuation)
            #expect(refused.phase == "fencing")
            #expect(refused.attempts.allSatisfy { $0.method == "ipmi at bmc-sim-1" })
            #expect(refused.attempts.allSatisfy { $0.error.contains("insufficient privilege level") })
            #expect(try await bench.vnfcs(of: service).allSatisfy { $0.hostID == "sim-1" })
            #expect(try await bench.things(on: "sim-2").isEmpty)
            #expect(try await bench.things(on: "sim-3").isEmpty)

            bench.fences.conduct(.works)
            #expect(
                try await bench.eventually { try await bench.vnfcs(of: service).allSatisfy { $0.hostID != "sim-1" } })
            #expect(try await bench.eventually { try await bench.host("sim-1").evacuation?.phase == "fenced" })
            #expect(try await bench.identity(of: service) == identity)
            #expect(try await bench.eventually { try await bench.alarms().allSatisfy { $0.clearedAt != nil } })
            #expect(try await bench.world.duplicates().isEmpty)
            #expect(try await bench.host("sim-1").used.vCPUs == 0)

            // It returns with what it had: that goes before it takes guests.
            try await bench.reconnect("sim-1")
            #expect(try await bench.eventually { try await bench.host("sim-1").state == "enabled" })
            #expect(try await bench.host("sim-1").evacuation == nil)
            #expect(try await bench.things(on: "sim-1").isEmpty)
            #expect(try await bench.world.duplicates().isEmpty)
            #expect(try await bench.findings() == [])
            let changes = try await bench.hosts.changes("sim-1").flatMap(\.changes)
            #expect(changes.contains { $0.hasPrefix("it is fenced by ipmi at bmc-sim-1") })
            #expect(changes.contains { $0.hasPrefix("it answers again after it was fenced; removed: guest") })
        }
    }

    @Test("without a method it waits for a human, whose word and name are kept")
    func human() async throws {
        try await EvacuationBench.run { bench async throws in
            let service = try await bench.addService("web", on: "sim-1")
            try await bench.cutOff("sim-1")
            #expect(try await bench.eventually { try await bench.host("sim-1").unreachableSince != nil })
            _ = try await bench.hosts.evacuate("sim-1", by: "the operator")
            #expect(try await bench.eventually { try await bench.host("sim-1").evacuation?.phase == "waiting" })
            #expect(try await bench.vnfcs(of: service).allSatisfy { $0.hostID == "sim-1" })
            await #expect(throws: ManifoldError.self) {
                _ = try await bench.hosts.confirmDead("sim-1", .init(by: ""))
            }
            // The guests run on behind the cut, so that the word is false: the world notices, and the return mends it.
            let host = try await bench.hosts.confirmDead("sim-1", .init(by: "J. Doe", reason: "no light on it"))
            #expect(host.evacuation?.fence?.method == "confirmation by J. Doe")
            #expect(host.evacuation?.fence?.evidence == "no light on it")
            #expect(
                try await bench.eventually { try await bench.host("sim-1").evacuation?.phase == "fenced" })
            #expect(try await bench.eventually { try await bench.world.duplicates().contains { $0.contains("MAC") } })
            #expect(
                try await bench.eventually { try await bench.store.read { try $0.openOperations() }.isEmpty })
            let twice = try await bench.world.duplicates().count
            try await bench.reconnect("sim-1")
            #expect(try await bench.eventually { try await bench.host("sim-1").state == "enabled" })
            #expect(try await bench.things(on: "sim-1").isEmpty)
            #expect(try await bench.world.duplicates().count == twice)
            #expect(try await bench.findings() == [])
        }
    }

    @Test("a host whose settings say so is evacuated without being asked, once its time has passed")
    func automatic() async throws {
        try await EvacuationBench.run { bench async throws in
            let services = [
                try await bench.addService("a", on: "sim-1"), try await bench.addService("b", on: "sim-1"),
                try await bench.addService("c", on: "sim-2"),
            ]
            try await bench.fence("sim-1", automatic: true)
            let cut = ContinuousClock.now
            try await bench.cutOff("sim-1")
            #expect(try await bench.eventually { try await bench.host("sim-1").evacuation?.phase == "fenced" })
            #expect(ContinuousClock.now - cut > .seconds(1))
            for service in services.prefix(2) {
                #expect(try await bench.vnfcs(of: service).allSatisfy { $0.hostID != "sim-1" })
            }
            #expect(try await bench.vnfcs(of: services[2]).allSatisfy { $0.hostID == "sim-2" })
            #expect(bench.fences.acts == ["sim-1"])
            #expect(try await bench.world.duplicates().isEmpty)
        }
    }

    @Test("a host that answers is neither evacuated nor declared dead, and one that answers again isn't fenced")
    func answers() async throws {
        try await EvacuationBench.run { bench async throws in
            try await bench.addService("web", on: "sim-1")
            for call in [
                { _ = try await bench.hosts.evacuate("sim-1", by: "the operator") },
                { _ = try await bench.hosts.confirmDead("sim-1", .init(by: "J. Doe")) },
            ] as [@Sendable () async throws -> Void] {
                let error = await #expect(throws: ManifoldError.self) { try await call() }
                #expect(error?.code == .conflict)
            }
            await bench.stop()
            try await bench.fence("sim-1")
            try await bench.cutOff("sim-1")
            try await bench.hosts.lost("sim-1", reason: "it is cut off")
            _ = try await bench.hosts.evacuate("sim-1", by: "the operator")
            try await bench.reconnect("sim-1")
            await bench.start()
            // It is enabled by its answer, and the evacuation is called off by what was to fence it, a moment later.
            #expect(
                try await bench.eventually {
                    let host = try await bench.host("sim-1")
                    return host.state == "enabled" && host.evacuation == nil
                })
            #expect(bench.fences.acts.isEmpty)
        }
    }

    @Test("a fence that was intended when the manager ended is looked up, and not repeated")
    func lookedUp() async throws {
        try await EvacuationBench.run { bench async throws in
            let service = try await bench.addService("web", on: "sim-1")
            try await bench.fence("sim-1")
            bench.fences.conduct(.neverAnswers)
            try await bench.cutOff("sim-1")
            #expect(try await bench.eventually { try await bench.host("sim-1").unreachableSince != nil })
            _ = try await bench.hosts.evacuate("sim-1", by: "the operator")
            #expect(try await bench.eventually { bench.fences.acts == ["sim-1"] })
            await bench.stop()
            #expect(try await bench.host("sim-1").evacuation?.fence?.state == .started)
            #expect(try await bench.vnfcs(of: service).allSatisfy { $0.hostID == "sim-1" })
            await bench.start()
            #expect(try await bench.eventually { try await bench.host("sim-1").evacuation?.phase == "fenced" })
            #expect(bench.fences.acts == ["sim-1"] && bench.fences.looks == ["sim-1"])
            #expect(try await bench.host("sim-1").evacuation?.fence?.evidence == "it was found to be off")
            #expect(try await bench.world.duplicates().isEmpty)
        }
    }

    @Test("a host that answers again while its fence was begun and can't be asked is neither evacuated nor kept away")
    func answersAfterIntent() async throws {
        try await EvacuationBench.run { bench async throws in
            let service = try await bench.addService("web", on: "sim-1")
            try await bench.fence("sim-1")
            await bench.stop()
            try await bench.cutOff("sim-1")
            try await bench.hosts.lost("sim-1", reason: "it is cut off")
            _ = try await bench.hosts.evacuate("sim-1", by: "the operator")
            // As a manager leaves it that ended right after its intent.
            try await bench.store.transact { transaction in
                var host = try transaction.host("sim-1")
                host.value.evacuation?.fence = .init(
                    state: .started, method: "ipmi at bmc-sim-1", index: 0, at: transaction.now)
                host.value.evacuation?.notBefore = transaction.now.addingTimeInterval(3600)
                try transaction.update(host)
            }
            try await bench.reconnect("sim-1")
            await bench.start()
            #expect(
                try await bench.eventually {
                    let host = try await bench.host("sim-1")
                    return host.state == "enabled" && host.evacuation == nil && host.problem == nil
                })
            #expect(bench.fences.acts.isEmpty && bench.fences.looks.isEmpty)
            #expect(try await bench.vnfcs(of: service).allSatisfy { $0.hostID == "sim-1" })
            #expect(try await bench.hosts.changes("sim-1").flatMap(\.changes).contains { $0.hasPrefix("it answers") })
        }
    }

    @Test("where nobody can tell what became of a fence, it isn't done again before somebody asks")
    func unknownOutcome() async throws {
        try await EvacuationBench.run { bench async throws in
            let service = try await bench.addService("web", on: "sim-1")
            try await bench.fence("sim-1")
            bench.fences.conduct(.neverAnswers, canTell: false)
            try await bench.cutOff("sim-1")
            #expect(try await bench.eventually { try await bench.host("sim-1").unreachableSince != nil })
            _ = try await bench.hosts.evacuate("sim-1", by: "the operator")
            #expect(try await bench.eventually { bench.fences.acts.count == 1 })
            await bench.stop()
            bench.fences.conduct(.works, canTell: false)
            await bench.start()
            #expect(try await bench.eventually { try await bench.host("sim-1").evacuation?.phase == "waiting" })
            try await Task.sleep(for: .milliseconds(500))
            #expect(bench.fences.acts.count == 1)
            #expect(try await bench.vnfcs(of: service).allSatisfy { $0.hostID == "sim-1" })
            _ = try await bench.hosts.evacuate("sim-1", by: "the operator")
            #expect(try await bench.eventually { try await bench.host("sim-1").evacuation?.phase == "fenced" })
            #expect(bench.fences.acts.count == 2)
        }
    }

    @Test("a service on a fenced host can be terminated, and what it had there goes when the host returns")
    func terminatedMeanwhile() async throws {
        try await EvacuationBench.run(hosts: 1) { bench async throws in
            let service = try await bench.addService("web", on: "sim-1")
            try await bench.cutOff("sim-1")
            #expect(try await bench.eventually { try await bench.host("sim-1").unreachableSince != nil })
            _ = try await bench.hosts.confirmDead("sim-1", .init(by: "J. Doe"))
            // There is no other host.
            #expect(try await bench.eventually { try await bench.host("sim-1").evacuation?.stuck.count == 1 })
            let stuck = try #require(try await bench.host("sim-1").evacuation?.stuck.first)
            #expect(stuck.name == "web" && stuck.guests == 2)
            #expect(stuck.reason.contains("sim-1: is the host that it is to leave"))
            let request = SOL005.TerminateNsRequest()
            let operation = try await bench.nss.terminate(service, request, body: .object([:]))
            #expect(try await bench.end(of: operation) == .completed)
            #expect(try await bench.eventually { try await bench.host("sim-1").evacuation?.phase == "fenced" })
            try await bench.reconnect("sim-1")
            #expect(try await bench.eventually { try await bench.host("sim-1").state == "enabled" })
            #expect(try await bench.things(on: "sim-1").isEmpty)
        }
    }

    @Test("what somebody else made on a host that returns isn't touched")
    func foreign() async throws {
        try await EvacuationBench.run { bench async throws in
            try await bench.addService("web", on: "sim-1")
            _ = try await bench.world.call(.plant(host: "sim-1", thing: .guest(name: "somebody")))
            let other = Bench.guest(
                VNFC(
                    id: "of-another-manager", vduID: "v", index: 0, hostID: "sim-1", domainName: "mfother", vCPUs: 1,
                    memory: 1 << 20))
            try await bench.world.host("sim-1").startGuest(other)
            try await bench.fence("sim-1", automatic: true)
            try await bench.cutOff("sim-1")
            #expect(try await bench.eventually { try await bench.host("sim-1").evacuation?.phase == "fenced" })
            try await bench.reconnect("sim-1")
            #expect(try await bench.eventually { try await bench.host("sim-1").state == "enabled" })
            #expect(try await bench.things(on: "sim-1") == ["guest mfother"])
            #expect(try await bench.world.dump(.full).contains("\"somebody\""))
        }
    }

    @Test("whatever is cut off, fenced, drained and brought back: nothing is ever there twice", arguments: 1...6)
    func anything(seed: Int) async throws {
        try await EvacuationBench.run(hosts: 4) { bench async throws in
            var generator = SeededGenerator(seed)
            var services: [Identifier<NSInstance>] = []
            for number in 0..<4 {
                services.append(try await bench.addService("s\(number)", on: "sim-\(number % 4 + 1)"))
            }
            var identities: [[String]] = []
            for service in services { identities.append(try await bench.identity(of: service)) }
            for number in 1...4 { try await bench.fence("sim-\(number)", automatic: generator.next() % 2 == 0) }
            for _ in 0..<14 {
                let name = "sim-\(generator.next() % 4 + 1)"
                switch generator.next() % 6 {
                case 0, 1: try await bench.cutOff(name)
                case 2: try await bench.reconnect(name)
                case 3: _ = try? await bench.hosts.evacuate(name, by: "the operator")
                case 4: _ = try? await bench.hosts.modify(name, .init(state: .draining))
                default: _ = try? await bench.hosts.modify(name, .init(state: .enabled))
                }
                try await Task.sleep(for: .milliseconds(Int(generator.next() % 400)))
                #expect(try await bench.world.duplicates().isEmpty)
            }
            // All come back, and then everything is where it should be, once.
            for number in 1...4 { try await bench.reconnect("sim-\(number)") }
            #expect(
                try await bench.eventually {
                    for number in 1...4 {
                        try await bench.reconnect("sim-\(number)")
                        let host = try await bench.host("sim-\(number)")
                        if host.problem != nil || host.evacuation?.kind == "evacuate" { return false }
                    }
                    return try await bench.store.read { reading in
                        try reading.openOperations().allSatisfy { !$0.value.state.isRunning }
                    }
                })
            #expect(try await bench.world.duplicates().isEmpty)
            for (service, identity) in zip(services, identities) {
                #expect(try await bench.identity(of: service) == identity)
            }
            // What is still being drained would move while the hosts are asked.
            await bench.stop()
            #expect(
                try await bench.eventually {
                    try await bench.store.read { reading in
                        try reading.openOperations().allSatisfy { !$0.value.state.isRunning }
                    }
                })
            let left = try await bench.findings().filter { !$0.hasPrefix("missing") }
            #expect(left.isEmpty)
        }
    }
}
