import Dataplane
import MANOModel
import SimulatedVIM
import Testing
import VIM

/// What every `DataplaneDriver` does.
@Suite("A switch's driver", .timeLimit(.minutes(1)))
struct SwitchParityTests {
    @Test("Ports come all or none, have their number while their guest runs, and go", arguments: Backend.allCases)
    func ports(_ backend: Backend) async throws {
        try await withWorld(backend) { world in
            let dataplane: any DataplaneDriver = world.host("a")
            let vim: any VIMDriver = world.host("a")
            await expectError { try await dataplane.attachPorts([port("p", owner: "o", number: 1)]) }
            try await dataplane.ensureBridge()
            try await dataplane.ensureBridge()
            let two = [port("p", owner: "o", number: 1), port("q", owner: "o", number: 2)]
            try await dataplane.attachPorts(two)
            try await dataplane.attachPorts(two)
            #expect(
                try await dataplane.ports(names: ["p", "x", "q"]) == [
                    PortObservation(name: "p", owner: "o", number: nil, isUp: false),
                    PortObservation(name: "q", owner: "o", number: nil, isUp: false),
                ])
            let thieves = [port("r", owner: "x", number: 3), port("p", owner: "x", number: 1)]
            let stolen = await failure { try await dataplane.attachPorts(thieves) }
            #expect(stolen?.message.contains("belongs to o, not to x") == true)
            #expect(try await dataplane.ports(names: ["r"]) == [])
            let double = await failure { try await dataplane.attachPorts([port("r", owner: "x", number: 2)]) }
            #expect(double?.message.contains("ports q and r both ask for number 2") == true)
            try await vim.startGuest(guest("g", owner: "o", ports: ["p", "q"]))
            #expect(try await dataplane.ports(names: ["p"]).first?.number == 1)
            #expect(try await dataplane.ports(names: ["p"]).first?.isUp == true)
            try await dataplane.detachPorts(names: ["p", "q"])
            try await dataplane.detachPorts(names: ["p", "q"])
            #expect(try await dataplane.inventory() == [])
        }
    }

    @Test("An endpoint is its network's alone", arguments: Backend.allCases)
    func endpoints(_ backend: Backend) async throws {
        try await withWorld(backend) { world in
            let dataplane: any DataplaneDriver = world.host("a")
            try await dataplane.ensureBridge()
            let ours = endpoint("e", owner: "net", number: 1)
            try await dataplane.ensureEndpoint(ours)
            try await dataplane.ensureEndpoint(ours)
            #expect(try await dataplane.endpoint(ours))
            await expectError { try await dataplane.ensureEndpoint(endpoint("e", owner: "x", number: 2)) }
            await expectError { try await dataplane.ensureEndpoint(endpoint("f", owner: "x", number: 1)) }
            await expectError { try await dataplane.attachPorts([port("p", owner: "o", number: 1)]) }
            await expectError { try await dataplane.removeEndpoint(endpoint("e", owner: "x", number: 1)) }
            #expect(
                try await dataplane.inventory() == [OwnedSwitchResource(kind: .endpoint, name: "e", owner: "net")])
            try await dataplane.removeEndpoint(ours)
            try await dataplane.removeEndpoint(ours)
            #expect(!(try await dataplane.endpoint(ours)))
        }
    }

    @Test("A graph is what was applied last, and counts what passes", arguments: Backend.allCases)
    func graphs(_ backend: Backend) async throws {
        try await withWorld(backend) { world in
            let dataplane: any DataplaneDriver = world.host("a")
            let vim: any VIMDriver = world.host("a")
            try await dataplane.ensureBridge()
            #expect(try await dataplane.graphDigest(id: "fg") == nil)
            try await dataplane.applyGraph(graph("fg", instances: ["one"]))
            #expect(
                try await dataplane.graphDigest(id: "fg")
                    == (try graph("fg", instances: ["one"]).digest))

            func pass() async throws {
                _ = try await world.call(
                    .passTraffic(host: "a", graphID: "fg", pathID: "path", packets: 10, bytes: 1000, isReverse: false))
            }
            try await pass()
            #expect(try await dataplane.counters(graphID: "fg").allSatisfy { $0.packets == 0 })
            try await vim.startGuest(guest("g1", owner: "one"))
            try await pass()
            let counters = try await dataplane.counters(graphID: "fg")
            #expect(counters.first { $0.hopID == "hop" && !$0.isReverse }?.packets == 10)
            #expect(counters.first { $0.hopID == nil && !$0.isReverse }?.bytes == 1000)
            #expect(counters.filter(\.isReverse).allSatisfy { $0.packets == 0 })

            try await vim.startGuest(guest("g2", owner: "two"))
            try await dataplane.applyGraph(graph("fg", instances: ["one", "two"]))
            try await pass()
            let shared = try await dataplane.counters(graphID: "fg").filter { $0.hopID == "hop" && !$0.isReverse }
            #expect(shared.map(\.instanceID) == ["one", "two"])
            #expect(shared.map(\.packets) == [5, 5])
            #expect(try await vim.guestCounters(name: "g2") == ["forwarded": GuestCounter(packets: 5, bytes: 500)])

            try await dataplane.removeGraph(id: "fg")
            try await dataplane.removeGraph(id: "fg")
            #expect(try await dataplane.graphDigest(id: "fg") == nil)
            #expect(try await dataplane.counters(graphID: "fg") == [])
        }
    }

    @Test("A port that somebody else made stays", arguments: Backend.allCases)
    func foreign(_ backend: Backend) async throws {
        try await withWorld(backend) { world in
            let dataplane: any DataplaneDriver = world.host("a")
            try await dataplane.ensureBridge()
            _ = try await world.call(.plant(host: "a", thing: .port(name: "p")))
            await expectError { try await dataplane.attachPorts([port("p", owner: "o", number: 1)]) }
            try await dataplane.detachPorts(names: ["p"])
            #expect(try await world.dump().contains("port p"))
            #expect(try await dataplane.inventory() == [])
        }
    }
}
