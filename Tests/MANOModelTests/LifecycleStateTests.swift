import MANOModel
import Testing

@Suite("The life cycle of occurrences")
struct LifecycleStateTests {
    /// SOL003 5.6.2.2, SOL005 6.6.2; what isn't here is forbidden.
    private static let transitions: [OperationState: [OperationEvent: OperationState]] = [
        .starting: [
            .granted: .processing, .grantRejected: .rolledBack, .errorOccurred: .rolledBack, .cancelled: .rolledBack,
        ],
        .processing: [
            .succeeded: .completed, .errorOccurred: .failedTemporarily, .cancelled: .failedTemporarily,
        ],
        .failedTemporarily: [
            .retryRequested: .processing, .rollbackRequested: .rollingBack, .failRequested: .failed,
        ],
        .rollingBack: [
            .succeeded: .rolledBack, .errorOccurred: .failedTemporarily, .cancelled: .failedTemporarily,
        ],
    ]

    @Test("Every event leads where the standard says, and nowhere else", arguments: OperationState.allCases)
    func transitions(state: OperationState) {
        for event in OperationEvent.allCases {
            #expect(event.target(from: state) == Self.transitions[state]?[event], "\(event) in \(state)")
        }
    }

    @Test("A terminal state is left by nothing, every other by something")
    func terminal() {
        for state in OperationState.allCases {
            let isLeft = OperationEvent.allCases.contains { $0.target(from: state) != nil }
            #expect(state.isTerminal == !isLeft)
        }
        #expect(OperationState.allCases.filter(\.isTerminal) == [.completed, .failed, .rolledBack])
    }

    @Test("The manager drives STARTING, PROCESSING and ROLLING_BACK; FAILED_TEMP waits for its client")
    func running() {
        #expect(OperationState.allCases.filter(\.isRunning) == [.starting, .processing, .rollingBack])
        #expect(!OperationState.failedTemporarily.isRunning)
        #expect(!OperationState.failedTemporarily.isTerminal)
    }

    @Test("Every state is reached from the first ones")
    func reachable() {
        var reached: Set<OperationState> = [.starting]
        for _ in OperationState.allCases {
            for state in reached { reached.formUnion(OperationEvent.allCases.compactMap { $0.target(from: state) }) }
        }
        #expect(reached == Set(OperationState.allCases))
    }

    @Test("Only the three tasks of error handling are a client's requests, and only FAILED_TEMP takes them")
    func requests() {
        #expect(
            OperationEvent.allCases.filter(\.isRequest) == [.retryRequested, .rollbackRequested, .failRequested])
        for event in OperationEvent.allCases where event.isRequest {
            #expect(OperationState.allCases.filter { event.target(from: $0) != nil } == [.failedTemporarily])
        }
    }

    @Test("Each event has words for a refusal of its own")
    func participles() {
        #expect(Set(OperationEvent.allCases.map(\.participle)).count == OperationEvent.allCases.count)
    }

    @Test("States and operations have the standard's names, in the database and outside")
    func names() {
        #expect(
            OperationState.allCases.map(\.rawValue) == [
                "STARTING", "PROCESSING", "COMPLETED", "FAILED_TEMP", "FAILED", "ROLLING_BACK", "ROLLED_BACK",
            ])
        #expect(LifecycleOperation(rawValue: "INSTANTIATE") == .instantiate)
        #expect(LifecycleOperation(rawValue: "SCALE") == .scale)
        #expect(LifecycleOperation(rawValue: "HEAL") == .heal)
        #expect(LifecycleOperation(rawValue: "TERMINATE") == .terminate)
        #expect(OperationOccurrence.CancelMode(rawValue: "GRACEFUL") == .graceful)
        #expect(OperationOccurrence.CancelMode(rawValue: "FORCEFUL") == .forceful)
        #expect(
            ["CREATED", "UPLOADING", "PROCESSING", "ONBOARDED", "ERROR"].map { OnboardingState(rawValue: $0) }
                == [.created, .uploading, .processing, .onboarded, .error])
        #expect(["ENABLED", "DISABLED"].map { OperationalState(rawValue: $0) } == [.enabled, .disabled])
        #expect(["IN_USE", "NOT_IN_USE"].map { UsageState(rawValue: $0) } == [.inUse, .notInUse])
    }
}
