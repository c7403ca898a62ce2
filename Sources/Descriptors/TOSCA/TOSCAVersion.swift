/// A version (TOSCA 1.3, 3.3.2): `major.minor[.fix[.qualifier[-build]]]`.
struct TOSCAVersion: Comparable {
    private let numbers: [Int]
    private let qualifier: String?
    private let build: Int

    /// nil where the text is none.
    init?(_ text: String) {
        let parts = text.split(separator: ".", maxSplits: 3, omittingEmptySubsequences: false)
        guard (2...4).contains(parts.count) || text == "0" else { return nil }
        var numbers: [Int] = []
        for part in parts.prefix(3) {
            guard let number = Self.number(part) else { return nil }
            numbers.append(number)
        }
        self.numbers = numbers + Array(repeating: 0, count: 3 - numbers.count)
        guard parts.count == 4 else {
            qualifier = nil
            build = 0
            return
        }
        let tail = parts[3].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard !tail[0].isEmpty, tail[0].utf8.allSatisfy(Self.isWord) else { return nil }
        qualifier = String(tail[0])
        if tail.count == 2 {
            guard let number = Self.number(tail[1]) else { return nil }
            build = number
        } else {
            build = 0
        }
    }

    private static func number(_ text: Substring) -> Int? {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    static func < (left: TOSCAVersion, right: TOSCAVersion) -> Bool {
        if left.numbers != right.numbers { return left.numbers.lexicographicallyPrecedes(right.numbers) }
        // A version with a qualifier comes before the one without (1.3, 3.3.2.3).
        switch (left.qualifier, right.qualifier) {
        case (nil, nil): return false
        case (nil, _): return false
        case (_, nil): return true
        case (let first?, let second?): return (first, left.build) < (second, right.build)
        }
    }
}
