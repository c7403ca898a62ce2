import Infrastructure
import MANOModel
import SOL
import Store
import Testing

@Suite("Inventory of hosts", .timeLimit(.minutes(1)))
struct InventoryTests {
    private static func facts() -> HostFacts {
        var facts = FakeHost.facts
        facts.physicalFunctions = [
            PhysicalFunction(
                name: "ens1f0", pciAddress: "0000:01:00.0", speed: 1000,
                virtualFunctions: [VirtualFunction(index: 0, pciAddress: "0000:01:10.0")])
        ]
        facts.networkSwitch = SwitchFacts(hasDPDK: true, pmdCPUs: [0])
        return facts
    }

    @Test("a host is taken in with groups, traits, reserved CPUs and physical networks, each named once")
    func settings() async throws {
        try await Bench.run { bench async throws in
            await bench.fake("h1").says(Self.facts())
            var request = Bench.request("h1")
            request.groups = ["rack2", "rack1", "rack2"]
            request.traits = ["fast"]
            request.reservedCPUs = [1, 0, 1]
            request.physicalNetworks = ["ens1f0": "physnet1"]
            let host = try await bench.hosts.add(request)
            #expect(host.groups == ["rack1", "rack2"])
            #expect(host.traits == ["fast"])
            #expect(host.reservedCPUs == [0, 1])
            #expect(host.physicalNetworks == ["ens1f0": "physnet1"])
            #expect(host.warnings == [])
            #expect(host.facts?.devices?.networkSwitch.pmdCPUs == [0])
            #expect(host.facts?.devices?.physicalFunctions.map(\.name) == ["ens1f0"])
            // A list tells less of each.
            #expect(try await bench.hosts.hosts().first?.facts?.devices == nil)

            let changed = try await bench.hosts.modify(
                "h1",
                .init(reservedCPUs: [], physicalNetworks: ["ens1f0": nil], zone: "west", groups: [], traits: ["big"]))
            #expect(changed.reservedCPUs == [])
            #expect(changed.physicalNetworks == [:])
            #expect((changed.zone, changed.groups, changed.traits) == ("west", [], ["big"]))
        }
    }

    @Test("a CPU or an interface that the host doesn't have is refused by name, and nothing is changed")
    func unknown() async throws {
        try await Bench.run { bench async throws in
            await bench.fake("h1").says(Self.facts())
            var request = Bench.request("h1")
            request.reservedCPUs = [0, 5]
            let wrong = request
            let cpu = await failure { _ = try await bench.hosts.add(wrong) }
            #expect(cpu?.code == .unprocessable)
            #expect(cpu?.message.contains("reservedCPUs names 5; the host has 0-1") == true)
            #expect(try await bench.hosts.hosts().isEmpty)
            try await bench.addHost("h1")
            let interface = await failure {
                _ = try await bench.hosts.modify("h1", .init(physicalNetworks: ["ens9": "p"], zone: "z"))
            }
            #expect(interface?.message.contains("behind interface ens9; the host has ens1f0") == true)
            #expect(try await bench.hosts.host("h1").zone == "default")
            for bad: ManifoldAPI.HostModifications in [
                .init(reservedCPUs: [-1]), .init(reservedCPUs: [8192]), .init(physicalNetworks: ["a b": "p"]),
                .init(physicalNetworks: ["ens1f0": ""]), .init(zone: "a b"), .init(groups: [""]), .init(traits: ["\n"]),
            ] {
                #expect(await failure { _ = try await bench.hosts.modify("h1", bad) }?.code == .unprocessable, "\(bad)")
            }
        }
    }

    @Test("a host that was never asked takes settings as they are; what is wrong with them is told once it answers")
    func neverAsked() async throws {
        try await Bench.run { bench async throws in
            try await bench.store.transact { transaction in
                try transaction.insert(
                    Host(id: "h", name: "h", connection: .simulated(name: "h"), state: .unreachable, problem: "silent"))
            }
            let unasked = try await bench.hosts.modify("h", .init(reservedCPUs: [9]))
            #expect(unasked.warnings == [])
            await bench.hosts.recover("h")
            let asked = try await bench.hosts.host("h")
            #expect(asked.state == "enabled")
            #expect(asked.warnings == ["reservedCPUs names 9; the host has 0-1"])
            // What is wrong already doesn't hinder another change.
            #expect(try await bench.hosts.modify("h", .init(zone: "z")).zone == "z")
        }
    }

    @Test("claims are told with their owners, and a core that is gone is named with its guest")
    func claims() async throws {
        try await Bench.run { bench async throws in
            let host = try await bench.addHost("h1")
            let network = try await bench.networks.create(.init(name: "n"))
            _ = try await bench.addVNF(host: host.id, network: network.id)
            let seen = try await bench.hosts.host("h1")
            #expect(seen.warnings == [])
            #expect(seen.used.vCPUs == 2 && seen.used.storage == 5)
            #expect(Set(seen.used.claims?.map(\.title) ?? []) == ["n-vdu-0"])
            #expect(seen.used.claims?.first { $0.kind == "core" }?.key == "1")
            var less = FakeHost.facts
            less.numaNodes[0].cpus.removeLast()
            await bench.fake("h1").says(less)
            try await bench.hosts.refresh()
            #expect(try await bench.hosts.host("h1").warnings == ["core 1 of n-vdu-0 is gone"])
            await bench.fake("h1").says(FakeHost.facts)
            try await bench.hosts.refresh()
            #expect(try await bench.hosts.host("h1").warnings == [])
        }
    }

    @Test("what changed of a host is kept in words, the newest first; asking again without a change writes nothing")
    func changes() async throws {
        try await Bench.run { bench async throws in
            try await bench.addHost("h1")
            await bench.fake("h1").says(Self.facts())
            try await bench.hosts.refresh()
            let revision = try await bench.store.read { try $0.host("h1").revision }
            try await bench.hosts.refresh()
            #expect(try await bench.store.read { try $0.host("h1").revision } == revision)
            let changes = try await bench.hosts.changes("h1")
            #expect(changes.map(\.revision) == [2, 1])
            #expect(changes[0].changes.contains("interface new: ens1f0"))
            #expect(changes[1].changes.first?.hasPrefix("first seen: 2 CPUs, 1 NUMA node") == true)
            #expect(await failure { _ = try await bench.hosts.changes("none") }?.code == .notFound)
        }
    }

    @Test("many events of one host are few questions, and the last of them is followed by one")
    func events() async throws {
        try await Bench.run { bench async throws in
            let host = try await bench.addHost("h1")
            let asked = { await bench.fake("h1").calls.count { $0 == "facts" } }
            let before = await asked()
            for _ in 0..<100 { await bench.hosts.changed(Identifier(host.id)) }
            await bench.fake("h1").says(Self.facts())
            await bench.hosts.changed(Identifier(host.id))
            var seen = false
            for _ in 0..<200 where !seen {
                try await Task.sleep(for: .milliseconds(10))
                seen = try await bench.hosts.host("h1").facts?.devices?.physicalFunctions.isEmpty == false
            }
            #expect(seen)
            #expect(await asked() - before <= 2)
        }
    }

    @Test("pages that somebody else uses are counted against the claims")
    func pages() async throws {
        try await Bench.run { bench async throws in
            var facts = FakeHost.facts
            facts.numaNodes[0].hugepages = [2048: 512]
            facts.numaNodes[0].freeHugepages = [2048: 384]
            await bench.fake("h1").says(facts)
            let host = try await bench.addHost("h1")
            #expect(host.facts?.numaNodes[0].hugepagesOfOthers == [2048: 128])
            try await bench.store.transact { transaction in
                try transaction.claim([
                    Claim(kind: .memory, scope: host.id, key: "pages/2048/0", amount: 128 << 21, owner: "o")
                ])
            }
            try await bench.hosts.refresh()
            #expect(try await bench.hosts.host("h1").facts?.numaNodes[0].hugepagesOfOthers == [:])
        }
    }
}
