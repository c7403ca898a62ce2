import Assurance
import Foundation
import Infrastructure
import MANOModel
import NFVO
import Operations
import SOL
import SimulatedVIM
import Store
import Testing
import VNFM

@Suite("Draining hosts")
struct DrainTests {
    @Test(
        "guests leave one service after the other, with all that they are known by, and the empty host is in maintenance"
    )
    func drains() async throws {
        try await EvacuationBench.run { bench async throws in
            var services: [Identifier<NSInstance>] = []
            for name in ["a", "b", "c"] { services.append(try await bench.addService(name, on: "sim-1")) }
            var identities: [[String]] = []
            for service in services { identities.append(try await bench.identity(of: service)) }
            let draining = try await bench.hosts.modify("sim-1", .init(state: .draining))
            #expect(draining.state == "draining")
            #expect(draining.evacuation?.kind == "drain" && draining.evacuation?.guestsAtStart == 6)
            var most = 0
            #expect(
                try await bench.eventually {
                    let open = try await bench.store.read { reading in
                        try reading.openOperations().filter { $0.value.parent == nil }.count
                    }
                    most = max(most, open)
                    return try await bench.host("sim-1").state == "maintenance"
                })
            #expect(most == 1)
            for (service, identity) in zip(services, identities) {
                #expect(try await bench.vnfcs(of: service).allSatisfy { $0.hostID != "sim-1" })
                #expect(try await bench.identity(of: service) == identity)
            }
            #expect(try await bench.things(on: "sim-1").isEmpty)
            #expect(try await bench.host("sim-1").used == .init(vCPUs: 0, memory: 0, storage: 0, claims: []))
            #expect(try await bench.world.duplicates().isEmpty)
            #expect(try await bench.findings() == [])
            #expect(
                try await bench.hosts.changes("sim-1").flatMap(\.changes).contains("it is drained: 6 guests have left"))
            #expect(try await bench.hosts.modify("sim-1", .init(state: .enabled)).state == "enabled")
        }
    }

    @Test("a guest that can goes as it runs, with its disk; one that can't is made anew", arguments: [false, true])
    func migrates(isRefused: Bool) async throws {
        try await EvacuationBench.run(hosts: 2) { bench async throws in
            let service = try await bench.addService("web", on: "sim-1", level: "single")
            let identity = try await bench.identity(of: service)
            if isRefused {
                let fault = SimulatedFault(
                    action: "moveGuest", kind: .fail, error: "the CPU is another", times: 9)
                try await bench.world.configure(SimulationSettings(faults: [fault]))
            }
            _ = try await bench.hosts.modify("sim-1", .init(state: .draining))
            #expect(try await bench.eventually { try await bench.host("sim-1").state == "maintenance" })
            let heals = try await bench.store.read { reading in
                try reading.vnfInstances(ns: service).flatMap { try reading.operations(instance: $0.value.id.rawValue) }
                    .map(\.value).filter { $0.operation == .heal }
            }
            let moves = heals.filter { Migration(of: $0) != nil }
            #expect(moves.map(\.state) == [isRefused ? .failed : .completed])
            #expect(moves.allSatisfy { Migration(of: $0)?.isLive == true })
            #expect(heals.count == (isRefused ? 2 : 1))
            #expect(try await bench.vnfcs(of: service).map(\.hostID) == ["sim-2"])
            #expect(try await bench.identity(of: service) == identity)
            #expect(try await bench.things(on: "sim-1").isEmpty)
            #expect(try await bench.findings() == [])
            #expect(try await bench.world.duplicates().isEmpty)
        }
    }

    @Test("a service without a place elsewhere stays where it runs, with the reasons, and leaves when there is one")
    func stuck() async throws {
        try await EvacuationBench.run(hosts: 2) { bench async throws in
            let service = try await bench.addService("web", on: "sim-1")
            _ = try await bench.hosts.modify("sim-2", .init(state: .disabled))
            _ = try await bench.hosts.modify("sim-1", .init(state: .draining))
            #expect(try await bench.eventually { try await bench.host("sim-1").evacuation?.stuck.count == 1 })
            let host = try await bench.host("sim-1")
            let stuck = try #require(host.evacuation?.stuck.first)
            #expect(stuck.instanceID == service.rawValue && stuck.name == "web" && stuck.guests == 2)
            #expect(stuck.reason.contains("sim-2: is disabled"))
            #expect(host.state == "draining" && host.guests == 2)
            #expect(try await bench.store.read { try $0.openOperations() }.isEmpty)
            let error = await #expect(throws: ManifoldError.self) { try await bench.hosts.remove("sim-1") }
            #expect(error?.code == .conflict)
            _ = try await bench.hosts.modify("sim-2", .init(state: .enabled))
            #expect(try await bench.eventually { try await bench.host("sim-1").state == "maintenance" })
            #expect(try await bench.host("sim-1").evacuation == nil)
            try await bench.hosts.remove("sim-1")
        }
    }

    @Test("enabling a host that is being drained keeps what has not left yet")
    func calledOff() async throws {
        try await EvacuationBench.run(hosts: 2) { bench async throws in
            let service = try await bench.addService("web", on: "sim-1")
            _ = try await bench.hosts.modify("sim-2", .init(state: .disabled))
            _ = try await bench.hosts.modify("sim-1", .init(state: .draining))
            #expect(try await bench.eventually { try await bench.host("sim-1").evacuation?.stuck.count == 1 })
            let host = try await bench.hosts.modify("sim-1", .init(state: .enabled))
            #expect(host.state == "enabled" && host.evacuation == nil)
            _ = try await bench.hosts.modify("sim-2", .init(state: .enabled))
            try await Task.sleep(for: .milliseconds(300))
            #expect(try await bench.vnfcs(of: service).allSatisfy { $0.hostID == "sim-1" })
        }
    }

    @Test("an operator's occurrence that holds a service is named, and a host that gives no answer isn't drained")
    func busy() async throws {
        try await EvacuationBench.run(hosts: 2) { bench async throws in
            let service = try await bench.addService("web", on: "sim-1")
            try await bench.world.configure(
                SimulationSettings(faults: [.init(action: "createVolume", kind: .fail, error: "disk is full", times: 1)]
                ))
            let request = SOL005.HealNsRequest(healNsData: .init(degreeHealing: .restore))
            let operation = try await bench.nss.heal(service, request, body: try JSONValue(encoding: request))
            #expect(try await bench.end(of: operation) == .failedTemporarily)
            _ = try await bench.hosts.modify("sim-1", .init(state: .draining))
            #expect(try await bench.eventually { try await bench.host("sim-1").evacuation?.stuck.count == 1 })
            let reason = try #require(try await bench.host("sim-1").evacuation?.stuck.first?.reason)
            #expect(reason.contains("occurrence \(operation) (HEAL) is FAILED_TEMP"))
            try await bench.engine.retry(operation)
            #expect(try await bench.eventually { try await bench.host("sim-1").state == "maintenance" })

            try await bench.cutOff("sim-2")
            #expect(try await bench.eventually { try await bench.host("sim-2").unreachableSince != nil })
            let error = await #expect(throws: ManifoldError.self) {
                _ = try await bench.hosts.modify("sim-2", .init(state: .draining))
            }
            #expect(error?.code == .conflict)
        }
    }

    @Test("a move that fails halfway goes on until it is done")
    func retried() async throws {
        try await EvacuationBench.run(hosts: 2) { bench async throws in
            let service = try await bench.addService("web", on: "sim-1")
            try await bench.world.configure(
                SimulationSettings(faults: [
                    .init(action: "startGuest", host: "sim-2", kind: .fail, error: "no huge pages", times: 2)
                ]))
            _ = try await bench.hosts.modify("sim-1", .init(state: .draining))
            #expect(try await bench.eventually { try await bench.host("sim-1").state == "maintenance" })
            #expect(try await bench.vnfcs(of: service).allSatisfy { $0.hostID == "sim-2" })
            #expect(try await bench.findings() == [])
            #expect(try await bench.world.duplicates().isEmpty)
        }
    }

    @Test("a host that dies while it is drained is fenced, and what was on its way from it isn't there twice")
    func diesMeanwhile() async throws {
        try await EvacuationBench.run { bench async throws in
            var services: [Identifier<NSInstance>] = []
            for name in ["a", "b"] { services.append(try await bench.addService(name, on: "sim-1")) }
            try await bench.fence("sim-1", automatic: true)
            try await bench.world.configure(SimulationSettings(delays: ["removeGuest": 200]))
            _ = try await bench.hosts.modify("sim-1", .init(state: .draining))
            // The plan of the first is accepted, and its guests are still there.
            #expect(try await bench.eventually { !(try await bench.store.read { try $0.openOperations() }).isEmpty })
            try await Task.sleep(for: .milliseconds(50))
            try await bench.cutOff("sim-1")
            #expect(
                try await bench.eventually {
                    for service in services {
                        guard try await bench.vnfcs(of: service).allSatisfy({ $0.hostID != "sim-1" }) else {
                            return false
                        }
                    }
                    return try await bench.store.read { try $0.openOperations() }.isEmpty
                })
            #expect(bench.fences.acts == ["sim-1"])
            #expect(try await bench.world.duplicates().isEmpty)
            try await bench.reconnect("sim-1")
            #expect(try await bench.eventually { try await bench.host("sim-1").state == "maintenance" })
            #expect(try await bench.things(on: "sim-1").isEmpty)
            #expect(try await bench.findings() == [])
        }
    }

    @Test("disks stay where the new host has them as well")
    func sharedStorage() async throws {
        try await EvacuationBench.run(hosts: 2) { bench async throws in
            let service = try await bench.addService("web", on: "sim-1")
            for name in ["sim-1", "sim-2"] { _ = try await bench.hosts.modify(name, .init(sharedStorage: "nfs")) }
            _ = try await bench.hosts.modify("sim-1", .init(state: .draining))
            #expect(try await bench.eventually { try await bench.host("sim-1").state == "maintenance" })
            let disks = try await bench.vnfcs(of: service).flatMap { $0.volumes.map { "volume \($0.name)" } }
            let left = try await bench.things(on: "sim-1")
            #expect(Set(disks).isSubset(of: left))
            #expect(!left.contains { $0.hasPrefix("guest") || $0.hasPrefix("port") })
        }
    }
}
