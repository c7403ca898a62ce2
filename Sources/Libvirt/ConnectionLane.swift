import BlockingPool
import CLibvirt
import Synchronization

/// Calls of one kind to one host: at most four in flight on a connection, each with a deadline.
///
/// libvirtd reads no more from a connection once five of its calls (`max_client_requests`) are in work, so four
/// calls to stopped guests leave the connection usable, and a fifth would block it wholly. A call that is given up
/// keeps its place on its connection; when all four places are taken, a new connection takes over, up to a cap.
final class ConnectionLane: Sendable {
    static let callsInFlight = 4

    private struct State {
        var current: Generation?
        /// Connections left to their stuck calls.
        var abandoned = 0
        var isClosed = false
    }

    private let uri: String
    private let name: String
    private let lane: Lane
    private let replacements: Int
    private let state = Mutex(State())

    /// - Parameter replacements: how many connections may be given up at a time.
    init(uri: String, name: String, deadline: Duration, replacements: Int) {
        self.uri = uri
        self.name = name
        self.replacements = replacements
        lane = Lane(
            name: name, width: Self.callsInFlight, deadline: deadline,
            replacements: replacements * Self.callsInFlight)
    }

    func run<Value: Sendable>(
        deadline: Duration?, _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await lane.run(deadline: deadline) { [self] in
            let generation = try enter()
            defer { leave(generation) }
            return try generation.withConnection(body)
        }
    }

    /// Lets go of the connection; calls in flight end first. New calls are refused.
    func close() async {
        let generation = state.withLock { state in
            state.isClosed = true
            defer { state.current = nil }
            return state.current
        }
        _ = try? await lane.run { generation?.close() }
    }

    private func enter() throws -> Generation {
        try state.withLock { state in
            guard !state.isClosed else {
                throw LibvirtError(code: .invalidConnection, message: "connection \(name) is closed", call: name)
            }
            if let current = state.current, current.enter(limit: Self.callsInFlight) { return current }
            if state.current != nil {
                guard state.abandoned < replacements else { throw BlockingPoolError.exhausted(pool: name) }
                state.current?.isAbandoned.store(true, ordering: .relaxed)
                state.abandoned += 1
            }
            let next = Generation(uri: uri)
            _ = next.enter(limit: Self.callsInFlight)
            state.current = next
            return next
        }
    }

    private func leave(_ generation: Generation) {
        let isUnused = state.withLock { state in
            guard generation.leave() == 0 else { return false }
            guard generation.isAbandoned.load(ordering: .relaxed) else { return false }
            state.abandoned -= 1
            return true
        }
        if isUnused { generation.close() }
    }
}

/// One connection, opened by the first call that needs it and again after it broke.
private final class Generation: Sendable {
    let isAbandoned = Atomic<Bool>(false)
    private let uri: String
    private let inFlight = Atomic<Int>(0)
    /// libvirt's connections are safe to use from many threads; the lock is for opening and replacing only.
    private let connection = Mutex<Shared?>(nil)

    private struct Shared: @unchecked Sendable {
        let connection: Connection
    }

    init(uri: String) {
        self.uri = uri
    }

    /// Called under the lane's lock.
    func enter(limit: Int) -> Bool {
        guard inFlight.load(ordering: .relaxed) < limit else { return false }
        inFlight.add(1, ordering: .relaxed)
        return true
    }

    /// Called under the lane's lock.
    func leave() -> Int {
        inFlight.subtract(1, ordering: .relaxed).newValue
    }

    func withConnection<Value>(_ body: (Connection) throws -> Value) throws -> Value {
        try body(open())
    }

    func close() {
        connection.withLock { $0 = nil }
    }

    private func open() throws -> Connection {
        let shared = try connection.withLock { connection -> Shared in
            if let open = connection {
                if virConnectIsAlive(open.connection.pointer) == 1 { return open }
                connection = nil
            }
            let opened = Shared(connection: Connection(taking: try openConnection(uri: uri)))
            connection = opened
            return opened
        }
        return shared.connection
    }
}
