/// Finds what somebody who wrote a name that doesn't exist may have meant.
package enum NearKey {
    /// The nearest name within a third of the length in edits (a swap of neighbours counts as one), case aside; nil if
    /// there is none. Where several are equally near, one of the same letters, else the first in alphabetical order.
    ///
    /// - Parameter spend: is told each name's steps, and answers whether there may be more.
    package static func nearest(
        to name: String, among names: some Collection<String>, spend: (Int) -> Bool = { _ in true }
    ) -> String? {
        guard name.utf8.count <= 200 else { return nil }
        // About 8 steps each, for changing their case.
        guard spend(names.count * 8) else { return nil }
        let wanted = Array(name.lowercased().utf8)
        let limit = max(1, wanted.count / 3)
        var best: (distance: Int, differs: Int, name: String)?
        for candidate in names where candidate != name {
            guard candidate.utf8.count <= 300 else { continue }
            let other = Array(candidate.lowercased().utf8)
            guard abs(other.count - wanted.count) <= limit else { continue }
            guard spend(other.count * wanted.count / 8) else { return nil }
            let distance = edits(wanted, other)
            guard distance <= limit else { continue }
            // Of two that are equally near, letters that changed places are likelier than a letter that was hit amiss.
            let differs = wanted.sorted() == other.sorted() ? 0 : 1
            if best.map({ (distance, differs, candidate) < $0 }) ?? true { best = (distance, differs, candidate) }
        }
        return best?.name
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
