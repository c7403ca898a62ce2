import MANOModel
import Operations
import Store
import Testing

@Suite("Random occurrences with failures and restarts")
struct RandomOperationTests {
    /// What is left in the end, without ids and times.
    private struct End: Equatable, CustomStringConvertible {
        var state: OperationState
        var things: Set<String>
        var claims: Set<Claim>
        /// Of an occurrence that was completed: all are done.
        var steps: [String]
        var open: [String]

        var description: String {
            "\(state.rawValue), things \(things.sorted()), claims \(claims.map(\.owner).sorted()), \(steps), open \(open)"
        }
    }

    @Test("They come to the end of an undisturbed run", arguments: UInt64(1)...100)
    func sameEnd(seed: UInt64) async throws {
        let random = RandomCase(seed: seed)
        var expected: End?
        try await Bench.run { bench in
            let end = try await run(random, on: bench, isDisturbed: false)
            #expect(end.things == random.things)
            #expect(end.state == (random.victim == nil ? .completed : .rolledBack))
            // Nothing was done twice, and nothing was looked for.
            #expect(Set(bench.world.calls).count == bench.world.calls.count)
            #expect(!bench.world.calls.contains { $0.hasPrefix("look") })
            expected = end
        }
        try await Bench.run { bench in
            random.disturb(bench.world)
            let end = try await run(random, on: bench, isDisturbed: true)
            #expect(end == expected, "\(random.script) \(bench.world.calls)")
        }
    }

    /// Does as an operator would: starts the manager again when it has ended, retries or rolls back what stands.
    private func run(_ random: RandomCase, on bench: Bench, isDisturbed: Bool) async throws -> End {
        if let victim = random.victim { bench.world.refuse("make \(victim)") }
        var life = try bench.start()
        let id = try await life.accept(random.script, on: random.subject)
        var ends = isDisturbed ? random.ends : []
        for _ in 0..<60 {
            let stop = ends.isEmpty ? nil : ContinuousClock.now + .milliseconds(ends.removeFirst())
            try await life.until("it stands, or its manager has ended") {
                if bench.world.isDead(life.number) { return true }
                if let stop, ContinuousClock.now >= stop { return true }
                return try await !life.state(id).isRunning
            }
            let state = try await life.state(id)
            if bench.world.isDead(life.number) || stop != nil {
                try await life.kill()
                life = try bench.start()
                try await life.engine.recover()
            } else if state.isTerminal {
                let end = try await end(of: id, life)
                try await life.kill()
                return end
            } else if random.victim == nil {
                try await life.engine.retry(id)
            } else {
                try await life.engine.rollback(id)
            }
        }
        try await life.kill()
        throw ManifoldError(.internal, "occurrence \(id) never came to an end")
    }

    private func end(of id: Identifier<OperationOccurrence>, _ life: Life) async throws -> End {
        let occurrence = try await life.occurrence(id)
        let steps = try await life.steps(id)
        return End(
            state: occurrence.state, things: life.world.things, claims: Set(try await life.claims()),
            steps: occurrence.state == .completed
                ? steps.map { "\($0.number) \($0.title) after \($0.dependsOn): \($0.state)" } : [],
            open: try await life.store.read { try $0.openOperations() }.map { "\($0.value)" })
    }
}
