import FoundationEssentials
import MANOModel
import Operations
import Store
import Testing

@Suite("Occurrences that are steps of others")
struct ChildTests {
    /// Two VNFs, and something that needs both.
    private static let service = Script(
        .child("left", .make("left.a"), .make("left.b", after: "left.a")), .child("right", .make("right.a")),
        .make("graph", after: "left", "right"))

    @Test("The step is parked while they run, side by side; their ends wake it")
    func parked() async throws {
        try await Bench.withLife { life in
            life.world.order("make left.a", .hold)
            life.world.order("make right.a", .hold)
            let id = try await life.accept(Self.service, on: .ns("ns"))
            try await life.called("make left.a")
            try await life.called("make right.a")
            #expect(try await life.steps(id).map(\.state) == [.parked, .parked, .pending])
            let child = try #require(try await life.occurrences(of: "left").first)
            #expect(child.state == .processing)
            #expect(child.operation == .instantiate)
            #expect(child.isAutomatic)
            #expect(child.parent == .init(operationID: id, stepNumber: 0))
            #expect(try await life.steps(id).first?.output?["operationId"]?.stringValue == child.id.rawValue)
            life.world.release("make left.a")
            try await life.reached(.done, "instantiate left", of: id)
            #expect(try await life.state(child.id) == .completed)
            #expect(!life.world.calls.contains("make graph"))
            life.world.release("make right.a")
            #expect(try await life.ended(id).state == .completed)
            #expect(life.world.calls.last == "make graph")
        }
    }

    @Test("Its id follows from the step and its attempt, so that one intent never makes two")
    func identifier() async throws {
        try await Bench.withLife { life in
            let id = try await life.run(Script(.child("left", .make("left.a"))), on: .ns("ns"))
            let namespace = try #require(UUID(uuidString: id.rawValue))
            let child = try await life.occurrences(of: "left").map(\.id)
            #expect(child == [Identifier(UUID(namespace: namespace, name: "0.1"))])
        }
    }

    @Test("Accepting it costs no commit of its own: its intent, lock and parked step are the parent's commit")
    func commits() async throws {
        try await Bench.withLife { life in
            let before = life.store.commits
            _ = try await life.run(Script(.child("left", .make("left.a"))), on: .ns("ns"))
            // Accept and plan of the parent, plan and end of the child, end of the parent.
            #expect(life.store.commits - before == 5)
        }
    }

    @Test("Its failure fails the step, with its reason; a retry goes on with the same occurrence")
    func retried() async throws {
        try await Bench.withLife { life in
            life.world.order("make left.b", .refuse(.infrastructure))
            let id = try await life.run(Self.service, on: .ns("ns"))
            let occurrence = try await life.occurrence(id)
            #expect(occurrence.state == .failedTemporarily)
            #expect(occurrence.error?.message == "instantiate left: make left.b: make left.b was refused")
            #expect(occurrence.error?.code == .infrastructure)
            #expect(try await life.occurrences(of: "left").map(\.state) == [.failedTemporarily])
            try await life.engine.retry(id)
            #expect(try await life.ended(id).state == .completed)
            #expect(try await life.occurrences(of: "left").map(\.state) == [.completed])
            #expect(try await life.occurrences(of: "right").count == 1)
            #expect(life.world.calls.count { $0 == "make left.a" } == 1)
        }
    }

    @Test("What was mended by hand meanwhile isn't done again")
    func retriedByHand() async throws {
        try await Bench.withLife { life in
            life.world.order("make left.b", .refuse(.infrastructure))
            let id = try await life.run(Self.service, on: .ns("ns"))
            let child = try #require(try await life.occurrences(of: "left").first)
            try await life.engine.retry(child.id)
            #expect(try await life.ended(child.id).state == .completed)
            #expect(try await life.state(id) == .failedTemporarily)
            try await life.engine.retry(id)
            #expect(try await life.ended(id).state == .completed)
            #expect(try await life.occurrences(of: "left").count == 1)
        }
    }

    @Test("What was rolled back or failed by hand meanwhile is begun anew, as another occurrence")
    func begunAnew() async throws {
        try await Bench.withLife { life in
            life.world.order("make left.b", .refuse(.infrastructure))
            let id = try await life.run(Self.service, on: .ns("ns"))
            let child = try #require(try await life.occurrences(of: "left").first)
            try await life.engine.rollback(child.id)
            #expect(try await life.ended(child.id).state == .rolledBack)
            try await life.engine.retry(id)
            #expect(try await life.ended(id).state == .completed)
            #expect(try await life.occurrences(of: "left").map(\.state) == [.rolledBack, .completed])
        }
    }

    @Test("One whose rollback has begun is not retried from above: that would end it as done, with nothing there")
    func rollbackHasBegun() async throws {
        try await Bench.withLife { life in
            life.world.order("make left.b", .refuse(.infrastructure))
            life.world.order("remove left.a", .refuse(.infrastructure))
            let id = try await life.run(Self.service, on: .ns("ns"))
            let child = try #require(try await life.occurrences(of: "left").first)
            try await life.engine.rollback(child.id)
            #expect(try await life.ended(child.id).state == .failedTemporarily)
            try await life.engine.retry(id)
            let occurrence = try await life.ended(id)
            #expect(occurrence.state == .failedTemporarily)
            #expect(occurrence.error?.message.contains("rollback of occurrence \(child.id) has begun") == true)
            #expect(try await life.state(child.id) == .failedTemporarily)
            try await life.engine.rollback(id)
            #expect(try await life.ended(id).state == .rolledBack)
            #expect(life.world.things.isEmpty)
        }
    }

    @Test("An instance that is busy fails the step, and names who holds it")
    func busy() async throws {
        try await Bench.withLife { life in
            life.world.order("make x", .hold)
            let other = try await life.accept(Script(.make("x")), on: .vnf("left"))
            try await life.called("make x")
            let id = try await life.run(Script(.child("left", .make("left.a"))), on: .ns("ns"))
            let occurrence = try await life.occurrence(id)
            #expect(occurrence.state == .failedTemporarily)
            #expect(
                occurrence.error?.message.contains("left is busy: INSTANTIATE is PROCESSING (occurrence \(other))")
                    == true)
            life.world.release("make x")
            _ = try await life.ended(other)
            try await life.engine.retry(id)
            #expect(try await life.ended(id).state == .completed)
        }
    }

    @Test("A rollback terminates those that were completed, and rolls back the one that failed")
    func rollback() async throws {
        try await Bench.withLife { life in
            life.world.order("make left.b", .refuse(.infrastructure))
            let id = try await life.run(Self.service, on: .ns("ns"))
            #expect(life.world.things == ["left.a", "right.a"])
            try await life.engine.rollback(id)
            let occurrence = try await life.ended(id)
            #expect(occurrence.state == .rolledBack)
            #expect(occurrence.error?.message.hasPrefix("instantiate left:") == true)
            #expect(life.world.things.isEmpty)
            #expect(try await life.occurrences(of: "left").map(\.state) == [.rolledBack])
            #expect(try await life.occurrences(of: "left").first?.error?.code == .infrastructure)
            let right = try await life.occurrences(of: "right")
            #expect(right.map(\.operation) == [.instantiate, .terminate])
            #expect(right.map(\.state) == [.completed, .completed])
            #expect(right.last?.parameters["terminationType"]?.stringValue == "FORCEFUL")
            #expect(try await life.claims().isEmpty)
            #expect(try await life.store.read { try $0.openOperations() }.isEmpty)
        }
    }

    @Test("A termination that fails in a rollback goes on with the next: it isn't taken for done")
    func failedTermination() async throws {
        try await Bench.withLife { life in
            life.world.order("make graph", .refuse(.infrastructure))
            life.world.order("clear left", .refuse(.infrastructure), .refuse(.infrastructure))
            let id = try await life.run(Self.service, on: .ns("ns"))
            for _ in 0..<2 {
                try await life.engine.rollback(id)
                let occurrence = try await life.ended(id)
                #expect(occurrence.state == .failedTemporarily)
                #expect(occurrence.error?.message.contains("clear left was refused") == true)
                #expect(life.world.things == ["left.a", "left.b"])
            }
            try await life.engine.rollback(id)
            #expect(try await life.ended(id).state == .rolledBack)
            #expect(life.world.things.isEmpty)
            #expect(try await life.occurrences(of: "left").map(\.state) == [.completed, .completed])
        }
    }

    @Test("Another's occurrence on the instance is left alone by a rollback, which waits for its end")
    func foreignOccurrence() async throws {
        try await Bench.withLife { life in
            life.world.order("make graph", .refuse(.infrastructure))
            let id = try await life.run(Self.service, on: .ns("ns"))
            life.world.order("make left.spare", .refuse(.infrastructure))
            let heal = try await life.accept(Script(.make("left.spare")), on: .vnf("left"), .heal)
            #expect(try await life.ended(heal).state == .failedTemporarily)
            try await life.engine.rollback(id)
            let occurrence = try await life.ended(id)
            #expect(occurrence.state == .failedTemporarily)
            #expect(
                occurrence.error?.message.contains("left is busy: HEAL is FAILED_TEMP (occurrence \(heal))") == true)
            #expect(try await life.state(heal) == .failedTemporarily)
            #expect(life.world.things == ["left.a", "left.b"])
            try await life.engine.fail(heal)
            try await life.engine.rollback(id)
            #expect(try await life.ended(id).state == .rolledBack)
            #expect(life.world.things.isEmpty)
        }
    }

    @Test("Parent and child both go on after a restart, and a child that ended just before has woken its parent")
    func restart() async throws {
        try await Bench.run { bench in
            bench.world.order("make left.a", .holdAnswer)
            bench.world.order("make right.a", .hold)
            let first = try bench.start()
            let id = try await first.accept(Self.service, on: .ns("ns"))
            try await first.called("make left.a")
            try await first.called("make right.a")
            try await first.kill()
            bench.world.order("make left.b", .hold)
            let second = try bench.start()
            try await second.engine.recover()
            try await second.reached(.done, "instantiate right", of: id)
            try await second.called("make left.b")
            try await second.kill()
            try await bench.life { life in
                try await life.engine.recover()
                #expect(try await life.ended(id).state == .completed)
                #expect(bench.world.things == ["left.a", "left.b", "right.a", "graph"])
                #expect(bench.world.calls.count { $0 == "make left.a" } == 1)
                #expect(bench.world.calls.count { $0 == "make right.a" } == 2)
                #expect(try await life.occurrences(of: "left").map(\.state) == [.completed])
            }
        }
    }

    @Test("Thirty that end together wake one parent once each")
    func many() async throws {
        try await Bench.withLife { life in
            let items = (0..<30).map { number in
                var item = Script.Item.step(ChildOperation.kind, "vnf\(number)")
                item.child = Script(.make("vnf\(number).a"))
                return item
            }
            let id = try await life.run(Script([items, [.make("graph")]]), on: .ns("ns"))
            #expect(try await life.state(id) == .completed)
            #expect(life.world.calls.count == 31)
            #expect(life.world.calls.last == "make graph")
        }
    }
}
