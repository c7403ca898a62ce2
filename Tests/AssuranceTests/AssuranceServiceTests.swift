import Foundation
import MANOModel
import SOL
import SimulatedVIM
import Store
import Testing
import VIM

import Assurance

@Suite("Assurance on simulated hosts")
struct AssuranceServiceTests {
    @Test("a guest that crashes is alarmed at once, healed, and its alarm cleared and kept")
    func heals() async throws {
        try await Bench.run { bench async throws in
            let vnf = try await bench.addVNF(guests: 2)
            let vnfc = try #require(vnf.instantiated?.vnfcs.last)
            let began = ContinuousClock.now
            try await bench.crash(vnfc)
            #expect(try await bench.eventually { try await bench.alarms().first?.alarmClearedTime != nil })
            // Events are followed: the next comparison is a minute away.
            #expect(ContinuousClock.now - began < .seconds(5))
            let alarm = try #require(try await bench.alarms().first)
            #expect(try await bench.alarms().count == 1)
            #expect(alarm.managedObjectId == vnf.id.rawValue)
            #expect(alarm.rootCauseFaultyResource?.faultyResource.resourceId == vnfc.id.rawValue)
            #expect(alarm.perceivedSeverity == "CLEARED")
            #expect(alarm.probableCause == "VNFC guest stopped unexpectedly")
            #expect(alarm.faultDetails?.contains("host sim-1") == true)
            #expect(alarm.faultDetails?.contains("domain \(vnfc.domainName)") == true)
            #expect(alarm.faultDetails?.contains { $0.contains("signal 9") } == true)
            #expect(await bench.healing.requests == [[vnfc.id]])
        }
    }

    @Test("without autoheal the alarm stays until somebody starts the guest")
    func alarmsOnly() async throws {
        try await Bench.run { bench async throws in
            let vnf = try await bench.addVNF(heals: false)
            let vnfc = try #require(vnf.instantiated?.vnfcs.first)
            try await bench.crash(vnfc)
            #expect(try await bench.eventually { try await bench.alarms().count == 1 })
            try await Task.sleep(for: .milliseconds(400))
            #expect(try await bench.alarms().map(\.perceivedSeverity) == ["CRITICAL"])
            try await bench.world.host("sim-1").startGuest(Bench.guest(vnfc))
            #expect(try await bench.eventually { try await bench.alarms().map(\.perceivedSeverity) == ["CLEARED"] })
            #expect(await bench.healing.requests.isEmpty)
        }
    }

    @Test("a burst of crashes in one VNF is one healing of all its guests")
    func burst() async throws {
        try await Bench.run { bench async throws in
            let vnf = try await bench.addVNF(guests: 12)
            let vnfcs = try #require(vnf.instantiated?.vnfcs)
            for vnfc in vnfcs { try await bench.crash(vnfc) }
            #expect(
                try await bench.eventually {
                    try await bench.alarms().filter { $0.perceivedSeverity == "CLEARED" }.count == 12
                })
            #expect(await bench.healing.requests.flatMap(\.self).count == 12)
            #expect(await bench.healing.requests.count <= 2)
        }
    }

    @Test("a healing that fails leaves the alarm with the reason and is tried again")
    func retries() async throws {
        try await Bench.run { bench async throws in
            let vnf = try await bench.addVNF()
            let vnfc = try #require(vnf.instantiated?.vnfcs.first)
            await bench.healing.plan([.failure, .failure])
            try await bench.crash(vnfc)
            #expect(try await bench.eventually { try await bench.alarms().first?.perceivedSeverity == "CLEARED" })
            #expect(await bench.healing.requests.count == 1)
            #expect(await bench.healing.retries == 2)
            let details = try #require(try await bench.alarms().first?.faultDetails)
            #expect(details.contains { $0.hasPrefix("healing by occurrence") && $0.hasSuffix("FAILED_TEMP: no image") })
        }
    }

    @Test("after the limit it is left to the operator")
    func givesUp() async throws {
        try await Bench.run { bench async throws in
            let vnf = try await bench.addVNF()
            let vnfc = try #require(vnf.instantiated?.vnfcs.first)
            await bench.healing.plan([.failure, .failure, .failure, .failure])
            try await bench.crash(vnfc)
            #expect(
                try await bench.eventually {
                    try await bench.alarms().first?.faultDetails?.contains {
                        $0.hasPrefix("left to the operator after 3 attempts")
                    } == true
                })
            try await Task.sleep(for: .milliseconds(500))
            #expect(await bench.healing.retries == 2)
            #expect(try await bench.alarms().map(\.perceivedSeverity) == ["CRITICAL"])
        }
    }

    @Test("while another operation holds the VNF it waits, and heals when that has ended")
    func busy() async throws {
        try await Bench.run { bench async throws in
            let vnf = try await bench.addVNF()
            let vnfc = try #require(vnf.instantiated?.vnfcs.first)
            let scale = OperationOccurrence(
                id: "scale", subject: .vnf(vnf.id), operation: .scale, state: .processing, startedAt: Date(),
                parameters: .null)
            try await bench.store.transact { try $0.insert(scale) }
            try await bench.crash(vnfc)
            #expect(try await bench.eventually { try await bench.alarms().count == 1 })
            try await Task.sleep(for: .milliseconds(200))
            #expect(await bench.healing.requests.isEmpty)
            try await bench.store.transact { transaction in
                var stored = try transaction.get(Identifier<OperationOccurrence>("scale"))
                stored.value.state = .completed
                try transaction.update(stored)
            }
            #expect(try await bench.eventually { try await bench.alarms().first?.perceivedSeverity == "CLEARED" })
        }
    }

    @Test("a guest that a termination removes raises no alarm")
    func termination() async throws {
        try await Bench.run { bench async throws in
            let vnf = try await bench.addVNF()
            let vnfc = try #require(vnf.instantiated?.vnfcs.first)
            let terminate = OperationOccurrence(
                id: "terminate", subject: .vnf(vnf.id), operation: .terminate, state: .processing, startedAt: Date(),
                parameters: .null)
            try await bench.store.transact { try $0.insert(terminate) }
            try await bench.world.host("sim-1").removeGuest(name: vnfc.domainName, grace: nil)
            try await Task.sleep(for: .milliseconds(200))
            try await bench.store.transact { transaction in
                var stored = try transaction.get(Identifier<OperationOccurrence>("terminate"))
                stored.value.state = .completed
                try transaction.update(stored)
                var instance = try transaction.get(vnf.id)
                instance.value.instantiated = nil
                try transaction.update(instance)
            }
            try await Task.sleep(for: .milliseconds(500))
            #expect(try await bench.alarms().isEmpty)
            #expect(await bench.healing.requests.isEmpty)
        }
    }

    @Test("what happened while the manager was away is found at the start")
    func start() async throws {
        try await Bench.run(startsService: false) { bench async throws in
            let vnf = try await bench.addVNF()
            let vnfc = try #require(vnf.instantiated?.vnfcs.first)
            try await bench.world.host("sim-1").removeGuest(name: vnfc.domainName, grace: nil)
            let service = Task { try await bench.assurance.run() }
            #expect(try await bench.eventually { try await bench.alarms().first?.perceivedSeverity == "CLEARED" })
            #expect(try await bench.alarms().first?.probableCause == "VNFC guest disappeared")
            service.cancel()
            try await service.value
        }
    }

    @Test("a host that can't be asked raises no alarm")
    func unreachable() async throws {
        try await Bench.run(comparison: .milliseconds(100)) { bench async throws in
            _ = try await bench.addVNF()
            try await bench.world.configure(
                SimulationSettings(faults: [SimulatedFault(action: "*", kind: .unknown)]))
            try await Task.sleep(for: .milliseconds(700))
            #expect(try await bench.alarms().isEmpty)
        }
    }
}
