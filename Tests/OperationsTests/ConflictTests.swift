import MANOModel
import Operations
import Store
import Testing

@Suite("Plans that others were faster than")
struct ConflictTests {
    private static func conflicting(_ times: Int) -> ClosureProcedure {
        ClosureProcedure { occurrence, asked, _ in
            guard occurrence.plan == nil else { return .complete { _ in } }
            return .proceed(
                Phase(steps: [try Script.Item.make("a").draft()], plan: .integer(1)) { _ in
                    if asked < times { throw StoreConflict("core 3 has an owner already") }
                })
        }
    }

    @Test("A plan that no longer holds is made again, four times over", arguments: 0...4)
    func plannedAgain(conflicts: Int) async throws {
        try await Bench.run { bench in
            let procedure = Self.conflicting(conflicts)
            try await bench.life(procedure) { life in
                let id = try await life.run(Script())
                #expect(try await life.state(id) == .completed)
                // The last one is asked after the step.
                #expect(procedure.asked.times == conflicts + 2)
                #expect(life.world.calls == ["make a"])
            }
        }
    }

    @Test("After five plans a VNF's occurrence ends as ROLLED_BACK, an NS's as FAILED_TEMP, and says why")
    func givenUp() async throws {
        try await Bench.run { bench in
            let procedure = Self.conflicting(5)
            try await bench.life(procedure) { life in
                let vnf = try await life.occurrence(life.run(Script()))
                #expect(procedure.asked.times == 5)
                #expect(vnf.state == .rolledBack)
                #expect(vnf.error?.code == .conflict)
                #expect(vnf.error?.message == "others were faster five times: core 3 has an owner already")
                // As of any other occurrence that never got beyond STARTING.
                #expect(try await life.claims().map(\.scope) == ["rolled back"])
            }
            let again = Self.conflicting(6)
            try await bench.life(again) { life in
                let id = try await life.run(Script(), on: .ns("ns"))
                #expect(again.asked.times == 5)
                #expect(try await life.state(id) == .failedTemporarily)
                try await life.engine.retry(id)
                #expect(try await life.ended(id).state == .completed)
            }
            #expect(bench.world.calls == ["make a"])
        }
    }

    @Test("Of two occurrences that race for the last core one gets it, and the other's reason names the core")
    func lastCore() async throws {
        try await Bench.run { bench in
            let procedure = ClosureProcedure { occurrence, _, taken in
                guard occurrence.plan == nil else { return .complete { _ in } }
                let owner = occurrence.subject.rawID
                guard let core = (0..<3).first(where: { core in !taken.contains { $0.key == "\(core)" } }) else {
                    throw ManifoldError(.noCapacity, "host a: cores 0 to 2 are taken")
                }
                let claim = Claim(kind: .core, scope: "a", key: "\(core)", owner: owner)
                return .proceed(
                    Phase(steps: [try Script.Item.make(owner).draft()], plan: .integer(1)) { try $0.claim([claim]) })
            }
            try await bench.life(procedure) { life in
                let occurrences = try await withThrowingTaskGroup(of: OperationOccurrence.self) { group in
                    for number in 0..<4 {
                        group.addTask {
                            try await life.occurrence(life.run(Script(), on: .vnf(Identifier("vnf-\(number)"))))
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(occurrences.count { $0.state == .completed } == 3)
                let refused = try #require(occurrences.first { $0.state == .rolledBack })
                #expect(refused.error?.message == "host a: cores 0 to 2 are taken")
                #expect(life.world.things.count == 3)
                let cores = try await life.claims().filter { $0.kind == .core }
                #expect(Set(cores.map(\.key)) == ["0", "1", "2"])
                #expect(!cores.contains { $0.owner == refused.subject.rawID })
            }
        }
    }

    @Test("An effect that fails leaves nothing of its commit")
    func failingEffect() async throws {
        try await Bench.run { bench in
            let procedure = ClosureProcedure { _, _, _ in
                .proceed(
                    Phase(steps: [try Script.Item.make("a").draft()]) { transaction in
                        try transaction.claim([Claim(kind: .core, scope: "a", key: "0", owner: "vnf")])
                        throw ManifoldError(.internal, "a defect")
                    })
            }
            try await bench.life(procedure) { life in
                let occurrence = try await life.occurrence(life.run(Script()))
                #expect(occurrence.state == .rolledBack)
                #expect(occurrence.error?.message == "a defect")
                #expect(try await life.claims().allSatisfy { $0.kind != .core })
                #expect(try await life.steps(occurrence.id).isEmpty)
                #expect(life.world.calls.isEmpty)
            }
        }
    }
}
