/// A range of a content that a client asks for (RFC 9110 14.1.2); SOL005 has single ranges only.
enum ByteRange: Equatable {
    /// All of it: no range, several ranges, another unit than bytes, or what is no range at all (RFC 9110 14.2).
    case whole
    case part(Range<Int64>)
    case unsatisfiable

    init(_ header: String?, size: Int64) {
        guard let header, header.lowercased().hasPrefix("bytes=") else {
            self = .whole
            return
        }
        let text = header.dropFirst("bytes=".count)
        guard !text.contains(",") else {
            self = .whole
            return
        }
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map {
            $0.filter { $0 != " " }
        }
        self = .whole
        guard ends.count == 2, ends.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }) else { return }
        switch (Self.number(ends[0]), Self.number(ends[1])) {
        case (nil, nil): break
        case (let first?, let last?) where last < first: break
        case (let first?, let last) where first < size: self = .part(first..<(min(last ?? .max, size - 1) + 1))
        case (nil, let suffix?) where suffix > 0 && size > 0: self = .part(max(0, size - suffix)..<size)
        default: self = .unsatisfiable
        }
    }

    /// nil where there is none; one that is too large for any file is the largest.
    private static func number(_ digits: String) -> Int64? {
        digits.isEmpty ? nil : Int64(digits) ?? .max
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { "0"..."9" ~= self }
}
