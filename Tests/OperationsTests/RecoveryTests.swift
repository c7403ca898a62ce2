import MANOModel
import Operations
import Store
import Testing

@Suite("A manager that ends in the middle")
struct RecoveryTests {
    private static let chain = Script(.make("a"), .make("b", after: "a"), .make("c", after: "b"))

    @Test("A step that was carried out before its result was recorded is found, and not carried out again")
    func done() async throws {
        try await Bench.run { bench in
            bench.world.order("make b", .holdAnswer)
            let first = try bench.start()
            let id = try await first.accept(Self.chain)
            try await first.called("make b")
            try await first.kill()
            try await bench.life { life in
                #expect(try await life.steps(id).map(\.state) == [.done, .started, .pending])
                try await life.engine.recover()
                #expect(try await life.ended(id).state == .completed)
                #expect(bench.world.calls == ["make a", "make b", "look b", "make c"])
                #expect(try await life.step("make b", of: id).output == .string("found"))
                #expect(try await life.step("make b", of: id).attempt == 1)
            }
        }
    }

    @Test("A step whose intent was recorded and that was not carried out is carried out")
    func notDone() async throws {
        try await Bench.run { bench in
            bench.world.order("make b", .hold)
            let first = try bench.start()
            let id = try await first.accept(Self.chain)
            try await first.called("make b")
            try await first.kill()
            try await bench.life { life in
                try await life.engine.recover()
                #expect(try await life.ended(id).state == .completed)
                #expect(bench.world.calls == ["make a", "make b", "look b", "make b", "make c"])
            }
        }
    }

    @Test("A step that can't be looked for is unknown: FAILED_TEMP, nothing is guessed, and a retry looks again")
    func unknownYet() async throws {
        try await Bench.run { bench in
            bench.world.order("make b", .holdAnswer)
            bench.world.order("look b", .refuse(.unknown))
            let first = try bench.start()
            let id = try await first.accept(Self.chain)
            try await first.called("make b")
            try await first.kill()
            try await bench.life { life in
                try await life.engine.recover()
                let occurrence = try await life.ended(id)
                #expect(occurrence.state == .failedTemporarily)
                #expect(occurrence.error?.message == "make b: look b was refused")
                #expect(try await life.step("make b", of: id).state == .unknown)
                try await life.engine.retry(id)
                #expect(try await life.ended(id).state == .completed)
                #expect(bench.world.calls == ["make a", "make b", "look b", "look b", "make c"])
            }
        }
    }

    @Test("Steps that ran side by side are looked for side by side")
    func sideBySide() async throws {
        try await Bench.run { bench in
            for thing in ["a", "b", "c"] { bench.world.order("make \(thing)", thing == "b" ? .holdAnswer : .hold) }
            let first = try bench.start()
            let id = try await first.accept(Script(.make("a"), .make("b"), .make("c")))
            for thing in ["a", "b", "c"] { try await first.called("make \(thing)") }
            try await first.kill()
            for thing in ["a", "c"] { bench.world.order("look \(thing)", .hold) }
            try await bench.life { life in
                try await life.engine.recover()
                for thing in ["a", "c"] { try await life.called("look \(thing)") }
                #expect(bench.world.ranTogether("look a", "look c"))
                for thing in ["a", "c"] { bench.world.release("look \(thing)") }
                #expect(try await life.ended(id).state == .completed)
                #expect(bench.world.things == ["a", "b", "c"])
            }
        }
    }

    @Test("What was accepted and not yet planned is planned at the next start")
    func notPlanned() async throws {
        try await Bench.run { bench in
            let first = try bench.start()
            let id = try await first.plant(.starting, script: Self.chain)
            let ns = try await first.plant(.processing, script: Script(.make("d")), subject: .ns("ns"))
            try await first.kill()
            try await bench.life { life in
                #expect(bench.world.calls.isEmpty)
                try await life.engine.recover()
                #expect(try await life.ended(id).state == .completed)
                #expect(try await life.ended(ns).state == .completed)
                #expect(bench.world.things == ["a", "b", "c", "d"])
            }
        }
    }

    @Test("A rollback goes on, too")
    func rollback() async throws {
        try await Bench.run { bench in
            bench.world.order("make c", .refuse(.infrastructure))
            bench.world.order("remove b", .holdAnswer)
            let first = try bench.start()
            let id = try await first.run(Self.chain)
            try await first.engine.rollback(id)
            try await first.called("remove b")
            try await first.kill()
            try await bench.life { life in
                try await life.engine.recover()
                #expect(try await life.ended(id).state == .rolledBack)
                #expect(bench.world.things.isEmpty)
                #expect(bench.world.calls.suffix(4) == ["remove c", "remove b", "look b", "remove a"])
            }
        }
    }

    @Test("A graceful cancel that was asked for is carried out")
    func cancel() async throws {
        try await Bench.run { bench in
            bench.world.order("make a", .holdAnswer)
            let first = try bench.start()
            let id = try await first.accept(Self.chain)
            try await first.called("make a")
            try await first.engine.cancel(id, mode: .graceful)
            try await first.kill()
            try await bench.life { life in
                try await life.engine.recover()
                #expect(try await life.ended(id).state == .failedTemporarily)
                #expect(try await life.steps(id).map(\.state) == [.done, .pending, .pending])
                #expect(bench.world.calls == ["make a", "look a"])
            }
        }
    }

    @Test("What waits for a client in FAILED_TEMP, and what has ended, is left alone")
    func leftAlone() async throws {
        try await Bench.run { bench in
            bench.world.order("make b", .refuse(.infrastructure))
            let first = try bench.start()
            let waiting = try await first.run(Self.chain)
            let over = try await first.run(Script(.make("d")), on: .vnf("other"))
            try await first.kill()
            let calls = bench.world.calls
            try await bench.life { life in
                let before = life.store.commits
                try await life.engine.recover()
                try await Task.sleep(for: .milliseconds(10))
                #expect(life.store.commits == before)
                #expect(bench.world.calls == calls)
                #expect(try await life.state(waiting) == .failedTemporarily)
                #expect(try await life.state(over) == .completed)
                try await life.engine.retry(waiting)
                #expect(try await life.ended(waiting).state == .completed)
            }
        }
    }

    @Test("A closed engine starts nothing any more, and answers of calls under way change nothing")
    func closed() async throws {
        try await Bench.run { bench in
            bench.world.order("make a", .hold)
            let life = try bench.start()
            let id = try await life.accept(Self.chain)
            try await life.called("make a")
            await life.engine.close()
            let before = life.store.commits
            bench.world.release("make a")
            try await life.until("the answer has come") { !bench.world.isRunning("make a") }
            try await Task.sleep(for: .milliseconds(10))
            #expect(life.store.commits == before)
            #expect(bench.world.calls == ["make a"])
            #expect(try await life.step("make a", of: id).state == .started)
            // It accepts, as the store is open, and leaves the work to the next.
            let other = try await life.accept(Script(.make("d")), on: .vnf("other"))
            try await life.kill()
            try await bench.life { next in
                try await next.engine.recover()
                #expect(try await next.ended(id).state == .completed)
                #expect(try await next.ended(other).state == .completed)
            }
        }
    }
}
