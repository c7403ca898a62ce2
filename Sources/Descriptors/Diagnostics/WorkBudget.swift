/// What one package may cost beyond what it takes to parse its texts. Its parts multiply: each node of a type has all
/// that the type declares, each level a number for each VDU, and each finding looks for the nearest of all names.
///
/// A step stands for about 50 ns, or for a few bytes that stay. Used by the thread that reads the package.
final class WorkBudget: Sendable {
    /// Steps of the package's parts with each other.
    nonisolated(unsafe) private(set) var steps: Int
    /// Steps of looking for near names.
    nonisolated(unsafe) private(set) var names: Int

    init(steps: Int = 20_000_000, names: Int = 5_000_000) {
        self.steps = steps
        self.names = names
    }

    /// Whether there is room for so many steps more.
    func spend(_ count: Int) -> Bool {
        steps = steps.subtractingReportingOverflow(count).overflow ? -1 : steps - count
        return steps >= 0
    }

    /// Whether there is room for so many steps of looking for names.
    func spendNames(_ count: Int) -> Bool {
        names = max(-1, names - count)
        return names >= 0
    }
}
