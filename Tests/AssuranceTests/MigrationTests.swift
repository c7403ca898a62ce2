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

@Suite("Migration")
struct MigrationTests {
    @Test(
        "a guest goes to another host with all that it is known by, is never there twice, and leaves nothing",
        arguments: [
            ManifoldAPI.MigrateRequest.Kind.live, .cold,
        ])
    func moves(kind: ManifoldAPI.MigrateRequest.Kind) async throws {
        try await EvacuationBench.run { bench async throws in
            try await bench.join(vlans: 1000...1009)
            let service = try await bench.addService("web", on: "sim-1")
            let identity = try await bench.identity(of: service)
            let before = try await bench.claims()
            let vnf = try await bench.vnf("left", of: service)
            #expect(try await bench.migrate(vnf, to: "sim-2", kind) == .completed)
            let left = try #require(try await bench.store.read { try $0.get(vnf).value.instantiated?.vnfcs.first })
            #expect(left.hostID == "sim-2")
            #expect(try await bench.identity(of: service) == identity)
            #expect(try await bench.world.duplicates().isEmpty)
            #expect(try await bench.findings() == [])
            #expect(try await bench.links(of: service).first?.carrier != nil)
            let onSource = try await bench.things(on: "sim-1")
            #expect(
                !onSource.contains { $0.hasSuffix(left.domainName) || $0.hasSuffix(left.connectionPoints[0].portName) })
            // As many as before, of what hosts have; the link's VLAN and its uplinks have come.
            let own = { (claims: Set<Claim>) in
                claims.filter { $0.owner == left.id.rawValue }.map(\.kind.rawValue).sorted()
            }
            #expect(own(try await bench.claims()) == own(before))
            #expect(try await bench.claims().filter { $0.owner == left.id.rawValue && $0.scope == "sim-1" }.isEmpty)
            #expect(try await bench.migrate(vnf, to: "sim-1", kind) == .completed)
            #expect(try await bench.findings() == [])
            try await bench.terminate(service)
            #expect(try await bench.claims().isEmpty)
            for host in ["sim-1", "sim-2", "sim-3"] { #expect(try await bench.things(on: host).isEmpty) }
        }
    }

    @Test(
        "a guest whose host or target says no stays where it runs after a rollback, and moves by a retry",
        arguments: [
            "moveGuest", "attachPorts", "createVolume",
        ])
    func refused(action: String) async throws {
        try await EvacuationBench.run { bench async throws in
            try await bench.join(vlans: 1000...1009)
            let service = try await bench.addService("web", on: "sim-1")
            let vnf = try await bench.vnf("left", of: service)
            for isRetried in [false, true] {
                let before = try await bench.claims()
                try await bench.world.configure(
                    SimulationSettings(faults: [SimulatedFault(action: action, kind: .fail, times: 1)]))
                let operation = try await bench.beginMigration(vnf, to: "sim-2", .live)
                #expect(try await bench.end(of: operation) == .failedTemporarily)
                let runs = try await bench.things(on: "sim-1").filter { $0.hasPrefix("guest") }.count
                #expect(runs == 2)
                if isRetried {
                    try await bench.engine.retry(operation)
                    #expect(try await bench.end(of: operation) == .completed)
                } else {
                    try await bench.engine.rollback(operation)
                    #expect(try await bench.end(of: operation) == .rolledBack)
                    // The link is carried from now on.
                    let ofGuests = { (claims: Set<Claim>) in
                        claims.filter { $0.kind != .segment && !$0.owner.contains("/") }
                    }
                    #expect(ofGuests(try await bench.claims()) == ofGuests(before))
                    #expect(
                        !(try await bench.things(on: "sim-2").contains {
                            $0.hasPrefix("guest") || $0.hasPrefix("volume")
                        }))
                }
                #expect(try await bench.world.duplicates().isEmpty)
                #expect(try await bench.findings() == [])
            }
        }
    }

    @Test("an answer that is lost while a guest moves is looked up, not guessed")
    func lostAnswer() async throws {
        try await EvacuationBench.run { bench async throws in
            try await bench.join(vlans: 1000...1009)
            let service = try await bench.addService("web", on: "sim-1")
            let vnf = try await bench.vnf("left", of: service)
            try await bench.world.configure(
                SimulationSettings(faults: [SimulatedFault(action: "moveGuest", kind: .unknown, times: 1)]))
            let operation = try await bench.beginMigration(vnf, to: "sim-2", .live)
            if try await bench.end(of: operation) != .completed {
                try await bench.engine.retry(operation)
                #expect(try await bench.end(of: operation) == .completed)
            }
            #expect(try await bench.world.duplicates().isEmpty)
            #expect(try await bench.findings() == [])
        }
    }

    @Test("a migration to where the guest is, to a host that isn't there, or without a transport is refused")
    func badRequests() async throws {
        try await EvacuationBench.run { bench async throws in
            let service = try await bench.addService("web", on: "sim-1")
            let vnf = try await bench.vnf("left", of: service)
            for host in ["sim-1", "nowhere", "sim-2"] {
                await #expect(throws: ManifoldError.self) { _ = try await bench.migrate(vnf, to: host, .live) }
            }
            #expect(try await bench.store.read { try $0.openOperations() }.isEmpty)
        }
    }

    @Test("each thing that binds a guest to its host is named as why it can't go on elsewhere while it runs")
    func obstacles() {
        var vnfc = VNFC(
            id: "c", vduID: "v", index: 0, hostID: "h", domainName: "d", vCPUs: 1, memory: 1,
            placement: Placement(hostID: "h"),
            connectionPoints: [
                ConnectionPoint(
                    id: "p", cpdID: "cp", networkID: "n", segment: 100, macAddress: "", portName: "mf", portNumber: 1)
            ])
        #expect(Migration.obstacles(of: vnfc).isEmpty)
        vnfc.connectionPoints[0].bridge = "br0"
        #expect(Migration.obstacles(of: vnfc) == ["it has ports of Linux bridges, which are its host's"])
        vnfc.connectionPoints[0].bridge = nil
        vnfc.connectionPoints[0].socket = "/run/x"
        #expect(Migration.obstacles(of: vnfc).count == 1)
        vnfc.connectionPoints[0].function = .init(
            pciAddress: "0000:01:10.0", isPhysical: false, segment: nil, bandwidth: 0)
        #expect(Migration.obstacles(of: vnfc).count == 2)
        vnfc.placement?.cells = [.init(node: 0, vCPUs: 1, memory: 1)]
        #expect(Migration.obstacles(of: vnfc).count == 3)
        vnfc.placement?.cells[0].cpus = [3]
        #expect(Migration.obstacles(of: vnfc).contains { $0.contains("pinned") })
        vnfc.placement?.devices = [["0000:02:00.0"]]
        #expect(Migration.obstacles(of: vnfc).count == 4)
    }
}

extension EvacuationBench {
    func vnf(_ profile: String, of id: Identifier<NSInstance>) async throws -> Identifier<VNFInstance> {
        let vnfs = try await store.read { try $0.vnfInstances(ns: id).map(\.value) }
        guard let vnf = vnfs.first(where: { $0.vnfProfileID == profile }) else {
            throw ManifoldError(.internal, "there is no VNF \(profile)")
        }
        return vnf.id
    }

    func beginMigration(
        _ id: Identifier<VNFInstance>, to host: String, _ kind: ManifoldAPI.MigrateRequest.Kind
    ) async throws -> Identifier<OperationOccurrence> {
        try await VNFLifecycleService(store: store, engine: engine).migrate(
            id, ManifoldAPI.MigrateRequest(host: host, type: kind))
    }

    func migrate(
        _ id: Identifier<VNFInstance>, to host: String, _ kind: ManifoldAPI.MigrateRequest.Kind
    ) async throws -> OperationState {
        try await end(of: try await beginMigration(id, to: host, kind))
    }
}
