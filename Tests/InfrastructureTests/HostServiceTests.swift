import Dataplane
import Infrastructure
import MANOModel
import SOL
import Store
import Testing

@Suite("Hosts")
struct HostServiceTests {
    @Test("a host that answers is taken in with its facts, and is found by name and id")
    func add() async throws {
        try await Bench.run { bench async throws in
            let host = try await bench.addHost("h1")
            #expect(host.state == "enabled")
            #expect(host.facts?.cores == 2)
            #expect(host.problem == nil)
            #expect(try await bench.hosts.host("h1") == host)
            #expect(try await bench.hosts.host(host.id) == host)
            #expect(await bench.fake("h1").calls == ["facts", "ensureBridge", "switchFacts"])
            #expect(try await bench.hosts.hosts().map(\.name) == ["h1"])
        }
    }

    @Test("a second host of the same name is a conflict")
    func sameName() async throws {
        try await Bench.run { bench async throws in
            try await bench.addHost("h1")
            let error = await failure { try await bench.addHost("h1") }
            #expect(error?.code == .conflict)
            #expect(error?.message.contains("h1") == true)
            #expect(try await bench.hosts.hosts().count == 1)
        }
    }

    @Test("of a host that can't be reached nothing is left, and the error names host, address and cause")
    func unreachable() async throws {
        try await Bench.run { bench async throws in
            await bench.fake("h1").refuse("facts", ManifoldError(.unknown, "no route to it"))
            let error = await failure { try await bench.addHost("h1") }
            #expect(error?.code == .unprocessable)
            #expect(error?.message.contains("h1 at qemu:///system") == true)
            #expect(error?.cause?.contains("no route to it") == true)
            #expect(try await bench.hosts.hosts().isEmpty)
            #expect(await bench.fake("h1").isClosed)
            await bench.fake("h1").refuse("facts", nil)
            #expect(try await bench.addHost("h1").state == "enabled")
        }
    }

    @Test("one machine is one host: under a second name or address it is refused by the first one's name")
    func sameMachine() async throws {
        try await Bench.run { bench async throws in
            var facts = FakeHost.facts
            facts.machine = "4c4c4544-0051-3010-8053-b4c04f4d3732"
            await bench.fake("h1").says(facts)
            await bench.fake("h2").says(facts)
            let first = try await bench.addHost("h1")
            let error = await failure { try await bench.addHost("h2") }
            #expect(error?.cause?.contains("host h2 is the machine that host h1 is") == true)
            #expect(try await bench.hosts.hosts().map(\.name) == ["h1"])
            #expect(await bench.fake("h2").calls == ["facts"])
            // A host whose address leads to another's machine by now takes nothing, and that machine is as it was.
            facts.machine = "00000000-0000-4000-8000-000000000001"
            await bench.fake("h2").says(facts)
            let second = try await bench.addHost("h2")
            facts.machine = "4c4c4544-0051-3010-8053-b4c04f4d3732"
            await bench.fake("h2").says(facts)
            try await bench.hosts.refresh()
            #expect(try await bench.hosts.host(second.id).state == "unreachable")
            #expect(try await bench.hosts.host(second.id).problem?.contains("host h1") == true)
            #expect(try await bench.hosts.host(first.id).state == "enabled")
        }
    }

    @Test("a host that was being added when the manager ended isn't there after the next start")
    func unfinished() async throws {
        try await Bench.run { bench async throws in
            try await bench.addHost("h1")
            let cutOff = MANOModel.Host(
                id: "cut-off", name: "h2",
                connection: .libvirt(
                    uri: "qemu:///system", ovsdb: "unix:/d", switchRunFolder: "/r", storageFolder: "/s"),
                state: .unreachable)
            try await bench.store.transact { try $0.insert(cutOff) }
            try await bench.hosts.start()
            #expect(try await bench.hosts.hosts().map(\.name) == ["h1"])
            #expect(try await bench.addHost("h2").state == "enabled")
        }
    }

    @Test("a card's virtual functions are made on the host, but not while one of them is claimed")
    func virtualFunctions() async throws {
        try await Bench.run { bench async throws in
            var facts = FakeHost.facts
            facts.physicalFunctions = [
                PhysicalFunction(
                    name: "ens1", pciAddress: "0000:01:00.0", maxVirtualFunctions: 7,
                    virtualFunctions: [VirtualFunction(index: 0, pciAddress: "0000:01:10.0")])
            ]
            await bench.fake("h1").says(facts)
            let id = try await bench.addHost("h1").id
            let changes = ManifoldAPI.HostModifications(virtualFunctions: ["ens1": 4])
            _ = try await bench.hosts.modify("h1", changes)
            #expect(await bench.fake("h1").functionCounts == ["ens1": 4])
            try await bench.store.transact {
                try $0.claim([Claim(kind: .device, scope: id, key: "0000:01:10.0", owner: "somebody")])
            }
            let error = await failure {
                _ = try await bench.hosts.modify("h1", ManifoldAPI.HostModifications(virtualFunctions: ["ens1": 2]))
            }
            #expect(error?.code == .conflict)
            #expect(error?.message == "0000:01:10.0 of ens1 on host h1 belongs to somebody")
            #expect(await bench.fake("h1").functionCounts == ["ens1": 4])
            let wrong = await failure {
                _ = try await bench.hosts.modify("h1", ManifoldAPI.HostModifications(virtualFunctions: ["ens1": -1]))
            }
            #expect(wrong?.code == .unprocessable)
        }
    }

    @Test("a request that can't be meant is refused")
    func validation() async throws {
        try await Bench.run { bench async throws in
            let attributes: [WritableKeyPath<ManifoldAPI.CreateHostRequest, String>] = [
                \.name, \.libvirtURI, \.ovsdb, \.switchRunFolder, \.storageFolder,
            ]
            for attribute in attributes {
                for bad in ["", "a b\n", "../x", "tcp:6640"] where bad != "tcp:6640" || attribute != \.libvirtURI {
                    var request = Bench.request("h1")
                    request[keyPath: attribute] = bad
                    let wrong = request
                    #expect(await failure { _ = try await bench.hosts.add(wrong) }?.code == .unprocessable, "\(bad)")
                }
            }
            #expect(try await bench.hosts.hosts().isEmpty)
        }
    }

    @Test("what is used of a host is summed from the claims, and its guests are counted")
    func usage() async throws {
        try await Bench.run { bench async throws in
            let host = try await bench.addHost("h1")
            try await bench.addHost("h2")
            let network = try await bench.networks.create(.init(name: "n"))
            _ = try await bench.addVNF(host: host.id, network: network.id)
            let seen = try await bench.hosts.hosts()
            #expect(seen[0].used == ManifoldAPI.Host.Used(vCPUs: 2, memory: 1 << 30, storage: 5))
            #expect(seen[0].guests == 1)
            #expect(seen[1].used == ManifoldAPI.Host.Used(vCPUs: 0, memory: 0, storage: 0))
            #expect(seen[1].guests == 0)
        }
    }

    @Test("a host with guests or networks isn't removed; an empty one is")
    func remove() async throws {
        try await Bench.run { bench async throws in
            let host = try await bench.addHost("h1")
            let network = try await bench.networks.create(
                .init(name: "n", attachment: .init(type: .physical, interface: "eth1")))
            let withNetwork = await failure { try await bench.hosts.remove("h1") }
            #expect(withNetwork?.code == .conflict)
            #expect(withNetwork?.message.contains("the network n") == true)
            try await bench.networks.remove("n")
            let vnf = try await bench.addVNF(host: host.id, network: network.id)
            #expect(await failure { try await bench.hosts.remove("h1") }?.message.contains("1 guest") == true)
            let vnfc = try await bench.store.read { try $0.get(vnf).value.instantiated?.vnfcs.first?.id }
            try await bench.store.transact { try $0.delete(vnf) }
            #expect(await failure { try await bench.hosts.remove("h1") }?.message.contains("4 claims") == true)
            let owner = try #require(vnfc).rawValue
            try await bench.store.transact { try $0.release(owner: owner) }
            try await bench.hosts.remove("h1")
            #expect(try await bench.hosts.hosts().isEmpty)
            #expect(await bench.fake("h1").isClosed)
            #expect(await failure { try await bench.hosts.remove("h1") }?.code == .notFound)
        }
    }

    @Test("a host is disabled and enabled; enabling asks it")
    func modify() async throws {
        try await Bench.run { bench async throws in
            try await bench.addHost("h1")
            let disabled = try await bench.hosts.modify("h1", .init(state: .disabled, vCPUOvercommit: 2))
            #expect(disabled.state == "disabled")
            #expect(try await bench.store.read { try $0.host("h1").value.vCPUOvercommit } == 2)
            await bench.fake("h1").refuse("facts", ManifoldError(.unknown, "gone"))
            #expect(try await bench.hosts.modify("h1", .init(state: .enabled)).state == "unreachable")
            await bench.fake("h1").refuse("facts", nil)
            let enabled = try await bench.hosts.modify("h1", .init(state: .enabled))
            #expect(enabled.state == "enabled")
            #expect(enabled.problem == nil)
            for wrong in [
                ManifoldAPI.HostModifications(), .init(state: .unreachable), .init(vCPUOvercommit: 0),
                .init(vCPUOvercommit: .nan), .init(reservedMemory: -1),
            ] {
                #expect(
                    await failure { _ = try await bench.hosts.modify("h1", wrong) }?.code == .unprocessable, "\(wrong)")
            }
        }
    }

    @Test("simulated hosts are taken in once, and keep their ids and states at a restart")
    func simulated() async throws {
        try await Bench.run { bench async throws in
            func world() -> [Host] {
                ["s1", "s2"].map { name in
                    Host(
                        id: Sources.system.identifier(), name: name, connection: .simulated(name: name),
                        facts: FakeHost.facts)
                }
            }
            try await bench.hosts.addSimulated(world())
            let first = try await bench.hosts.hosts()
            #expect(first.map(\.connection.simulated) == ["s1", "s2"])
            _ = try await bench.hosts.modify("s2", .init(state: .disabled))
            try await bench.hosts.addSimulated(world())
            #expect(try await bench.hosts.hosts().map(\.id) == first.map(\.id))
            #expect(try await bench.hosts.hosts().map(\.state) == ["enabled", "disabled"])
            try await bench.addHost("real")
            let clash = Host(id: "x", name: "real", connection: .simulated(name: "real"))
            #expect(await failure { try await bench.hosts.addSimulated([clash]) }?.code == .conflict)
        }
    }

    @Test("the start notes hosts that don't answer, and makes endpoints again that are gone")
    func start() async throws {
        try await Bench.run { bench async throws in
            try await bench.addHost("h1")
            try await bench.addHost("h2")
            let network = try await bench.networks.create(
                .init(name: "n", host: "h2", attachment: .init(type: .namespace)))
            await bench.fake("h1").refuse("ensureBridge", ManifoldError(.unknown, "no switch"))
            await bench.fake("h2").forgetEndpoints()
            try await bench.hosts.start()
            #expect(try await bench.hosts.host("h1").state == "unreachable")
            #expect(try await bench.hosts.host("h1").problem == "no switch")
            #expect(try await bench.hosts.host("h2").state == "enabled")
            #expect(await bench.fake("h2").endpoints.values.map(\.owner) == [network.id])
        }
    }
}
