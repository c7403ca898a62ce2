import BlockingPool
import CLibvirt
import Synchronization

/// Keeps one connection of a host open for events, opens it again when it breaks, and spreads what arrives.
final class EventSource: Sendable {
    private struct State {
        var subscribers: [UInt64: AsyncStream<LibvirtEvent>.Continuation] = [:]
        var nextID: UInt64 = 0
        var service: Task<Void, Never>?
        var isConnected = false
        var isClosed = false
    }

    /// Opening waits up to this long; a host that is down is tried again after each pause.
    private static let openDeadline = Duration.seconds(20)
    private static let pauses: [Duration] = [.milliseconds(100), .milliseconds(500), .seconds(1), .seconds(2)]

    private let uri: String
    private let lane: Lane
    private let bufferedEvents: Int
    private let state = Mutex(State())

    init(uri: String, name: String, bufferedEvents: Int) {
        self.uri = uri
        self.bufferedEvents = bufferedEvents
        lane = Lane(name: "lv-ev-\(name)", width: 1, deadline: Self.openDeadline, replacements: 4)
    }

    deinit {
        state.withLock { $0.service }?.cancel()
    }

    /// Events from now on. The first is `.resync`, once the connection is up.
    func events() -> AsyncStream<LibvirtEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: LibvirtEvent.self, bufferingPolicy: .bufferingNewest(bufferedEvents))
        let isClosed = state.withLock { state in
            guard !state.isClosed else { return true }
            let id = state.nextID
            state.nextID += 1
            state.subscribers[id] = continuation
            // Whoever cancels a subscriber holds the runtime's lock of its task meanwhile, and `publish`, under our lock, waits
            // for that to wake it: the end must not wait for our lock in turn.
            continuation.onTermination = { [weak self] _ in
                Task { self?.state.withLock { $0.subscribers.removeValue(forKey: id) } }
            }
            if state.isConnected { continuation.yield(.resync) }
            if state.service == nil {
                state.service = Task { [weak self, uri, lane] in
                    await Self.serve(uri: uri, lane: lane) { [weak self] in self?.publish($0) }
                }
            }
            return false
        }
        if isClosed { continuation.finish() }
        return stream
    }

    /// Ends all streams and the connection.
    func close() async {
        let (service, subscribers) = state.withLock { state in
            state.isClosed = true
            defer { state.subscribers = [:] }
            return (state.service, state.subscribers)
        }
        for continuation in subscribers.values { continuation.finish() }
        service?.cancel()
        await service?.value
    }

    private func publish(_ event: LibvirtEvent) {
        // Under the lock, so that all subscribers see one order, and `.resync` before everything that follows it.
        state.withLock { state in
            switch event {
            case .resync: state.isConnected = true
            case .disconnected: state.isConnected = false
            case .lifecycle, .agent, .device:
                // What happens between registering and the resync is part of what the resync makes them look at.
                guard state.isConnected else { return }
            }
            for continuation in state.subscribers.values {
                // The oldest event makes room. That one is lost, so what is true now has to be asked for.
                if case .dropped = continuation.yield(event) { continuation.yield(.resync) }
            }
        }
    }

    private static func serve(uri: String, lane: Lane, publish: @escaping @Sendable (LibvirtEvent) -> Void) async {
        var failures = 0
        while !Task.isCancelled {
            let (ends, end) = AsyncStream.makeStream(of: String.self)
            do {
                let registration = try await lane.run {
                    try EventRegistration(uri: uri, publish: publish) { end.yield($0) }
                }
                failures = 0
                publish(.resync)
                var reason: String?
                for await first in ends {
                    reason = first
                    break
                }
                _ = try? await lane.run { registration.close() }
                if let reason { publish(.disconnected(reason: reason)) }
            } catch {
                if failures == 0 { publish(.disconnected(reason: "\(error)")) }
                failures += 1
            }
            try? await Task.sleep(for: pauses[min(failures, pauses.count - 1)])
        }
    }
}
