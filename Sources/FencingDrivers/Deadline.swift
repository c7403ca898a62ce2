import MANOModel

/// The time that a whole act may take, counted down from the first moment.
struct Deadline {
    private let end: ContinuousClock.Instant
    private let seconds: Double

    init(_ seconds: Double) {
        self.seconds = seconds
        end = .now + .seconds(seconds)
    }

    /// Throws `.timeout` where nothing is left.
    func left(_ what: String) throws -> Duration {
        let left = end - .now
        guard left > .zero else {
            throw ManifoldError(.timeout, "\(what) has not shown the host to be off within \(Int(seconds)) s")
        }
        return left
    }

    /// Waits between two questions.
    func pause(_ duration: Duration, _ what: String) async throws {
        try await Task.sleep(for: min(duration, try left(what)))
    }
}
