/// A block of numbers that a value and a mask describe.
struct MaskedPort: Hashable, Sendable {
    var value: UInt16
    var mask: UInt16

    /// The fewest aligned blocks that together are the range, in ascending order; at most 30.
    static func blocks(of range: ClosedRange<Int>) -> [MaskedPort] {
        var blocks: [MaskedPort] = []
        var start = max(range.lowerBound, 0)
        let end = min(range.upperBound, 65535)
        while start <= end {
            // The largest block that begins here and ends within the range.
            var size = start == 0 ? 65536 : start & -start
            while start + size - 1 > end { size /= 2 }
            blocks.append(MaskedPort(value: UInt16(start), mask: UInt16(truncatingIfNeeded: ~(size - 1))))
            start += size
        }
        return blocks
    }
}
