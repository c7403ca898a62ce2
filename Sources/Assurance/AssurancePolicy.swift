import FoundationEssentials

/// The times and limits of assurance.
package struct AssurancePolicy: Sendable {
    /// How long events are gathered before they are looked into.
    package var settling: Duration = .milliseconds(20)
    /// The first and the longest pause between looks at an occurrence that is waited for.
    package var firstLook: Duration = .milliseconds(100)
    package var longestLook: Duration = .seconds(2)
    /// Between comparisons of all guests with what they should be.
    package var comparison: Duration = .seconds(60)
    /// Between questions to hosts for what they tell no events of.
    package var refresh: Duration = .seconds(300)
    /// Seconds between two attempts at healing; doubled each time.
    package var firstPause: Double = 1
    package var longestPause: Double = 60
    /// Attempts until a VNF is left to the operator.
    package var attemptLimit = 8
    /// Seconds after which a guest that stops again has run well in between.
    package var stableAfter: Double = 60

    package init() {}

    /// Seconds after the attempt with that number, from 1.
    func pause(after attempt: Int) -> Double {
        min(firstPause * Double(1 << min(max(attempt - 1, 0), 20)), longestPause)
    }

    /// - Parameter count: how often it was looked already.
    func look(_ count: Int) -> Duration { min(firstLook * (1 << min(count, 10)), longestLook) }
}
