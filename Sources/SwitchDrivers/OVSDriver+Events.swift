package import Dataplane
import OpenFlow

extension OVSDriver {
    private static let shortestPause = Duration.milliseconds(100)
    private static let longestPause = Duration.seconds(2)
    private static let bufferedEvents = 16

    /// The bridge's OpenFlow connection lives as long as ovs-vswitchd does: its end is the switch's, and when there is one
    /// again the flows are gone.
    package nonisolated func events() -> AsyncStream<DataplaneEvent> {
        let (stream, sink) = AsyncStream.makeStream(
            of: DataplaneEvent.self, bufferingPolicy: .bufferingNewest(Self.bufferedEvents))
        let task = Task { await self.watch(sink) }
        sink.onTermination = { _ in task.cancel() }
        return stream
    }

    private nonisolated func watch(_ sink: AsyncStream<DataplaneEvent>.Continuation) async {
        var isConnected = false
        var pause = Self.shortestPause
        while !Task.isCancelled {
            var reason = "its connection has ended"
            do {
                let changes = try await flows.portEvents(deadline: configuration.deadline)
                // Ports come one after the other when ovs-vswitchd starts: wait until all are there.
                try await configure([])
                sink.yield(.connected)
                isConnected = true
                pause = Self.shortestPause
                for try await _ in changes {}
            } catch {
                reason = "\(error)"
            }
            if isConnected { sink.yield(.disconnected(reason: reason)) }
            isConnected = false
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, Self.longestPause)
        }
        sink.finish()
    }
}
