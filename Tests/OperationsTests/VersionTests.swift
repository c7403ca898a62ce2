import MANOModel
import Operations
import Testing

@Suite("Steps of other versions")
struct VersionTests {
    /// Version 2 of `make` calls its thing `name`; version 1 called it `thing`.
    private struct NewMake: StepExecutor {
        let kind = "make"
        let version = 2
        let old: WorldStep

        func act(_ step: Step) async throws -> JSONValue? { try await old.act(read(step)) }
        func observe(_ step: Step) async throws -> StepObservation { try await old.observe(read(step)) }
        func inverse(of step: Step) -> StepDraft? { old.inverse(of: read(step)) }

        private func read(_ step: Step) -> Step {
            guard step.kindVersion > 1 else { return step }
            var step = step
            step.payload = .object(["thing": step.payload["name"] ?? .null])
            return step
        }
    }

    private static func newer(_ world: World, _ life: Int) -> [any StepExecutor] {
        WorldStep.all(world, life: life).map { executor in
            executor.kind == "make" ? NewMake(old: executor as! WorldStep) : executor
        }
    }

    private static func withoutMake(_ world: World, _ life: Int) -> [any StepExecutor] {
        WorldStep.all(world, life: life).filter { $0.kind != "make" }
    }

    private static let chain = Script(.make("a"), .make("b", after: "a"))

    @Test("A step of a kind that nobody knows ends its occurrence as FAILED_TEMP, and is named")
    func unknownKind() async throws {
        try await Bench.withLife { life in
            let id = try await life.run(Script(.make("a"), .step("teleport", "b", after: "a")))
            let occurrence = try await life.occurrence(id)
            #expect(occurrence.state == .failedTemporarily)
            #expect(occurrence.error?.code == .unsupported)
            #expect(
                occurrence.error?.message
                    == "teleport b: this version doesn't know steps of kind teleport version 1")
            #expect(occurrence.error?.remedy == "go on with the version that planned it, or fail the operation")
            // Nobody can have done it: the rest is taken back.
            try await life.engine.rollback(id)
            #expect(try await life.ended(id).state == .rolledBack)
            #expect(life.world.things.isEmpty)
        }
    }

    @Test("Steps that an older version planned are carried out")
    func olderPayload() async throws {
        try await Bench.run { bench in
            bench.world.order("make a", .hold)
            let first = try bench.start()
            let id = try await first.accept(Self.chain)
            try await first.called("make a")
            try await first.kill()
            try await bench.life(nil, executors: Self.newer) { life in
                try await life.engine.recover()
                #expect(try await life.ended(id).state == .completed)
                #expect(try await life.steps(id).map(\.kindVersion) == [1, 1])
                #expect(bench.world.things == ["a", "b"])
            }
        }
    }

    @Test("Steps that a newer version planned are refused, named, and wait for it")
    func newerPayload() async throws {
        try await Bench.run { bench in
            let procedure = ClosureProcedure { occurrence, _, _ in
                guard occurrence.plan == nil else { return .complete { _ in } }
                let drafts = try ["a", "b"].map { name in
                    var draft = try Script.Item.make(name).draft()
                    draft.payload = .object(["name": .string(name)])
                    return draft
                }
                return .proceed(Phase(steps: drafts, plan: .integer(1)))
            }
            bench.world.order("make b", .refuse(.infrastructure))
            let first = try bench.start(procedure, executors: Self.newer)
            let id = try await first.run(Script())
            #expect(try await first.steps(id).map(\.kindVersion) == [2, 2])
            try await first.kill()
            let second = try bench.start(procedure)
            try await second.engine.retry(id)
            let refused = try await second.ended(id)
            #expect(refused.state == .failedTemporarily)
            #expect(refused.error?.message == "make b: this version doesn't know steps of kind make version 2")
            #expect(bench.world.things == ["a"])
            try await second.kill()
            try await bench.life(procedure, executors: Self.newer) { life in
                try await life.engine.retry(id)
                #expect(try await life.ended(id).state == .completed)
                #expect(bench.world.things == ["a", "b"])
            }
        }
    }

    @Test("A rollback passes over nothing that it doesn't know how to take back")
    func rollbackOfUnknownKind() async throws {
        try await Bench.run { bench in
            bench.world.order("make b", .refuse(.infrastructure))
            let first = try bench.start()
            let id = try await first.run(Self.chain)
            try await first.kill()
            let second = try bench.start(executors: Self.withoutMake)
            try await second.engine.rollback(id)
            let refused = try await second.ended(id)
            #expect(refused.state == .failedTemporarily)
            #expect(refused.error?.code == .unsupported)
            #expect(refused.error?.message == "this version doesn't know steps of kind make version 1")
            #expect(bench.world.things == ["a"])
            try await second.kill()
            try await bench.life { life in
                try await life.engine.rollback(id)
                #expect(try await life.ended(id).state == .rolledBack)
                #expect(bench.world.things.isEmpty)
            }
        }
    }
}
