import Foundation
import MANOModel
import Operations
import Store
import Testing

@Suite("Accepting an occurrence")
struct AcceptanceTests {
    @Test("It is one commit, and takes the lock on the instance")
    func oneCommit() async throws {
        try await Bench.withLife { life in
            life.world.order("make a", .hold)
            let before = life.store.commits
            let id = try await life.accept(Script(.make("a")))
            try await life.called("make a")
            // The second is the plan with its first intents.
            #expect(life.store.commits - before == 2)
            #expect(try await life.store.read { try $0.openOperation(instance: "vnf")?.value.id } == id)
            life.world.release("make a")
            #expect(try await life.ended(id).state == .completed)
            #expect(try await life.store.read { try $0.openOperation(instance: "vnf") } == nil)
        }
    }

    @Test("A second occurrence on the instance is refused, and the one that holds it is named")
    func secondIsRefused() async throws {
        try await Bench.withLife { life in
            life.world.order("make a", .hold)
            let id = try await life.accept(Script(.make("a")))
            try await life.called("make a")
            let error = await #expect(throws: ManifoldError.self) { try await life.accept(Script(), on: .vnf("vnf")) }
            #expect(error?.code == .conflict)
            #expect(error?.message.contains("vnf is busy: INSTANTIATE is PROCESSING (occurrence \(id))") == true)
            #expect(error?.remedy == "wait until it has ended")
            #expect(try await life.occurrences(of: "vnf").map(\.id) == [id])
            // Another instance is free.
            #expect(try await life.state(life.run(Script(), on: .vnf("other"))) == .completed)
        }
    }

    @Test("An occurrence in FAILED_TEMP keeps its instance, and its end frees it")
    func failedTemporarilyHolds() async throws {
        try await Bench.withLife { life in
            life.world.order("make a", .refuse(.infrastructure))
            let id = try await life.run(Script(.make("a")))
            let error = await #expect(throws: ManifoldError.self) { try await life.accept(Script()) }
            #expect(error?.code == .conflict)
            #expect(error?.message.contains("FAILED_TEMP (occurrence \(id))") == true)
            #expect(error?.remedy == "retry it, roll it back or fail it")
            try await life.engine.fail(id)
            #expect(try await life.state(life.run(Script())) == .completed)
        }
    }

    @Test("Of many that race for an instance one gets it")
    func race() async throws {
        try await Bench.withLife { life in
            life.world.order("make a", .hold)
            let accepted = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<16 { group.addTask { (try? await life.accept(Script(.make("a")))) != nil } }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(accepted == 1)
            life.world.release("make a")
        }
    }

    @Test("A VNF's occurrence is born in STARTING, an NS's in PROCESSING")
    func firstState() async throws {
        try await Bench.run { bench in
            let procedure = ClosureProcedure { occurrence, _, _ in
                throw ManifoldError(.noCapacity, "seen in \(occurrence.state.rawValue)")
            }
            try await bench.life(procedure) { life in
                let vnf = try await life.ended(life.accept(Script(), on: .vnf("vnf")))
                #expect(vnf.error?.message == "seen in STARTING")
                let ns = try await life.ended(life.accept(Script(), on: .ns("ns")))
                #expect(ns.error?.message == "seen in PROCESSING")
            }
        }
    }

    @Test("A plan that is refused ends a VNF's occurrence as ROLLED_BACK and an NS's as FAILED_TEMP")
    func refusedPlan() async throws {
        try await Bench.run { bench in
            let procedure = ClosureProcedure { _, _, _ in throw ManifoldError(.noCapacity, "no host has 4 cores") }
            try await bench.life(procedure) { life in
                let vnf = try await life.ended(life.accept(Script(), on: .vnf("vnf")))
                #expect(vnf.state == .rolledBack)
                #expect(vnf.error == ManifoldError(.noCapacity, "no host has 4 cores"))
                // What was reserved for it before goes with it.
                #expect(try await life.claims().map(\.key) == [vnf.id.rawValue])
                let ns = try await life.ended(life.accept(Script(), on: .ns("ns")))
                #expect(ns.state == .failedTemporarily)
                #expect(ns.error?.code == .noCapacity)
                #expect(try await life.claims().count == 1)
            }
        }
    }

    @Test("What else is to change with it is in its commit: all of it, or nothing")
    func also() async throws {
        try await Bench.withLife { life in
            let claim = Claim(kind: .core, scope: "host", key: "0", owner: "vnf")
            _ = try await life.engine.accept(
                subject: .vnf("vnf"), operation: .instantiate, parameters: Script().json
            ) { try $0.claim([claim]) }
            #expect(try await life.claims().contains(claim))
            // The core has an owner: the caller is to look again, and nothing is left of the occurrence.
            let error = await #expect(throws: ManifoldError.self) {
                try await life.engine.accept(
                    subject: .vnf("other"), operation: .instantiate, parameters: Script().json
                ) { try $0.claim([Claim(kind: .core, scope: "host", key: "0", owner: "other")]) }
            }
            #expect(error?.code == .conflict)
            #expect(error?.remedy == "try again")
            #expect(try await life.occurrences(of: "other").isEmpty)
        }
    }

    @Test("An operation without a procedure ends at once, and says so")
    func noProcedure() async throws {
        try await Bench.withLife { life in
            let id = try await life.accept(Script(), on: .vnf("vnf"), .scale)
            let occurrence = try await life.ended(id)
            #expect(occurrence.state == .rolledBack)
            #expect(occurrence.error?.code == .unsupported)
            #expect(occurrence.error?.message.hasPrefix("SCALE is not supported") == true)
        }
    }

    @Test("Parameters that can't be read end it, and free the instance")
    func unreadableParameters() async throws {
        try await Bench.withLife { life in
            let id = try await life.engine.accept(
                subject: .vnf("vnf"), operation: .instantiate, parameters: .object(["phases": .string("many")]))
            let occurrence = try await life.ended(id)
            #expect(occurrence.state == .rolledBack)
            #expect(occurrence.error?.code == .internal)
            #expect(try await life.store.read { try $0.openOperation(instance: "vnf") } == nil)
        }
    }
}
