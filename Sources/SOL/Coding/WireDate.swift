package import FoundationEssentials

/// Times as the APIs write them: RFC 3339 in UTC with milliseconds. Any RFC 3339 time is read.
package enum WireDate {
    package static func string(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    /// Nil for what isn't a time.
    package static func date(_ text: String) -> Date? {
        (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
            ?? (try? Date(text, strategy: Date.ISO8601FormatStyle()))
    }
}
