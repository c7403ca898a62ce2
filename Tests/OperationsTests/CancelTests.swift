import MANOModel
import Operations
import Testing

@Suite("Cancel")
struct CancelTests {
    private static let chain = Script(.make("a"), .make("b", after: "a"))

    @Test("GRACEFUL lets what runs come to its end and starts nothing new; a retry goes on from there")
    func graceful() async throws {
        try await Bench.withLife { life in
            life.world.order("make a", .hold)
            let id = try await life.accept(Self.chain)
            try await life.called("make a")
            try await life.engine.cancel(id, mode: .graceful)
            let pending = try await life.occurrence(id)
            #expect(pending.state == .processing)
            #expect(pending.isCancelPending)
            #expect(pending.cancelMode == .graceful)
            life.world.release("make a")
            let ended = try await life.ended(id)
            #expect(ended.state == .failedTemporarily)
            #expect(!ended.isCancelPending)
            #expect(ended.error?.message == "it was cancelled")
            #expect(try await life.steps(id).map(\.state) == [.done, .pending])
            try await life.engine.retry(id)
            #expect(try await life.ended(id).state == .completed)
            #expect(try await life.occurrence(id).cancelMode == nil)
            #expect(life.world.calls == ["make a", "make b"])
        }
    }

    @Test("It ends as FAILED_TEMP also where the last step was under way")
    func lastStep() async throws {
        try await Bench.withLife { life in
            life.world.order("make a", .hold)
            let id = try await life.accept(Script(.make("a")))
            try await life.called("make a")
            try await life.engine.cancel(id, mode: .graceful)
            life.world.release("make a")
            #expect(try await life.ended(id).state == .failedTemporarily)
            try await life.engine.retry(id)
            #expect(try await life.ended(id).state == .completed)
        }
    }

    @Test("FORCEFUL gives up what runs as unknown, at once; its late answer is dropped, and a retry looks first")
    func forceful() async throws {
        try await Bench.withLife { life in
            life.world.order("make a", .holdAnswer)
            let id = try await life.accept(Self.chain)
            try await life.called("make a")
            try await life.engine.cancel(id, mode: .forceful)
            #expect(try await life.ended(id).state == .failedTemporarily)
            #expect(try await life.step("make a", of: id).state == .unknown)
            life.world.release("make a")
            try await life.until("the late answer has come") { !life.world.isRunning("make a") }
            try await Task.sleep(for: .milliseconds(10))
            #expect(try await life.step("make a", of: id).state == .unknown)
            try await life.engine.retry(id)
            #expect(try await life.ended(id).state == .completed)
            #expect(life.world.calls == ["make a", "look a", "make b"])
            #expect(try await life.step("make a", of: id).output == .string("found"))
        }
    }

    @Test("GRACEFUL can be followed by FORCEFUL")
    func both() async throws {
        try await Bench.withLife { life in
            life.world.order("make a", .hold)
            let id = try await life.accept(Self.chain)
            try await life.called("make a")
            try await life.engine.cancel(id, mode: .graceful)
            try await life.engine.cancel(id, mode: .forceful)
            #expect(try await life.ended(id).state == .failedTemporarily)
            #expect(try await life.occurrence(id).cancelMode == .forceful)
        }
    }

    @Test("Cancelled before its plan is accepted, a VNF's occurrence ends as ROLLED_BACK")
    func starting() async throws {
        try await Bench.withLife { life in
            for mode in [OperationOccurrence.CancelMode.graceful, .forceful] {
                let id = try await life.plant(.starting, script: Self.chain)
                try await life.engine.cancel(id, mode: mode)
                #expect(try await life.ended(id).state == .rolledBack)
            }
            #expect(life.world.calls.isEmpty)
        }
    }

    @Test("A rollback that is cancelled is FAILED_TEMP, and can be rolled back to its end")
    func rollingBack() async throws {
        try await Bench.withLife { life in
            life.world.order("make b", .refuse(.infrastructure))
            life.world.order("remove b", .hold)
            let id = try await life.run(Self.chain)
            try await life.engine.rollback(id)
            try await life.called("remove b")
            try await life.engine.cancel(id, mode: .forceful)
            #expect(try await life.ended(id).state == .failedTemporarily)
            try await life.engine.rollback(id)
            #expect(try await life.ended(id).state == .rolledBack)
            #expect(life.world.things.isEmpty)
        }
    }

    @Test("A cancel reaches the occurrences that it waits for")
    func children() async throws {
        try await Bench.withLife { life in
            life.world.order("make left.a", .hold)
            let id = try await life.accept(
                Script(.child("left", .make("left.a"), .make("left.b", after: "left.a"))), on: .ns("ns"))
            try await life.called("make left.a")
            try await life.engine.cancel(id, mode: .graceful)
            let child = try #require(try await life.occurrences(of: "left").first)
            #expect(child.isCancelPending)
            #expect(child.cancelMode == .graceful)
            life.world.release("make left.a")
            #expect(try await life.ended(id).state == .failedTemporarily)
            #expect(try await life.state(child.id) == .failedTemporarily)
            #expect(life.world.things == ["left.a"])
            try await life.engine.retry(id)
            #expect(try await life.ended(id).state == .completed)
            #expect(try await life.occurrences(of: "left").map(\.state) == [.completed])
        }
    }

    @Test("A FORCEFUL cancel of what a manager left behind acts on nothing")
    func afterRestart() async throws {
        try await Bench.run { bench in
            bench.world.order("make a", .hold)
            let first = try bench.start()
            let id = try await first.accept(Self.chain)
            try await first.called("make a")
            try await first.kill()
            try await bench.life { life in
                try await life.engine.cancel(id, mode: .forceful)
                #expect(try await life.ended(id).state == .failedTemporarily)
                try await Task.sleep(for: .milliseconds(10))
                #expect(bench.world.calls == ["make a"])
                try await life.engine.retry(id)
                #expect(try await life.ended(id).state == .completed)
                #expect(bench.world.calls == ["make a", "look a", "make a", "make b"])
            }
        }
    }
}
