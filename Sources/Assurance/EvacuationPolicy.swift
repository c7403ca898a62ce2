/// The times and limits of draining, fencing and evacuating.
package struct EvacuationPolicy: Sendable {
    /// Between looks at the hosts that somebody has to look after.
    package var tick: Duration = .milliseconds(500)
    /// Between questions to a host that gives no answer.
    package var probe: Duration = .seconds(5)
    /// Seconds until a service that couldn't be moved is tried again.
    package var pause: Double = 5
    /// Seconds after all methods failed; doubled each time.
    package var firstFencingPause: Double = 10
    package var longestFencingPause: Double = 300
    /// Services of a dead host that are rebuilt at the same time.
    package var rebuilds = 8

    package init() {}

    /// Seconds after so many failed attempts, from 1.
    func fencingPause(after attempts: Int) -> Double {
        min(firstFencingPause * Double(1 << min(max(attempts - 1, 0), 20)), longestFencingPause)
    }
}
