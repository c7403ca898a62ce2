/// A point in time as YAML writes it: `2026-01-31`, or `2026-01-31T12:00:00[.5][Z|+01:00]`.
struct TimeStamp: Comparable {
    /// Since 1970, UTC.
    private let seconds: Double

    /// nil where the text is none.
    init?(_ text: String) {
        var rest = Substring(text).utf8[...]
        func digits(_ counts: ClosedRange<Int>) -> Int? {
            let run = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard counts.contains(run.count) else { return nil }
            rest = rest.dropFirst(run.count)
            return Int(String(decoding: run, as: UTF8.self))
        }
        func skip(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest = rest.dropFirst()
            return true
        }
        guard let year = digits(4...4), skip("-"), let month = digits(1...2), skip("-"), let day = digits(1...2),
            (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year)
        else { return nil }
        let days = Double(Self.days(before: year, month) + day - 1)
        if rest.isEmpty {
            seconds = days * 86400
            return
        }
        guard skip("T") || skip("t") || skip(" ") else { return nil }
        while skip(" ") {}
        guard let hour = digits(1...2), skip(":"), let minute = digits(2...2), skip(":"), let second = digits(2...2),
            hour < 24, minute < 60, second < 61
        else { return nil }
        var fraction = 0.0
        if skip(".") {
            let run = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard let value = Double("0." + String(decoding: run, as: UTF8.self) + "0") else { return nil }
            fraction = value
            rest = rest.dropFirst(run.count)
        }
        while skip(" ") {}
        var offset = 0
        if !skip("Z"), !skip("z"), !rest.isEmpty {
            let sign = skip("-") ? -1 : skip("+") ? 1 : 0
            guard sign != 0, let hours = digits(1...2), hours < 24 else { return nil }
            var minutes = 0
            if skip(":") {
                guard let value = digits(2...2), value < 60 else { return nil }
                minutes = value
            }
            offset = sign * (hours * 3600 + minutes * 60)
        }
        guard rest.isEmpty else { return nil }
        seconds = days * 86400 + Double(hour * 3600 + minute * 60 + second - offset) + fraction
    }

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func days(in month: Int, of year: Int) -> Int {
        month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    private static func days(before year: Int, _ month: Int) -> Int {
        let before = year - 1
        let whole = before * 365 + before / 4 - before / 100 + before / 400 - 719_162
        return (1..<month).reduce(whole) { $0 + days(in: $1, of: year) }
    }

    static func < (left: TimeStamp, right: TimeStamp) -> Bool { left.seconds < right.seconds }
}
