import FoundationEssentials

/// Figures for people.
enum Format {
    /// `512 MiB`, `1.5 GiB`.
    static func bytes(_ count: Int64) -> String {
        let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"]
        var value = Double(count)
        var unit = 0
        while value.magnitude >= 1024, unit < units.count - 1 {
            value /= 1024
            unit += 1
        }
        let tenths = (value * 10).rounded() / 10
        let text = tenths == tenths.rounded() || tenths.magnitude >= 100 ? "\(Int(tenths.rounded()))" : "\(tenths)"
        return "\(text) \(units[unit])"
    }

    /// `0.3 s`, `12 s`, `3 min 20 s`, `2 h 5 min`.
    static func seconds(_ seconds: Double) -> String {
        let tenths = Int((max(0, seconds) * 10).rounded())
        if tenths < 100 { return "\(tenths / 10).\(tenths % 10) s" }
        let whole = (tenths + 5) / 10
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        if whole < 86400 { return "\(whole / 3600) h \(whole % 3600 / 60) min" }
        return "\(whole / 86400) d \(whole % 86400 / 3600) h"
    }

    /// `2026-03-01 12:00:00` in UTC.
    static func time(_ date: Date) -> String {
        let text = date.formatted(.iso8601)
        return text.replacing("T", with: " ").replacing("Z", with: "")
    }

    /// The first eight characters of a UUID: enough to name it, most of the time.
    static func shortID(_ id: String) -> String {
        id.count == 36 ? String(id.prefix(8)) : id
    }

    static func packets(_ packets: UInt64, _ bytes: UInt64) -> String {
        "\(packets) (\(Format.bytes(Int64(clamping: bytes))))"
    }
}
