import VIM

/// What a hypervisor told, and which.
struct HostEvent: Sendable, Codable, Equatable {
    var host: String
    var event: VIMEvent
}

/// Who listens to events. A listener that falls behind loses the oldest ones and is told to look again.
struct EventOutlets: Sendable {
    private static let capacity = 4096

    private var nextID = 0
    private var byHost: [String: [Int: AsyncStream<VIMEvent>.Continuation]] = [:]
    private var ofAll: [Int: AsyncStream<HostEvent>.Continuation] = [:]

    /// - Parameter ended: called with the listener's id when it stops listening; not under any lock.
    mutating func listen(
        host: String, ended: @escaping @Sendable (Int) -> Void
    ) -> AsyncStream<VIMEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: VIMEvent.self, bufferingPolicy: .bufferingNewest(Self.capacity))
        let id = makeID()
        byHost[host, default: [:]][id] = continuation
        continuation.onTermination = { _ in ended(id) }
        return stream
    }

    mutating func listenToAll(ended: @escaping @Sendable (Int) -> Void) -> AsyncStream<HostEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: HostEvent.self, bufferingPolicy: .bufferingNewest(Self.capacity))
        let id = makeID()
        ofAll[id] = continuation
        continuation.onTermination = { _ in ended(id) }
        return stream
    }

    mutating func remove(_ id: Int, host: String) { byHost[host]?[id] = nil }

    mutating func removeFromAll(_ id: Int) { ofAll[id] = nil }

    func send(_ event: VIMEvent, host: String) {
        for outlet in (byHost[host] ?? [:]).values {
            if case .dropped = outlet.yield(event) { outlet.yield(.resync) }
        }
        for outlet in ofAll.values {
            if case .dropped(let lost) = outlet.yield(HostEvent(host: host, event: event)) {
                outlet.yield(HostEvent(host: lost.host, event: .resync))
            }
        }
    }

    func sendToEveryHost(_ event: VIMEvent) {
        for host in byHost.keys { send(event, host: host) }
    }

    /// Takes the listeners out, so that they can be ended without holding a lock.
    mutating func drain() -> EventOutlets {
        let drained = self
        byHost = [:]
        ofAll = [:]
        return drained
    }

    func finish() {
        for outlet in byHost.values.flatMap(\.values) { outlet.finish() }
        for outlet in ofAll.values { outlet.finish() }
    }

    private mutating func makeID() -> Int {
        nextID += 1
        return nextID
    }
}
