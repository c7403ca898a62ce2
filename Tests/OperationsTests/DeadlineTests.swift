import Foundation
import MANOModel
import Operations
import Store
import Synchronization
import Testing

@Suite("Deadlines and late answers")
struct DeadlineTests {
    @Test("A call given up at its deadline is unknown, and is looked for before anything else is done")
    func unknownIsLookedFor() async throws {
        try await Bench.withLife { life in
            life.world.order("make a", .holdAnswer)
            let id = try await life.run(Script(.make("a", limit: 0.03), .make("b", after: "a")))
            let occurrence = try await life.occurrence(id)
            #expect(occurrence.state == .failedTemporarily)
            #expect(occurrence.error?.code == .timeout)
            #expect(occurrence.error?.message.hasPrefix("make a: it has not ended within") == true)
            #expect(try await life.step("make a", of: id).state == .unknown)
            try await life.engine.retry(id)
            #expect(try await life.ended(id).state == .completed)
            // It was there: it isn't made again.
            #expect(life.world.calls == ["make a", "look a", "make b"])
        }
    }

    @Test("What isn't there when it is looked for is done again")
    func notDone() async throws {
        try await Bench.withLife { life in
            life.world.order("make a", .refuse(.unknown))
            let id = try await life.run(Script(.make("a")))
            #expect(try await life.step("make a", of: id).state == .unknown)
            try await life.engine.retry(id)
            #expect(try await life.ended(id).state == .completed)
            #expect(life.world.calls == ["make a", "look a", "make a"])
            #expect(try await life.step("make a", of: id).attempt == 2)
        }
    }

    @Test(
        "What can't be looked for stays unknown, whatever kept it from being asked",
        arguments: [ManifoldError.Code.unknown, .infrastructure, .timeout])
    func stillUnknown(code: ManifoldError.Code) async throws {
        try await Bench.withLife { life in
            life.world.order("make a", .lose(.unknown))
            life.world.order("look a", .refuse(code), .refuse(code))
            let id = try await life.run(Script(.make("a")))
            for _ in 0..<2 {
                try await life.engine.retry(id)
                #expect(try await life.ended(id).state == .failedTemporarily)
                #expect(try await life.step("make a", of: id).state == .unknown)
            }
            try await life.engine.retry(id)
            #expect(try await life.ended(id).state == .completed)
            #expect(life.world.calls == ["make a", "look a", "look a", "look a"])
        }
    }

    @Test("A step that was refused is known not to be done: a retry acts at once")
    func refusedIsKnown() async throws {
        try await Bench.withLife { life in
            life.world.order("make a", .refuse(.infrastructure))
            let id = try await life.run(Script(.make("a")))
            try await life.engine.retry(id)
            #expect(try await life.ended(id).state == .completed)
            #expect(life.world.calls == ["make a", "make a"])
        }
    }

    @Test("A late answer says nothing, neither before nor while the next attempt runs")
    func lateAnswer() async throws {
        try await Bench.withLife { life in
            life.world.order("make a", .hold, .hold)
            let id = try await life.run(Script(.make("a", limit: 0.05)))
            // The next attempt has no deadline: it is planned with the first, so it is lifted in its row.
            try await life.store.transact { transaction in
                var steps = try transaction.steps(id)
                steps[0].timeLimit = 0
                try transaction.save(steps)
            }
            try await life.engine.retry(id)
            try await life.until("the second attempt acts") {
                life.world.calls.filter { $0 == "make a" }.count == 2
            }
            let before = life.store.commits
            life.world.release("make a")
            try await Task.sleep(for: .milliseconds(30))
            #expect(life.store.commits == before)
            #expect(life.world.calls == ["make a", "look a", "make a"])
            #expect(try await life.step("make a", of: id).state == .started)
            life.world.release("make a")
            #expect(try await life.ended(id).state == .completed)
            #expect(try await life.step("make a", of: id).output == .string("make a, attempt 2"))
        }
    }

    @Test("Looking has the step's deadline too")
    func lookingTimesOut() async throws {
        try await Bench.withLife { life in
            life.world.order("make a", .lose(.unknown))
            life.world.order("look a", .hold)
            let id = try await life.run(Script(.make("a", limit: 0.03)))
            try await life.engine.retry(id)
            #expect(try await life.ended(id).state == .failedTemporarily)
            #expect(try await life.step("make a", of: id).error?.code == .timeout)
            try await life.engine.retry(id)
            #expect(try await life.ended(id).state == .completed)
            #expect(life.world.calls == ["make a", "look a", "look a"])
        }
    }

    @Test("Answers that come while a deadline's result is being committed are taken")
    func answerDuringDeadlineCommit() async throws {
        try await Bench.withLife { life in
            for thing in ["a", "b", "c"] { life.world.order("make \(thing)", .hold) }
            let id = try await life.accept(Script(.make("a", limit: 0.1), .make("b"), .make("c")))
            for thing in ["a", "b", "c"] { try await life.called("make \(thing)") }
            let writer = try await Writer(life)
            try await Task.sleep(for: .milliseconds(150))
            life.world.release("make b")
            try await Task.sleep(for: .milliseconds(20))
            await writer.free()
            try await life.reached(.done, "make b", of: id)
            try await Task.sleep(for: .milliseconds(20))
            #expect(try await life.state(id) == .processing)
            #expect(try await life.steps(id).map(\.state) == [.unknown, .done, .started])
            life.world.release("make c")
            let occurrence = try await life.ended(id)
            #expect(occurrence.state == .failedTemporarily)
            #expect(occurrence.error?.code == .timeout)
            #expect(try await life.steps(id).map(\.state) == [.unknown, .done, .done])
        }
    }

    @Test("A deadline that passes while the answer is being committed changes nothing")
    func deadlineDuringAnswerCommit() async throws {
        try await Bench.withLife { life in
            for thing in ["a", "b"] { life.world.order("make \(thing)", .hold) }
            let id = try await life.accept(Script(.make("a", limit: 0.15), .make("b")))
            for thing in ["a", "b"] { try await life.called("make \(thing)") }
            let writer = try await Writer(life)
            life.world.release("make a")
            try await Task.sleep(for: .milliseconds(200))
            await writer.free()
            try await life.reached(.done, "make a", of: id)
            try await Task.sleep(for: .milliseconds(20))
            #expect(try await life.state(id) == .processing)
            life.world.release("make b")
            let occurrence = try await life.ended(id)
            #expect(occurrence.state == .completed, "\(occurrence.error?.description ?? "")")
        }
    }

    /// Keeps the store from committing anything.
    private struct Writer {
        private let semaphore = DispatchSemaphore(value: 0)
        private let commit: Task<Void, any Error>

        init(_ life: Life) async throws {
            let semaphore = semaphore
            let hasBegun = Flag()
            commit = Task {
                try await life.store.transact { _ in
                    hasBegun.value.withLock { $0 = true }
                    semaphore.wait()
                }
            }
            try await life.until("the writer is held") { hasBegun.value.withLock { $0 } }
        }

        func free() async {
            semaphore.signal()
            _ = await commit.result
        }

        private final class Flag: Sendable {
            let value = Mutex(false)
        }
    }
}
