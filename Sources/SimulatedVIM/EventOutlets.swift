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
    private var ofAll: [Int: @Sendable (HostEvent) -> Void] = [:]

    /// - Parameter ended: called with the listener's id some time after it stopped listening; not under any lock.
    mutating func listen(
        host: String, ended: @escaping @Sendable (Int) -> Void
    ) -> AsyncStream<VIMEvent> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: VIMEvent.self, bufferingPolicy: .bufferingNewest(Self.capacity))
        let id = makeID()
        byHost[host, default: [:]][id] = continuation
        // Whoever cancels a listener holds the runtime's lock of its task meanwhile, and whoever sends, under a lock of ours,
        // waits for that to wake it: the end must not wait for our lock in turn.
        continuation.onTermination = { _ in Task { ended(id) } }
        return stream
    }

    /// - Parameter tell: called in the order of events, and before the act that caused one is answered; must not block.
    mutating func listenToAll(_ tell: @escaping @Sendable (HostEvent) -> Void) -> Int {
        let id = makeID()
        ofAll[id] = tell
        return id
    }

    mutating func remove(_ id: Int, host: String) { byHost[host]?[id] = nil }

    mutating func removeFromAll(_ id: Int) { ofAll[id] = nil }

    func send(_ event: VIMEvent, host: String) {
        for outlet in (byHost[host] ?? [:]).values {
            if case .dropped = outlet.yield(event) { outlet.yield(.resync) }
        }
        for tell in ofAll.values { tell(HostEvent(host: host, event: event)) }
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
    }

    private mutating func makeID() -> Int {
        nextID += 1
        return nextID
    }
}
