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

@Suite("Services on several hosts")
struct SeveralHostsTests {
    @Test("without a transport, VNFs that a rule keeps apart are refused, and both are named")
    func refusedWithoutTransport() async throws {
        try await EvacuationBench.run { bench async throws in
            let service = try await bench.createApart("web")
            let error = try await bench.failure(of: service)
            #expect(error.message.contains("apart (apart)"), "\(error)")
            #expect(error.cause?.contains("manifold transport set") == true, "\(error)")
            #expect(try await bench.vnfcs(of: service).isEmpty)
            for host in ["sim-1", "sim-2", "sim-3"] { #expect(try await bench.things(on: host).isEmpty) }
        }
    }

    @Test("VNFs that a rule keeps apart are on two hosts; their link has a VLAN, and all goes with the service")
    func spread() async throws {
        try await EvacuationBench.run { bench async throws in
            try await bench.join(vlans: 1000...1009)
            let service = try await bench.createApart("web")
            try await bench.instantiate(service)
            let places = try await bench.vnfcs(of: service).map(\.hostID)
            #expect(Set(places).count == 2)
            let link = try #require(try await bench.links(of: service).first)
            #expect(link.carrier == .vlan(physicalNetwork: "fabric", id: 1000))
            #expect(Set(link.places.map(\.hostID)) == Set(places))
            for host in places {
                let uplink = try #require(link.uplink(on: host))
                #expect(uplink.segment == link.segment)
                #expect(uplink.attachment == .physical(interface: "eth0", vlan: 1000))
                #expect(try await bench.things(on: host.rawValue).contains("endpoint \(uplink.portName)"))
            }
            #expect(try await bench.findings() == [])
            #expect(try await bench.transport.transport().links == 1)
            try await bench.terminate(service)
            for host in ["sim-1", "sim-2", "sim-3"] { #expect(try await bench.things(on: host).isEmpty) }
            #expect(try await bench.transport.transport().links == 0)
            #expect(try await bench.claims().isEmpty)
        }
    }

    @Test("a link with an MTU is between hosts whose uplinks carry it alone; the others are named with what they have")
    func jumboLinks() async throws {
        try await EvacuationBench.run { bench async throws in
            try await bench.join(vlans: 1000...1009)
            try await bench.setMTUs(["sim-1": 9000, "sim-2": 1500, "sim-3": 9216])
            let service = try await bench.createApart("web")
            try await bench.store.transact { transaction in
                var info = try #require(try transaction.find(NSDInfo.self, descriptorID: "apart"))
                for index in info.value.nsd?.flavours[0].virtualLinks.indices ?? 0..<0 {
                    info.value.nsd?.flavours[0].virtualLinks[index].profile.protocols = [
                        VirtualLinkProtocolData(layerProtocol: .ethernet, l2: L2ProtocolData(mtu: 9000))
                    ]
                }
                try transaction.update(info)
            }
            try await bench.instantiate(service)
            #expect(Set(try await bench.vnfcs(of: service).map(\.hostID)) == ["sim-1", "sim-3"])
            #expect(try await bench.links(of: service).map(\.mtu) == [9000])
            #expect(try await bench.vnfcs(of: service).flatMap(\.connectionPoints).allSatisfy { $0.mtu == 9000 })
            try await bench.terminate(service)
            try await bench.setMTUs(["sim-1": 9000, "sim-2": 1500, "sim-3": 8999])
            let second = try await bench.create("second", nsd: "apart")
            let error = try await bench.failure(of: second)
            #expect(
                "\(error)".contains("with an MTU of 9000 (eth0 of sim-2 has 1500, eth0 of sim-3 has 8999)"), "\(error)")
        }
    }

    @Test(
        "services fill one host before the next, or with the policy spread get the emptiest",
        arguments: PlacementPolicy.allCases)
    func policy(policy: PlacementPolicy) async throws {
        try await EvacuationBench.run { bench async throws in
            let settings = PlacementSettingsService(store: bench.store)
            #expect(try await settings.settings().policy == .pack)
            _ = try await settings.set(ManifoldAPI.PlacementSettings(policy: policy))
            #expect(try await settings.settings().policy == policy)
            var places: Set<Identifier<MANOModel.Host>> = []
            for name in ["one", "two", "three"] {
                let service = try await bench.create(name)
                try await bench.instantiate(service)
                places.formUnion(try await bench.vnfcs(of: service).map(\.hostID))
            }
            #expect(places.count == (policy == .pack ? 1 : 3))
        }
    }

    @Test("guests are in the zones that the instantiation names, and stay in them")
    func zones() async throws {
        try await EvacuationBench.run { bench async throws in
            for (host, zone) in [("sim-1", "west"), ("sim-2", "east"), ("sim-3", "east")] {
                _ = try await bench.hosts.modify(host, .init(zone: zone))
            }
            for (wrong, message) in [
                (["north"], "there is no zone north"), ([], "the additional parameter placementZones is"),
            ] {
                let refused = try await bench.create("refused-\(wrong.count)")
                let error = await #expect(throws: ManifoldError.self) {
                    try await bench.instantiate(refused, zones: .array(wrong.map(JSONValue.string)))
                }
                #expect(error?.code == .unprocessable)
                #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
                #expect(try await bench.claims().isEmpty)
            }
            let service = try await bench.create("web")
            try await bench.instantiate(service, zones: .array([.string("east")]))
            let first = try #require(try await bench.vnfcs(of: service).first?.hostID)
            #expect(first == "sim-2")
            _ = try await bench.hosts.modify("sim-2", .init(state: .draining))
            let moved = try await bench.eventually {
                try await bench.vnfcs(of: service).allSatisfy { $0.hostID == "sim-3" }
            }
            #expect(moved)
        }
    }

    @Test("no VLAN is used while a service fits on one host; one that is larger than any is on several")
    func largerThanAHost() async throws {
        try await EvacuationBench.run(hosts: 2) { bench async throws in
            try await bench.join(vlans: 1000...1009)
            let small = try await bench.create("small")
            try await bench.instantiate(small)
            #expect(Set(try await bench.vnfcs(of: small).map(\.hostID)).count == 1)
            #expect(try await bench.links(of: small).allSatisfy { $0.carrier == nil })
            try await bench.terminate(small)
            // Room for one guest of 256 MiB on each.
            for host in ["sim-1", "sim-2"] {
                let memory = try #require(try await bench.host(host).facts?.memory)
                _ = try await bench.hosts.modify(host, .init(reservedMemory: memory - (300 << 20)))
            }
            let large = try await bench.create("large")
            try await bench.instantiate(large)
            #expect(Set(try await bench.vnfcs(of: large).map(\.hostID)).count == 2)
            #expect(try await bench.links(of: large).allSatisfy { $0.carrier != nil })
        }
    }

    @Test("no VLAN is given twice, and a service for which none is left is refused with the reason")
    func allTaken() async throws {
        try await EvacuationBench.run { bench async throws in
            try await bench.join(vlans: 1000...1001)
            var carriers: Set<Network.Carrier> = []
            for name in ["a", "b"] {
                let service = try await bench.createApart(name)
                try await bench.instantiate(service)
                for link in try await bench.links(of: service) { carriers.insert(try #require(link.carrier)) }
            }
            #expect(carriers.count == 2)
            let claims = try await bench.claims()
            let error = try await bench.failure(of: try await bench.createApart("c"))
            #expect(error.cause?.contains("VLANs 1000 to 1001") == true, "\(error)")
            #expect(try await bench.claims() == claims)
            await #expect(throws: ManifoldError.self, "what is carried keeps its VLANs") {
                _ = try await bench.transport.set(
                    .init(type: .vlan, physicalNetwork: "fabric", firstVLAN: 1001, lastVLAN: 1009))
            }
        }
    }

    @Test("a host that no interface joins is none of several, and says so")
    func notJoined() async throws {
        try await EvacuationBench.run { bench async throws in
            try await bench.join(["sim-1", "sim-2"], vlans: 1000...1009)
            let service = try await bench.createApart("web")
            try await bench.instantiate(service)
            #expect(Set(try await bench.vnfcs(of: service).map(\.hostID.rawValue)) == ["sim-1", "sim-2"])
            _ = try await bench.hosts.modify("sim-2", .init(state: .disabled))
            let error = try await bench.failure(of: try await bench.createApart("more"))
            #expect(error.message.contains("sim-3: leads to no interface on the physical network fabric"), "\(error)")
        }
    }

    @Test("a service with a forwarding graph stays on one host: a rule that says otherwise is refused by name")
    func graphs() async throws {
        try await EvacuationBench.run { bench async throws in
            try await bench.join(vlans: 1000...1009)
            let service = try await bench.createApart("web", hasGraph: true)
            let error = try await bench.failure(of: service)
            #expect(error.message.contains("the forwarding graph g steers traffic on one host"), "\(error)")
            #expect(error.message.contains("apart (apart)"), "\(error)")
        }
    }

    @Test("networks of the operator's own can't be put on tenants' VLANs")
    func isolation() async throws {
        try await EvacuationBench.run { bench async throws in
            try await bench.join(vlans: 1000...1009)
            for vlan in [nil, 1005] {
                await #expect(throws: ManifoldError.self) {
                    _ = try await bench.networks.create(
                        .init(
                            name: "out", host: "sim-1",
                            attachment: .init(type: .physical, interface: "eth0", vlan: vlan)))
                }
                await #expect(throws: ManifoldError.self) {
                    _ = try await bench.networks.create(
                        .init(name: "out", attachment: .init(type: .provider, vlan: vlan, physicalNetwork: "fabric")))
                }
            }
            _ = try await bench.networks.create(
                .init(name: "out", host: "sim-1", attachment: .init(type: .physical, interface: "eth0", vlan: 20)))
            await #expect(throws: ManifoldError.self) {
                _ = try await bench.transport.set(
                    .init(type: .vlan, physicalNetwork: "fabric", firstVLAN: 10, lastVLAN: 30))
            }
        }
    }

    @Test("what a dead host had of a spread service comes back on another host, on the same link")
    func evacuated() async throws {
        try await EvacuationBench.run { bench async throws in
            try await bench.join(vlans: 1000...1009)
            let service = try await bench.createApart("web")
            try await bench.instantiate(service)
            let identity = try await bench.identity(of: service)
            let places = try await bench.vnfcs(of: service).map(\.hostID)
            let lost = places[0].rawValue
            try await bench.fence(lost, automatic: true)
            try await bench.cutOff(lost)
            #expect(
                try await bench.eventually {
                    let now = try await bench.vnfcs(of: service).map(\.hostID.rawValue)
                    let open = try await bench.store.read { try $0.openOperations() }
                    return !now.contains(lost) && open.isEmpty
                })
            #expect(Set(try await bench.vnfcs(of: service).map(\.hostID)).count == 2)
            #expect(try await bench.identity(of: service) == identity)
            #expect(try await bench.world.duplicates().isEmpty)
            let link = try #require(try await bench.links(of: service).first)
            #expect(link.places.filter { $0.uplink != nil }.count == 3)
            try await bench.reconnect(lost)
            #expect(try await bench.eventually { try await bench.host(lost).state == "enabled" })
            #expect(try await bench.eventually { try await bench.findings() == [] })
        }
    }
}

extension EvacuationBench {
    var transport: TransportService { TransportService(store: store) }

    /// Joins hosts by VLANs of the physical network `fabric`, to which their `eth0` leads.
    func join(_ names: [String] = ["sim-1", "sim-2", "sim-3"], vlans: ClosedRange<Int>) async throws {
        try await store.transact { transaction in
            for var host in try transaction.all(Host.self) where names.contains(host.value.name) {
                host.value.physicalNetworks = ["eth0": "fabric"]
                try transaction.update(host)
            }
        }
        _ = try await transport.set(
            .init(
                type: .vlan, physicalNetwork: "fabric", firstVLAN: vlans.lowerBound, lastVLAN: vlans.upperBound))
    }

    /// - Parameter mtus: of `eth0`, by host.
    func setMTUs(_ mtus: [String: Int]) async throws {
        try await store.transact { transaction in
            for var host in try transaction.all(Host.self) {
                host.value.facts?.interfaceMTUs["eth0"] = mtus[host.value.name]
                try transaction.update(host)
            }
        }
    }

    func create(_ name: String, nsd: String = "nsd") async throws -> Identifier<NSInstance> {
        try await nss.create(SOL005.CreateNsRequest(nsdId: nsd, nsName: name, nsDescription: ""))
    }

    /// The same service with a rule that keeps its two VNFs on different hosts.
    func createApart(_ name: String, hasGraph: Bool = false) async throws -> Identifier<NSInstance> {
        let id = hasGraph ? "graph" : "apart"
        try await store.transact { transaction in
            guard try transaction.find(NSDInfo.self, descriptorID: id) == nil else { return }
            var info = try transaction.get(Identifier<NSDInfo>("nsd-info")).value
            info.id = Identifier("\(id)-info")
            info.nsd?.id = id
            info.nsd?.flavours[0].placementRules = [
                PlacementRule(id: "apart", kind: .antiAffinity, scope: .nfviNode, targetIDs: ["left", "right"])
            ]
            if hasGraph { info.nsd?.flavours[0].vnffgs = [VNFFG(id: "g", nfps: [])] }
            try transaction.insert(info)
        }
        return try await create(name, nsd: id)
    }

    /// - Parameter zones: where its guests may be; nil: anywhere.
    func instantiate(_ id: Identifier<NSInstance>, zones: JSONValue? = nil) async throws {
        let request = SOL005.InstantiateNsRequest(
            nsFlavourId: "df", additionalParamsForNs: zones.map { [ZoneChoice.key: $0] })
        let operation = try await nss.instantiate(id, request, body: try JSONValue(encoding: request))
        let state = try await end(of: operation)
        let error = try await store.read { try $0.get(operation).value.error }
        guard state == .completed else { throw error ?? ManifoldError(.internal, "it is \(state)") }
    }

    func terminate(_ id: Identifier<NSInstance>) async throws {
        let request = SOL005.TerminateNsRequest()
        let operation = try await nss.terminate(id, request, body: try JSONValue(encoding: request))
        let state = try await end(of: operation)
        guard state == .completed else { throw ManifoldError(.internal, "it is \(state)") }
    }

    /// Why an instantiation doesn't succeed.
    func failure(of id: Identifier<NSInstance>) async throws -> ManifoldError {
        do {
            try await instantiate(id)
        } catch let error as ManifoldError {
            return error
        }
        throw ManifoldError(.internal, "it is instantiated")
    }

    func links(of id: Identifier<NSInstance>) async throws -> [Network] {
        try await store.read { try $0.networks(ns: id).map(\.value) }
    }

    func claims() async throws -> Set<Claim> { Set(try await store.read { try $0.claims() }) }
}
