/// One host's libvirt: three connections, for events, queries and changes, so that a slow change holds back no
/// query and a silent guest no change.
///
/// Bodies are synchronous, run on threads of the host's own and see libvirt's objects; only values leave them.
package final class LibvirtHost: Sendable {
    /// How long calls may take and how much of a host may hang before it counts as unreachable.
    package struct Limits: Hashable, Sendable {
        package var queryDeadline: Duration
        /// Of questions that make libvirtd work: what its emulators can, each of which it starts when it is asked first, and
        /// all devices, one after the other.
        package var inventoryDeadline: Duration
        package var changeDeadline: Duration
        /// Connections of each kind that may be stuck before calls fail at once.
        package var replacements: Int
        /// Events that wait in a stream for its reader.
        package var bufferedEvents: Int

        package init(
            queryDeadline: Duration = .seconds(15), inventoryDeadline: Duration = .seconds(120),
            changeDeadline: Duration = .seconds(120), replacements: Int = 3, bufferedEvents: Int = 1024
        ) {
            self.queryDeadline = queryDeadline
            self.inventoryDeadline = inventoryDeadline
            self.changeDeadline = changeDeadline
            self.replacements = replacements
            self.bufferedEvents = bufferedEvents
        }

        /// In the usual proportion to what one answer may take.
        package init(answer: Duration) {
            self.init(
                queryDeadline: answer, inventoryDeadline: answer * 8, changeDeadline: max(answer * 8, .seconds(120)))
        }
    }

    /// A name for people, such as the host's.
    package let name: String
    /// Such as `qemu:///system`.
    package let uri: String
    package let limits: Limits
    private let queries: ConnectionLane
    private let changes: ConnectionLane
    private let eventSource: EventSource

    /// Connects lazily: this alone does not fail.
    package init(uri: String, name: String, limits: Limits = Limits()) {
        self.uri = uri
        self.name = name
        self.limits = limits
        queries = ConnectionLane(
            uri: uri, name: "lv-q-\(name)", deadline: limits.queryDeadline, replacements: limits.replacements)
        changes = ConnectionLane(
            uri: uri, name: "lv-c-\(name)", deadline: limits.changeDeadline, replacements: limits.replacements)
        eventSource = EventSource(uri: uri, name: name, bufferedEvents: limits.bufferedEvents)
    }

    /// Asks the host; `body` must change nothing.
    ///
    /// - Throws: `LibvirtError`; `BlockingPoolError` where the host gives no answer in time.
    package func query<Value: Sendable>(
        deadline: Duration? = nil, _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await queries.run(deadline: deadline, body)
    }

    /// Changes something on the host. After `BlockingPoolError.deadlineExceeded` the change may or may not happen:
    /// it is unknown until it is observed.
    ///
    /// - Throws: `LibvirtError`; `BlockingPoolError`.
    package func change<Value: Sendable>(
        deadline: Duration? = nil, _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value {
        try await changes.run(deadline: deadline, body)
    }

    /// Events from now on; the first is `.resync`, once the connection is up. A stream that isn't read in time loses
    /// its oldest events and gets another `.resync`.
    package func events() -> AsyncStream<LibvirtEvent> {
        eventSource.events()
    }

    /// Ends the event streams and the connections; later calls fail.
    package func close() async {
        await eventSource.close()
        await queries.close()
        await changes.close()
    }
}
