import Dataplane
import FoundationEssentials
import MANOModel
import SimulatedVIM
import SeededNumbers
import Testing
import VIM

/// Random acts and faults against a model that knows only what was asked and what was then seen.
@Suite("A world under random acts and faults")
struct WorldPropertyTests {
    private struct Model {
        var volumes: [String: VolumeSpec] = [:]
        var guests: [String: GuestSpec] = [:]
        var running: Set<String> = []
        var ports: [String: PortSpec] = [:]
    }

    @Test("Nothing is given twice, a refusal changes nothing, and an act twice is one", arguments: 0..<25)
    func invariants(seed: Int) async throws {
        var random = SeededGenerator(seed + 1)
        try await withWorld(.inProcess) { world in
            let host = world.host("a")
            try await host.ensureBridge()
            var model = Model()
            for _ in 0..<100 {
                if Int.random(in: 0..<10, using: &random) == 0 { try await world.configure(Self.faults(&random)) }
                let before = try await world.dump(.full)
                let act = Self.act(&random, model)
                var isUnknown = false
                do {
                    try await Self.perform(act, on: host)
                } catch let error as ManifoldError where error.code == .infrastructure {
                    #expect(try await world.dump(.full) == before)
                    continue
                } catch let error as ManifoldError where error.code == .unknown {
                    isUnknown = true
                }
                try await world.configure(SimulationSettings())
                let after = try await world.dump(.full)
                // A call without an answer was done, or changed nothing.
                if isUnknown, after == before { continue }
                if after != before {
                    try await Self.perform(act, on: host)
                    // Only a guest's start has a time in it, and a guest that runs isn't started again.
                    #expect(try await world.dump(.full) == after)
                }
                try await Self.see(&model, act, host)
                expectSound(model)
                try await expectInventory(model, host)
            }
            try await world.configure(SimulationSettings())
            for name in model.guests.keys { try await host.removeGuest(name: name, grace: nil) }
            for name in model.volumes.keys { try await host.removeVolume(name: name) }
            try await host.detachPorts(names: Array(model.ports.keys))
            try await expectInventory(Model(), host)
        }
    }

    private enum Act {
        case createVolume(VolumeSpec)
        case removeVolume(String)
        case startGuest(GuestSpec)
        case removeGuest(String)
        case attachPorts([PortSpec])
        case detachPorts([String])
    }

    private static func act(_ random: inout SeededGenerator, _ model: Model) -> Act {
        func name(_ prefix: String) -> String { "\(prefix)\(Int.random(in: 0..<6, using: &random))" }
        let owner = "o\(Int.random(in: 0..<3, using: &random))"
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1:
            let size = Int64(Int.random(in: 1...4, using: &random)) * gibibyte
            return .createVolume(volume(name("v"), owner: owner, size: size))
        case 2: return .removeVolume(name("v"))
        case 3, 4, 5:
            let disks = model.volumes.values.filter { $0.owner == owner }.map(\.name).sorted().prefix(1)
            return .startGuest(
                guest(
                    name("g"), owner: owner, memory: Int64(Int.random(in: 1...6, using: &random)) * gibibyte / 2,
                    pinning: Bool.random(using: &random) ? [Int.random(in: 0..<5, using: &random)] : [],
                    disks: Array(disks), ports: Bool.random(using: &random) ? [name("p")] : []))
        case 6, 7: return .removeGuest(name("g"))
        case 8:
            return .attachPorts(
                (0..<2).map { _ in
                    port(name("p"), owner: owner, number: Int.random(in: 1...8, using: &random))
                })
        default: return .detachPorts([name("p"), name("p")])
        }
    }

    private static func perform(_ act: Act, on host: SimulatedHost) async throws {
        switch act {
        case .createVolume(let spec): try await host.createVolume(spec)
        case .removeVolume(let name): try await host.removeVolume(name: name)
        case .startGuest(let spec): try await host.startGuest(spec)
        case .removeGuest(let name): try await host.removeGuest(name: name, grace: nil)
        case .attachPorts(let specs): try await host.attachPorts(specs)
        case .detachPorts(let names): try await host.detachPorts(names: names)
        }
    }

    private static func faults(_ random: inout SeededGenerator) -> SimulationSettings {
        let kinds: [SimulatedFault.Kind] = [.fail, .unknown, .answerLost]
        let actions = ["createVolume", "removeVolume", "startGuest", "removeGuest", "attachPorts", "*"]
        return SimulationSettings(faults: [
            SimulatedFault(
                action: actions.randomElement(using: &random) ?? "*",
                kind: kinds.randomElement(using: &random) ?? .fail,
                times: 1)
        ])
    }

    /// Takes into the model what is there of the act's subjects now.
    private static func see(_ model: inout Model, _ act: Act, _ host: SimulatedHost) async throws {
        switch act {
        case .createVolume(let spec):
            if try await host.volume(name: spec.name) != .absent { model.volumes[spec.name] = spec }
        case .removeVolume(let name):
            if try await host.volume(name: name) == .absent { model.volumes[name] = nil }
        case .startGuest(let spec):
            if case .present(_, _, .running, _) = try await host.guest(name: spec.name) {
                model.guests[spec.name] = spec
                model.running.insert(spec.name)
            }
        case .removeGuest(let name):
            if try await host.guest(name: name) == .absent {
                model.guests[name] = nil
                model.running.remove(name)
            }
        case .attachPorts(let specs):
            let there = Set(try await host.ports(names: specs.map(\.name)).map(\.name))
            for spec in specs where there.contains(spec.name) { model.ports[spec.name] = spec }
        case .detachPorts(let names):
            let there = Set(try await host.ports(names: names).map(\.name))
            for name in names where !there.contains(name) { model.ports[name] = nil }
        }
    }

    private func expectSound(_ model: Model) {
        let running = model.running.compactMap { model.guests[$0] }
        #expect(running.reduce(0) { $0 + $1.memory } <= 3 * gibibyte)
        #expect(model.volumes.values.reduce(0) { $0 + $1.size } <= 10 * gibibyte)
        let cores = running.flatMap(\.pinnedCPUs)
        #expect(Set(cores).count == cores.count)
        #expect(cores.allSatisfy { $0 < 4 })
        let numbers = model.ports.values.map(\.number)
        #expect(Set(numbers).count == numbers.count)
        let interfaces = running.flatMap(\.interfaces).compactMap(\.switchPort)
        #expect(Set(interfaces).count == interfaces.count)
        for guest in running {
            for disk in guest.volumes { #expect(model.volumes[disk]?.owner == guest.owner) }
        }
    }

    private func expectInventory(_ model: Model, _ host: SimulatedHost) async throws {
        let resources: [OwnedResource] = try await host.inventory()
        let expected =
            model.volumes.values.map { OwnedResource(kind: .volume, name: $0.name, owner: $0.owner) }
            + model.guests.values.map { OwnedResource(kind: .guest, name: $0.name, owner: $0.owner) }
        #expect(Set(resources) == Set(expected))
        let onSwitch: [OwnedSwitchResource] = try await host.inventory()
        #expect(
            Set(onSwitch)
                == Set(model.ports.values.map { OwnedSwitchResource(kind: .port, name: $0.name, owner: $0.owner) }))
    }
}
