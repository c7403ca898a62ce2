import Glibc

/// A POSIX extended regular expression. glibc matches without back-tracking where there are no back references, which
/// are refused, as are patterns that would be large when compiled: patterns come from packages.
struct ExtendedRegex: Sendable {
    private let compiled: Compiled

    /// Owns what the C library allocates. `regexec` takes the pattern's own lock, so that threads may share it.
    private final class Compiled: Sendable {
        nonisolated(unsafe) let regex: UnsafeMutablePointer<regex_t>

        private init(_ regex: UnsafeMutablePointer<regex_t>) {
            self.regex = regex
        }

        /// nil where the source is no pattern: nothing is there to be freed then.
        static func compile(_ source: String) -> Compiled? {
            let regex = UnsafeMutablePointer<regex_t>.allocate(capacity: 1)
            guard regcomp(regex, source, REG_EXTENDED | REG_NOSUB) == 0 else {
                regex.deallocate()
                return nil
            }
            return Compiled(regex)
        }

        deinit {
            regfree(regex)
            regex.deallocate()
        }
    }

    /// nil where the pattern is none, or is refused.
    init?(_ pattern: String) {
        guard pattern.utf8.count <= 512, !pattern.utf8.contains(0) else { return nil }
        var translated = ""
        var rest = pattern[...]
        // Copies that nested repetitions make of what they repeat.
        var copies = 1
        while let character = rest.popFirst() {
            switch character {
            case "\\":
                switch rest.popFirst() {
                case "d": translated += "[0-9]"
                case "1", "2", "3", "4", "5", "6", "7", "8", "9", nil: return nil
                case .some(let escaped): translated += "\\\(escaped)"
                }
            case "{":
                let bounds = rest.prefix { $0 != "}" }
                let times = bounds.split(separator: ",").compactMap { Int($0) }.max() ?? 1
                guard times <= 1000 else { return nil }
                copies *= max(times, 1)
                guard copies <= 1000 else { return nil }
                translated.append(character)
            default: translated.append(character)
            }
        }
        guard let compiled = Compiled.compile("^(\(translated))$") else { return nil }
        self.compiled = compiled
    }

    /// Whether the whole text matches; a text of more than 4 KiB never does.
    func matchesWhole(_ text: String) -> Bool {
        guard text.utf8.count <= 4096, !text.utf8.contains(0) else { return false }
        return regexec(compiled.regex, text, 0, nil, 0) == 0
    }
}
