import Client
import FoundationEssentials
import SOL

/// Shows an operation while it runs: redrawn in place on a terminal, one line for each change elsewhere.
struct ProgressDisplay {
    private let terminal: Terminal
    private let title: String
    private let start = ContinuousClock.now
    private var linesDrawn = 0
    private var shownState: String?
    /// By parent's number and the step's own.
    private var shownSteps: [String: String] = [:]

    init(title: String, terminal: Terminal) {
        self.title = Printable.escape(title)
        self.terminal = terminal
    }

    mutating func show(_ progress: OccurrenceProgress) {
        let elapsed = ContinuousClock.now - start
        if let size = terminal.progressSize {
            draw(Self.frame(progress, title: title, elapsed: elapsed, columns: size.columns, rows: size.rows))
        } else {
            for line in changes(progress, elapsed: elapsed) { terminal.writeError(line + "\n") }
        }
    }

    // MARK: On a terminal

    private mutating func draw(_ lines: [String]) {
        // Up to where the last frame began, and clear from there on.
        var text = linesDrawn > 0 ? "\u{1B}[\(linesDrawn)A" : ""
        for line in lines { text += "\r\u{1B}[2K" + line + "\n" }
        text += "\u{1B}[J"
        terminal.writeError(text)
        linesDrawn = lines.count
    }

    /// The lines of one look: the operation, what is done, and the steps that run, failed or come next.
    static func frame(
        _ progress: OccurrenceProgress, title: String, elapsed: Duration, columns: Int, rows screenRows: Int
    ) -> [String] {
        let rows = rows(progress)
        let steps = rows.map(\.step)
        let settled = steps.filter { isDone($0.state) }.count
        let counts = steps.isEmpty ? "" : "  \(settled)/\(steps.count)"
        let state = Printable.escape(progress.occurrence.value.state)
        var lines = ["\(title)  \(state)\(counts)  \(Format.seconds(elapsed / .seconds(1)))"]

        let room = max(3, min(rows.count, screenRows - 4, 16))
        func indices(_ states: Set<String>) -> [Int] { rows.indices.filter { states.contains(rows[$0].step.state) } }
        var shown = Array(indices(["started", "parked", "failed", "unknown"]).prefix(room))
        shown += indices(["done", "skipped"]).suffix(room - shown.count)
        shown += indices(["pending"]).prefix(room - shown.count)
        for index in shown.sorted() {
            lines.append("  " + (rows[index].isChild ? "  " : "") + line(rows[index].step))
        }
        let hidden = rows.count - shown.count
        if hidden > 0 { lines.append("  … \(hidden) more") }
        return lines.map { Printable.truncate($0, to: columns - 1) }
    }

    /// The steps, each followed by those of the operation that it is.
    private static func rows(
        _ progress: OccurrenceProgress
    ) -> [(key: String, step: ManifoldAPI.Step, isChild: Bool)] {
        progress.steps.map(\.value).flatMap { step in
            [("\(step.number)", step, false)]
                + (progress.children[step.number] ?? []).map { ("\(step.number) \($0.number)", $0, true) }
        }
    }

    private static func line(_ step: ManifoldAPI.Step) -> String {
        let title = Printable.escape(step.title)
        let attempt = step.attempt > 1 ? "  attempt \(step.attempt)" : ""
        let error = step.error.map { "  \(Printable.escape(ServerError.text(of: $0)))" } ?? ""
        let time = duration(step).map { "  \(Format.seconds($0))" } ?? ""
        return "\(symbol(step.state)) \(title)\(time)\(attempt)\(error)"
    }

    private static func symbol(_ state: String) -> String {
        switch state {
        case "done": "✓"
        case "started", "parked": "▸"
        case "failed": "✗"
        case "unknown": "?"
        case "skipped": "–"
        default: "·"
        }
    }

    private static func isDone(_ state: String) -> Bool { state == "done" || state == "skipped" }

    private static func duration(_ step: ManifoldAPI.Step) -> Double? {
        guard let start = step.startedAt, let end = step.endedAt else { return nil }
        return end.timeIntervalSince(start)
    }

    // MARK: Elsewhere

    /// One line for each thing that changed since the last look.
    private mutating func changes(_ progress: OccurrenceProgress, elapsed: Duration) -> [String] {
        var lines: [String] = []
        let clock = "[\(Format.seconds(elapsed / .seconds(1)))]"
        let state = progress.occurrence.value.state
        for (key, step, _) in Self.rows(progress) {
            let seen = "\(step.state) \(step.attempt)"
            guard shownSteps[key] != seen, step.state != "pending" else { continue }
            shownSteps[key] = seen
            let time = Self.isDone(step.state) ? Self.duration(step).map { " (\(Format.seconds($0)))" } ?? "" : ""
            let error = step.error.map { ": \(Printable.escape(ServerError.text(of: $0)))" } ?? ""
            lines.append(
                "\(clock) \(Printable.escape(step.state)): \(Printable.escape(step.title))\(time)\(error)")
        }
        if state != shownState {
            shownState = state
            lines.append("\(clock) \(title): \(Printable.escape(state))")
        }
        return lines
    }
}
