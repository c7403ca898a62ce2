/// Finds what somebody who wrote a name that doesn't exist may have meant.
package enum NearKey {
    /// The nearest name within a third of the length in edits (a swap of neighbours counts as one), case aside; nil if
    /// there is none. Where several are equally near, one of the same letters, else the first in alphabetical order.
    ///
    /// - Parameters:
    ///   - most: edits at most, whatever the length. A plural for its singular counts as one.
    ///   - isOnly: nil too where several are equally near.
    ///   - spend: is told how many steps a name takes, and answers whether there may be more.
    package static func nearest(
        to name: String, among names: some Collection<String>, within most: Int = .max, isOnly: Bool = false,
        spend: (Int) -> Bool = { _ in true }
    ) -> String? {
        guard name.utf8.count <= 200 else { return nil }
        // About 8 steps each, for changing their case.
        guard spend(names.count * 8) else { return nil }
        let wanted = Array(name.lowercased().utf8)
        let limit = min(max(1, wanted.count / 3), most)
        var isTied = false
        var best: (distance: Int, differs: Int, name: String)?
        for candidate in names where candidate != name {
            guard candidate.utf8.count <= 300 else { continue }
            let other = Array(candidate.lowercased().utf8)
            let isPlural = differsByPlural(wanted, other)
            guard isPlural || abs(other.count - wanted.count) <= limit else { continue }
            guard spend(other.count * wanted.count / 8) else { return nil }
            let distance = isPlural ? 1 : edits(wanted, other)
            guard distance <= limit else { continue }
            // Of two that are equally near, letters that changed places are likelier than a letter that was hit amiss.
            let differs = wanted.sorted() == other.sorted() ? 0 : 1
            isTied =
                best.map { ($0.distance, $0.differs) == (distance, differs) || isTied && $0.distance <= distance }
                ?? false
            if best.map({ (distance, differs, candidate) < $0 }) ?? true { best = (distance, differs, candidate) }
        }
        return isOnly && isTied ? nil : best?.name
    }

    /// Whether one is the other with a plural's `s`, or `ies` for `y`.
    private static func differsByPlural(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        let (short, long) = left.count < right.count ? (left, right) : (right, left)
        guard long.last == UInt8(ascii: "s"), short.count > 1 else { return false }
        if long.count == short.count + 1 { return long.dropLast() == short[...] }
        return long.count == short.count + 2 && short.last == UInt8(ascii: "y") && long.suffix(3) == [0x69, 0x65, 0x73]
            && long.dropLast(3) == short.dropLast()
    }

    private static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
        if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
        var before: [Int] = []
        var previous = Array(0...right.count)
        for row in 1...left.count {
            var current = [row] + Array(repeating: 0, count: right.count)
            for column in 1...right.count {
                let cost = left[row - 1] == right[column - 1] ? 0 : 1
                current[column] = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + cost)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    current[column] = min(current[column], before[column - 2] + 1)
                }
            }
            before = previous
            previous = current
        }
        return previous[right.count]
    }
}
