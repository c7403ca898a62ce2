package import FoundationEssentials

/// Times as the APIs write them: RFC 3339 in UTC with milliseconds. Any RFC 3339 time is read.
package enum WireDate {
    package static func string(_ date: Date) -> String {
        // The format cuts digits off, and a double is as often below as above the millisecond that it stands for.
        let milliseconds = (date.timeIntervalSince1970 * 1000).rounded()
        return Date(timeIntervalSince1970: (milliseconds + 0.1) / 1000)
            .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    /// Nil for what isn't a time.
    package static func date(_ text: String) -> Date? {
        (try? Date(text, strategy: Date.ISO8601FormatStyle(includingFractionalSeconds: true)))
            ?? (try? Date(text, strategy: Date.ISO8601FormatStyle()))
    }
}
