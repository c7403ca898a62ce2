/// Finds what somebody who wrote a name that doesn't exist may have meant.
enum NearestName {
    /// What looking for names may still cost, where somebody counts: a package has as many names as it likes, and each of
    /// its findings looks through all of them.
    @TaskLocal static var work: WorkBudget?

    /// A remedy: `write `x`` for a near name, else what there is to choose from, else the fallback, which is also what
    /// there is where too many names have been looked through.
    static func remedy<Names: Collection<String>>(
        for name: String, among candidates: @autoclosure () -> Names, else fallback: String
    ) -> String {
        if let work, work.names < 0 { return fallback }
        let names = candidates()
        if let near = nearest(to: name, among: names) { return "did you mean `\(near)`?" }
        if !names.isEmpty, names.count <= 12 {
            return "known here: " + names.sorted().map { "`\($0)`" }.joined(separator: ", ")
        }
        return fallback
    }

    /// The name that was clearly meant: the same but for one edit, or two in a long one, or the plural of it, and no other
    /// is as near. What stands under it can be read as meant then, once the slip is reported.
    static func slip(of name: String, among names: some Collection<String>) -> String? {
        nearest(to: name, among: names, within: min(2, max(1, name.utf8.count / 4)), isOnly: true)
    }

    /// The nearest name within a third of the length in edits (a swap of neighbours counts as one), case aside; nil if
    /// there is none. Where several are equally near, one of the same letters, else the first in alphabetical order.
    ///
    /// - Parameters:
    ///   - most: edits at most, whatever the length. A plural for its singular counts as one.
    ///   - isOnly: nil too where several are equally near.
    static func nearest(
        to name: String, among names: some Collection<String>, within most: Int = .max, isOnly: Bool = false
    ) -> String? {
        guard name.utf8.count <= 200 else { return nil }
        let work = work
        // About 8 steps each, for changing their case.
        guard work?.spendNames(names.count * 8) ?? true else { return nil }
        let wanted = Array(name.lowercased().utf8)
        let limit = min(max(1, wanted.count / 3), most)
        var isTied = false
        var best: (distance: Int, differs: Int, name: String)?
        for candidate in names where candidate != name {
            guard candidate.utf8.count <= 300 else { continue }
            let other = Array(candidate.lowercased().utf8)
            let isPlural = differsByPlural(wanted, other)
            guard isPlural || abs(other.count - wanted.count) <= limit else { continue }
            guard work?.spendNames(other.count * wanted.count / 8) ?? true else { return nil }
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
