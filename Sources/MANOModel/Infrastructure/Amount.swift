/// Amounts as they stand in reasons: what is needed is rounded up, what is free is rounded down.
package enum Amount {
    private static let mebibyte: Int64 = 1 << 20
    private static let gibibyte: Int64 = 1 << 30

    package static func upwards(_ bytes: Int64) -> String {
        let unit = unit(for: bytes)
        return "\((bytes + unit.size - 1) / unit.size) \(unit.name)"
    }

    package static func downwards(_ bytes: Int64) -> String {
        let unit = unit(for: bytes)
        return "\(max(bytes, 0) / unit.size) \(unit.name)"
    }

    private static func unit(for bytes: Int64) -> (size: Int64, name: String) {
        bytes >= 100 * gibibyte ? (gibibyte, "GiB") : (mebibyte, "MiB")
    }

    /// Of a page, from KiB: `2 MiB`, `1 GiB`.
    package static func pageSize(_ size: Int) -> String {
        if size % (1 << 20) == 0 { return "\(size >> 20) GiB" }
        return size % (1 << 10) == 0 ? "\(size >> 10) MiB" : "\(size) KiB"
    }

    /// `1 core`, `2 cores`.
    package static func count(_ number: some BinaryInteger, _ noun: String) -> String {
        number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }

    /// `1 is`, `2 are`.
    package static func are(_ number: some BinaryInteger) -> String { number == 1 ? "1 is" : "\(number) are" }

    /// `a`, `a and b`, `a, b and c`.
    package static func list(_ items: [String], _ conjunction: String = "and") -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " \(conjunction) " + last
    }
}
