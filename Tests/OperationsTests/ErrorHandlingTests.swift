import MANOModel
import Operations
import Store
import Testing

@Suite("Retry, rollback and fail")
struct ErrorHandlingTests {
    private static let chain = Script(.make("a"), .make("b", after: "a"), .make("c", after: "b"))

    enum Request: CaseIterable, Sendable {
        case retry, rollback, fail, cancel

        /// SOL003 5.4.14 to 5.4.17.
        var states: Set<OperationState> {
            switch self {
            case .retry, .rollback, .fail: [.failedTemporarily]
            case .cancel: [.starting, .processing, .rollingBack]
            }
        }

        func send(_ id: Identifier<OperationOccurrence>, to engine: OperationEngine) async throws {
            switch self {
            case .retry: try await engine.retry(id)
            case .rollback: try await engine.rollback(id)
            case .fail: try await engine.fail(id)
            case .cancel: try await engine.cancel(id, mode: .graceful)
            }
        }
    }

    @Test("Each is taken in the states of the standard, and is a conflict in all others", arguments: Request.allCases)
    func states(request: Request) async throws {
        try await Bench.withLife { life in
            for (number, state) in OperationState.allCases.enumerated() {
                let id = try await life.plant(state, subject: .vnf(Identifier("vnf-\(number)")))
                if request.states.contains(state) {
                    try await request.send(id, to: life.engine)
                    let expected: OperationState =
                        switch (request, state) {
                        case (.retry, _): .completed
                        case (.rollback, _), (.cancel, .starting): .rolledBack
                        case (.fail, _): .failed
                        case (.cancel, _): .failedTemporarily
                        }
                    #expect(try await life.ended(id).state == expected, "\(request) in \(state)")
                } else {
                    let error = await #expect(throws: ManifoldError.self) {
                        try await request.send(id, to: life.engine)
                    }
                    #expect(error?.code == .conflict, "\(request) in \(state)")
                    #expect(error?.message.contains(state.rawValue) == true)
                    #expect(try await life.state(id) == state)
                }
            }
        }
    }

    @Test("None is taken of an occurrence that isn't there", arguments: Request.allCases)
    func unknownOccurrence(request: Request) async throws {
        try await Bench.withLife { life in
            let error = await #expect(throws: ManifoldError.self) { try await request.send("nobody", to: life.engine) }
            #expect(error?.code == .notFound)
        }
    }

    @Test("A step that fails ends its occurrence as FAILED_TEMP, named; what doesn't need it comes to its end before")
    func failure() async throws {
        try await Bench.withLife { life in
            life.world.order("make b", .refuse(.infrastructure))
            life.world.order("make slow", .hold)
            let id = try await life.accept(
                Script(
                    .make("a"), .make("b", after: "a"), .make("c", after: "b"), .make("slow"), .make("d", after: "slow")
                ))
            try await life.reached(.failed, "make b", of: id)
            #expect(try await life.state(id) == .processing)
            life.world.release("make slow")
            let occurrence = try await life.ended(id)
            #expect(occurrence.state == .failedTemporarily)
            #expect(occurrence.error == ManifoldError(.infrastructure, "make b: make b was refused"))
            #expect(try await life.steps(id).map(\.state) == [.done, .failed, .pending, .done, .pending])
        }
    }

    @Test("Retry does what failed and what is left, and nothing again")
    func retry() async throws {
        try await Bench.withLife { life in
            life.world.order("make b", .refuse(.infrastructure))
            let id = try await life.run(Self.chain)
            try await life.engine.retry(id)
            let occurrence = try await life.ended(id)
            #expect(occurrence.state == .completed)
            #expect(occurrence.error == nil)
            #expect(life.world.calls == ["make a", "make b", "make b", "make c"])
            #expect(try await life.steps(id).map(\.attempt) == [1, 2, 1])
        }
    }

    @Test("A decision that fails between two phases is asked for again by a retry")
    func retryDecision() async throws {
        try await Bench.run { bench in
            let procedure = ClosureProcedure { _, asked, _ in
                switch asked {
                case 0: .proceed(Phase(steps: [try Script.Item.make("a").draft()]))
                case 1: throw ManifoldError(.noCapacity, "not now")
                default: .complete { _ in }
                }
            }
            try await bench.life(procedure) { life in
                let id = try await life.run(Script())
                #expect(try await life.occurrence(id).state == .failedTemporarily)
                #expect(try await life.occurrence(id).error?.message == "not now")
                try await life.engine.retry(id)
                #expect(try await life.ended(id).state == .completed)
                #expect(life.world.calls == ["make a"])
            }
        }
    }

    @Test("Rollback takes back what was done and what was tried, last first, and keeps the error")
    func rollback() async throws {
        try await Bench.withLife { life in
            life.world.order("make c", .lose(.infrastructure))
            let id = try await life.run(
                Script([[.make("a")], [.make("b"), .make("c", after: "b"), .make("d", after: "c")]]))
            #expect(life.world.things == ["a", "b", "c"])
            try await life.engine.rollback(id)
            let occurrence = try await life.ended(id)
            #expect(occurrence.state == .rolledBack)
            #expect(occurrence.error?.message.contains("the answer to make c was lost") == true)
            #expect(life.world.things.isEmpty)
            #expect(life.world.calls.suffix(3) == ["remove c", "remove b", "remove a"])
            let steps = try await life.steps(id)
            #expect(steps.prefix(4).map(\.state) == [.done, .done, .skipped, .skipped])
            #expect(steps.suffix(3).map(\.undoes) == [2, 1, 0])
            #expect(try await life.claims().isEmpty)
        }
    }

    @Test("Rollback keeps the order also around steps that nothing takes back, and of drafts in any order")
    func rollbackOrder() async throws {
        try await Bench.withLife { life in
            life.world.order("make last", .refuse(.infrastructure))
            life.world.order("remove guest", .hold)
            let id = try await life.run(
                Script([
                    [
                        .make("last", after: "port"), .make("port", after: "ready"),
                        .step("check", "ready", after: "guest"),
                        .make("guest", after: "volume"), .make("volume"), .make("aside"),
                    ]
                ]))
            try await life.engine.rollback(id)
            try await life.called("remove guest")
            try await life.reached(.done, "take back: make aside", of: id)
            // The volume is in use until the guest is gone.
            #expect(try await life.step("take back: make volume", of: id).state == .pending)
            #expect(try await life.step("take back: make port", of: id).state == .done)
            life.world.release("remove guest")
            #expect(try await life.ended(id).state == .rolledBack)
            let removals = life.world.calls.filter { $0.hasPrefix("remove") && $0 != "remove aside" }
            #expect(removals == ["remove last", "remove port", "remove guest", "remove volume"])
            #expect(life.world.things.isEmpty)
        }
    }

    @Test("Nothing of a later phase is left when something of an earlier one is taken back")
    func rollbackPhases() async throws {
        try await Bench.withLife { life in
            life.world.order("make d", .refuse(.infrastructure))
            let id = try await life.run(
                Script([[.make("a"), .make("b")], [.step("check", "x")], [.make("c"), .make("d")]]))
            try await life.engine.rollback(id)
            #expect(try await life.ended(id).state == .rolledBack)
            let removals = life.world.calls.filter { $0.hasPrefix("remove") }
            #expect(Set(removals.prefix(2)) == ["remove c", "remove d"])
            #expect(Set(removals.suffix(2)) == ["remove a", "remove b"])
        }
    }

    @Test("A rollback that fails is FAILED_TEMP again: it can be rolled back further or failed, not retried")
    func rollbackFails() async throws {
        try await Bench.withLife { life in
            life.world.order("make c", .refuse(.infrastructure))
            life.world.order("remove b", .refuse(.infrastructure))
            let id = try await life.run(Self.chain)
            try await life.engine.rollback(id)
            let occurrence = try await life.ended(id)
            #expect(occurrence.state == .failedTemporarily)
            #expect(occurrence.error?.message == "take back: make b: remove b was refused")
            let error = await #expect(throws: ManifoldError.self) { try await life.engine.retry(id) }
            #expect(error?.code == .conflict)
            #expect(error?.message.contains("rollback of occurrence \(id) has begun") == true)
            #expect(try await life.state(id) == .failedTemporarily)
            try await life.engine.rollback(id)
            #expect(try await life.ended(id).state == .rolledBack)
            #expect(life.world.things.isEmpty)
            #expect(life.world.calls.suffix(4) == ["remove c", "remove b", "remove b", "remove a"])
        }
    }

    @Test("Rollback of what can't be rolled back isn't supported, and retry still is")
    func noRollback() async throws {
        try await Bench.withLife { life in
            life.world.order("make a", .refuse(.infrastructure))
            let id = try await life.run(Script([[.make("a")]], canRollBack: false))
            let error = await #expect(throws: ManifoldError.self) { try await life.engine.rollback(id) }
            #expect(error?.code == .notFound)
            #expect(error?.remedy == "retry it, or fail it")
            try await life.engine.retry(id)
            #expect(try await life.ended(id).state == .completed)
        }
    }

    @Test("Fail ends it in its one commit, with what the procedure changes, and leaves what was done")
    func fail() async throws {
        try await Bench.run { bench in
            let procedure = ClosureProcedure { _, _, _ in
                .proceed(
                    Phase(steps: [try Script.Item.make("a").draft(), try Script.Item.make("b", after: "a").draft()]))
            }
            try await bench.life(procedure) { life in
                life.world.order("make b", .refuse(.infrastructure))
                let id = try await life.run(Script())
                let before = life.store.commits
                try await life.engine.fail(id)
                #expect(life.store.commits - before == 1)
                let occurrence = try await life.occurrence(id)
                #expect(occurrence.state == .failed)
                #expect(occurrence.error?.message == "make b: make b was refused")
                #expect(life.world.things == ["a"])
                #expect(try await life.claims().map(\.scope) == ["failed"])
            }
        }
    }
}
