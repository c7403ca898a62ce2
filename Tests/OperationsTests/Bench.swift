import Foundation
import Logging
import MANOModel
import Operations
import Store
import Synchronization
import Testing

/// The standard's bodies are of no interest to the engine. An occurrence's is its state here, which is cheap to ask for.
struct StateViews: ResourceRendering {
    func body(_ package: VNFPackage) -> Data { Data() }
    func body(_ nsd: NSDInfo) -> Data { Data() }
    func body(_ pnfd: PNFDInfo) -> Data { Data() }
    func body(_ instance: VNFInstance) -> Data { Data() }
    func body(_ instance: NSInstance) -> Data { Data() }
    func body(_ occurrence: OperationOccurrence) -> Data { Data(occurrence.state.rawValue.utf8) }
    func body(_ alarm: Alarm) -> Data { Data() }
}

/// A world, and a state on a real SQLite file in which one manager after the other lives.
final class Bench: Sendable {
    let world = World()
    private let file: String
    private let lives = Mutex(0)

    private init(file: String) { self.file = file }

    /// The file is in memory where there is a folder for that: how fast a disk is doesn't matter here.
    static func run(_ body: (Bench) async throws -> Void) async throws {
        let memory = URL(filePath: "/dev/shm")
        let parent =
            FileManager.default.isWritableFile(atPath: memory.path) ? memory : FileManager.default.temporaryDirectory
        let folder = parent.appending(path: "mf-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let bench = Bench(file: folder + "/state.sqlite")
        defer { bench.world.end() }
        try await body(bench)
    }

    /// One manager with the scripts' procedures, stopped in the end.
    static func withLife(_ body: (Life) async throws -> Void) async throws {
        try await run { bench in try await bench.life(nil, executors: nil, body) }
    }

    func life(
        _ procedure: (any Procedure)? = nil, executors: ((World, Int) -> [any StepExecutor])? = nil,
        _ body: (Life) async throws -> Void
    ) async throws {
        let life = try start(procedure, executors: executors)
        do {
            try await body(life)
        } catch {
            try? await life.kill()
            throw error
        }
        try await life.kill()
    }

    /// Opens the file as a manager that starts does; nothing goes on before `recover`.
    func start(
        _ procedure: (any Procedure)? = nil, executors: ((World, Int) -> [any StepExecutor])? = nil
    ) throws -> Life {
        let number = lives.withLock { lives in
            lives += 1
            return lives
        }
        let store = try StateStore(path: file, views: StateViews())
        var log = Logger(label: "test")
        log.logLevel = .critical
        var procedures: [OperationEngine.ProcedureKey: any Procedure] = [:]
        for isNS in [false, true] {
            for operation in [LifecycleOperation.instantiate, .heal] {
                procedures[.init(isNS: isNS, operation: operation)] = procedure ?? ScriptProcedure()
            }
            procedures[.init(isNS: isNS, operation: .terminate)] = ClearProcedure()
        }
        let engine = OperationEngine(
            store: store, executors: (executors ?? WorldStep.all)(world, number), procedures: procedures, log: log)
        return Life(number: number, store: store, engine: engine, world: world)
    }
}

/// One manager's life: from its start to its end, which is always sudden.
struct Life: Sendable {
    let number: Int
    let store: StateStore
    let engine: OperationEngine
    let world: World

    /// Ends it as SIGKILL would: what is on disk stays, calls under way have no effect any more.
    func kill() async throws {
        world.bury(number)
        await engine.close()
        try store.close()
    }

    func accept(
        _ script: Script, on subject: OperationOccurrence.Subject = .vnf("vnf"),
        _ operation: LifecycleOperation = .instantiate
    ) async throws -> Identifier<OperationOccurrence> {
        try await engine.accept(subject: subject, operation: operation, parameters: try script.json)
    }

    /// Accepts it, and waits for its end.
    func run(
        _ script: Script, on subject: OperationOccurrence.Subject = .vnf("vnf")
    ) async throws -> Identifier<OperationOccurrence> {
        let id = try await accept(script, on: subject)
        _ = try await ended(id)
        return id
    }

    /// An occurrence in any state, as if its manager had left it so; nobody drives it.
    func plant(
        _ state: OperationState, script: Script = Script(), subject: OperationOccurrence.Subject = .vnf("vnf")
    ) async throws -> Identifier<OperationOccurrence> {
        let occurrence = OperationOccurrence(
            id: Identifier(UUID()), subject: subject, operation: .instantiate, state: state, startedAt: Date(),
            parameters: try script.json)
        try await store.transact { try $0.insert(occurrence) }
        return occurrence.id
    }

    func occurrence(_ id: Identifier<OperationOccurrence>) async throws -> OperationOccurrence {
        try await store.read { try $0.get(id).value }
    }

    func state(_ id: Identifier<OperationOccurrence>) async throws -> OperationState {
        try await store.read { reading in
            for kind in [ResourceKind.vnfOperation, .nsOperation] {
                if let row = try reading.body(kind, id: id.rawValue),
                    let state = OperationState(rawValue: String(decoding: row.body, as: UTF8.self))
                {
                    return state
                }
            }
            throw ManifoldError(.notFound, "there is no occurrence \(id)")
        }
    }

    func steps(_ id: Identifier<OperationOccurrence>) async throws -> [Step] {
        try await store.read { try $0.steps(id) }
    }

    func step(_ title: String, of id: Identifier<OperationOccurrence>) async throws -> Step {
        try #require(try await steps(id).first { $0.title == title }, "there is no step \(title)")
    }

    func occurrences(of instance: String) async throws -> [OperationOccurrence] {
        try await store.read { try $0.operations(instance: instance).map(\.value) }
    }

    func claims() async throws -> [Claim] { try await store.read { try $0.claims() } }

    /// Waits until nothing drives it any more: FAILED_TEMP, or its end.
    func ended(_ id: Identifier<OperationOccurrence>) async throws -> OperationOccurrence {
        try await until("occurrence \(id) has ended") { try await !state(id).isRunning }
        return try await occurrence(id)
    }

    /// Waits until the step is in the state.
    func reached(
        _ state: Step.State, _ title: String, of id: Identifier<OperationOccurrence>
    ) async throws {
        try await until("\(title) is \(state)") {
            try await steps(id).contains { $0.title == title && $0.state == state }
        }
    }

    /// Waits until the call is under way.
    func called(_ name: String) async throws { try await until("\(name) is called") { world.isRunning(name) } }

    func until(_ what: String, _ condition: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(20)
        while try await !condition() {
            try #require(ContinuousClock.now < end, "it never came to this: \(what)")
            try await Task.sleep(for: .milliseconds(1))
        }
    }
}
