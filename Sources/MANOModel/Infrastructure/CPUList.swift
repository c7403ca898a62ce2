/// Numbers of CPUs as the kernel writes them: `0-3,8`.
package enum CPUList {
    /// The kernel's own largest number of CPUs; a longer list is none.
    package static let limit = 8192

    /// In ascending order, each once; nil where the text isn't such a list. An empty text is an empty list.
    package static func parse(_ text: some StringProtocol) -> [Int]? {
        let words = String(text).split(separator: ",", omittingEmptySubsequences: false)
        if words.count == 1, words[0].allSatisfy(\.isWhitespace) { return [] }
        var cpus: Set<Int> = []
        for word in words {
            let ends = word.split(separator: "-", omittingEmptySubsequences: false).map(number)
            guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1], first <= last,
                last < limit
            else { return nil }
            cpus.formUnion(first...last)
        }
        return cpus.sorted()
    }

    private static func number(_ text: Substring) -> Int? {
        let digits = text.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(digits)
    }

    /// `0-3,8`; empty for none.
    package static func text(_ cpus: some Sequence<Int>) -> String {
        var ranges: [ClosedRange<Int>] = []
        for cpu in Set(cpus).sorted() {
            if let last = ranges.last, last.upperBound == cpu - 1 {
                ranges[ranges.count - 1] = last.lowerBound...cpu
            } else {
                ranges.append(cpu...cpu)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ",")
    }
}
