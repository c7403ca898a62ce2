/// Pauses between two looks at something that goes on: short at first, at most 250 ms later.
package struct PollingPauses: Sendable {
    private var pause = Duration.milliseconds(10)

    package init() {}

    package mutating func next() -> Duration {
        defer { pause = min(pause * 3 / 2, .milliseconds(250)) }
        return pause
    }
}
