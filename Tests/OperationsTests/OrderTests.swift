import MANOModel
import Operations
import Store
import Testing

@Suite("The order of steps")
struct OrderTests {
    @Test("A chain of steps costs two commits more than it has steps", arguments: [1, 2, 5, 12])
    func commits(length: Int) async throws {
        try await Bench.withLife { life in
            let items = (0..<length).map { number in
                Script.Item(key: "\(number)", after: number > 0 ? ["\(number - 1)"] : [])
            }
            let before = life.store.commits
            let id = try await life.run(Script([items]))
            #expect(life.store.commits - before == length + 2)
            #expect(try await life.state(id) == .completed)
            #expect(life.world.calls == items.map { "make \($0.key)" })
        }
    }

    @Test("Phases cost no commits of their own, and one begins when the one before is over")
    func phases() async throws {
        try await Bench.withLife { life in
            let before = life.store.commits
            let id = try await life.run(Script([[.make("a")], [.make("b")], [.make("c")]]))
            #expect(life.store.commits - before == 5)
            #expect(life.world.calls == ["make a", "make b", "make c"])
            #expect(try await life.steps(id).map(\.phase) == [0, 1, 2])
        }
    }

    @Test("A phase waits for the slowest of the one before")
    func phaseWaits() async throws {
        try await Bench.withLife { life in
            life.world.order("make slow", .hold)
            let id = try await life.accept(Script([[.make("quick"), .make("slow")], [.make("last")]]))
            try await life.reached(.done, "make quick", of: id)
            #expect(try await life.steps(id).count == 2)
            life.world.release("make slow")
            #expect(try await life.ended(id).state == .completed)
            #expect(life.world.calls.last == "make last")
        }
    }

    @Test("Steps that don't depend on each other run side by side; what depends on both waits for both")
    func diamond() async throws {
        try await Bench.withLife { life in
            life.world.order("make left", .hold)
            life.world.order("make right", .hold)
            let id = try await life.accept(
                Script(
                    .make("foot", after: "left", "right"), .make("left", after: "head"), .make("right", after: "head"),
                    .make("head")))
            try await life.called("make left")
            try await life.called("make right")
            #expect(life.world.ranTogether("make left", "make right"))
            life.world.release("make left")
            try await life.reached(.done, "make left", of: id)
            #expect(try await life.step("make foot", of: id).state == .pending)
            life.world.release("make right")
            #expect(try await life.ended(id).state == .completed)
            #expect(life.world.calls.first == "make head")
            #expect(life.world.calls.last == "make foot")
            #expect(life.world.calls.count == 4)
            #expect(!life.world.ranTogether("make foot", "make right"))
        }
    }

    @Test("A step's row tells what it is, when it ran and what came of it")
    func row() async throws {
        try await Bench.withLife { life in
            let id = try await life.run(Script(.make("a", limit: 7), .make("b", after: "a")))
            let step = try #require(try await life.steps(id).last)
            #expect(step.operationID == id)
            #expect(step.number == 1)
            #expect(step.dependsOn == [0])
            #expect(step.kind == "make")
            #expect(step.kindVersion == 1)
            #expect(step.resourceID == "b")
            #expect(step.payload == WorldStep.payload("b"))
            #expect(step.state == .done)
            #expect(step.attempt == 1)
            #expect(step.output == .string("make b, attempt 1"))
            #expect(step.error == nil)
            #expect(step.undoes == nil)
            #expect(try #require(step.startedAt) <= #require(step.endedAt))
            #expect(try await life.steps(id).first?.timeLimit == 7)
        }
    }

    @Test("Phases without steps are over at once")
    func emptyPhases() async throws {
        try await Bench.withLife { life in
            let id = try await life.run(Script([[], [.make("a")], [], [], [.make("b")], []]))
            #expect(try await life.state(id) == .completed)
            #expect(life.world.calls == ["make a", "make b"])
            #expect(try await life.state(life.run(Script([[], []]), on: .vnf("nothing"))) == .completed)
        }
    }

    @Test("Many occurrences run side by side, and share commits")
    func sideBySide() async throws {
        try await Bench.withLife { life in
            let before = life.store.commits
            let states = try await withThrowingTaskGroup(of: OperationState.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        let script = Script(
                            .make("\(number).a"), .make("\(number).b", after: "\(number).a"), .make("\(number).c"))
                        return try await life.state(life.run(script, on: .vnf(Identifier("vnf-\(number)"))))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(states == Array(repeating: .completed, count: 20))
            #expect(life.world.things.count == 60)
            #expect(life.store.commits - before < 20 * 5)
        }
    }

    @Test(
        "Steps that wait for each other, for what isn't there or have one key are refused, in place of never ending",
        arguments: [
            Script(.make("a", after: "b"), .make("b", after: "a")), Script(.make("a", after: "a")),
            Script(.make("a", after: "nobody")), Script(.make("a"), .make("a")),
        ])
    func impossibleOrder(script: Script) async throws {
        try await Bench.withLife { life in
            let occurrence = try await life.occurrence(life.run(script))
            #expect(occurrence.state == .rolledBack)
            #expect(occurrence.error?.code == .internal)
            #expect(life.world.calls.isEmpty)
        }
    }
}
