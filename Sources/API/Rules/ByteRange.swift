/// A range of a content that a client asks for (RFC 9110 14.1.2); SOL005 has single ranges only.
enum ByteRange: Equatable {
    /// All of it: no range, several ranges, or another unit than bytes.
    case whole
    case part(Range<Int64>)
    case unsatisfiable

    init(_ header: String?, size: Int64) {
        guard let header, header.hasPrefix("bytes=") else {
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
        self = .unsatisfiable
        guard ends.count == 2, ends.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }) else { return }
        switch (Int64(ends[0]), Int64(ends[1])) {
        case (let first?, let last?) where first <= last && first < size: self = .part(first..<min(last + 1, size))
        case (let first?, nil) where ends[1].isEmpty && first < size: self = .part(first..<size)
        case (nil, let suffix?) where ends[0].isEmpty && suffix > 0 && size > 0:
            self = .part(max(0, size - suffix)..<size)
        default: break
        }
    }
}

extension Character {
    fileprivate var isASCIIDigit: Bool { "0"..."9" ~= self }
}
