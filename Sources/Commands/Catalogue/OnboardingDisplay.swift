import SOL
import Synchronization

/// Shows on a terminal how far an upload and its processing are: one line that changes, and nothing elsewhere.
final class OnboardingDisplay: Sendable {
    private let file: String
    private let terminal: Terminal
    private let shown = Mutex<(text: String, at: ContinuousClock.Instant)>(("", .now))

    /// Whether anybody looks.
    var isShown: Bool { terminal.progressSize != nil }

    init(file: String, terminal: Terminal) {
        self.file = Printable.escape(file.split(separator: "/").last.map(String.init) ?? file)
        self.terminal = terminal
    }

    func sent(_ sent: Int64, of all: Int64) { show("uploading", sent, of: all) }

    func processed(_ progress: ManifoldAPI.OnboardingProgress) {
        show("processing", progress.processedBytes ?? 0, of: progress.totalBytes ?? 0)
    }

    /// Takes the line away.
    func end() {
        guard isShown, shown.withLock({ !$0.text.isEmpty }) else { return }
        terminal.writeError("\r\u{1B}[2K")
    }

    private func show(_ verb: String, _ done: Int64, of all: Int64) {
        guard let size = terminal.progressSize, all > 0 else { return }
        let text = Printable.truncate(
            "\(verb) \(file)  \(min(100, done * 100 / all)) %  \(Format.bytes(done)) of \(Format.bytes(all))",
            to: size.columns - 1)
        let isNew = shown.withLock { shown in
            // Often enough for an eye.
            guard text != shown.text, done == all || .now - shown.at > .milliseconds(100) else { return false }
            shown = (text, .now)
            return true
        }
        if isNew { terminal.writeError("\r\u{1B}[2K\(text)") }
    }
}
