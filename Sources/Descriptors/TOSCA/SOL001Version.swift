/// The versions of SOL001 whose types are known here.
enum SOL001Version: String, Sendable, CaseIterable {
    case v261 = "2.6.1"
    case v331 = "3.3.1"
    case v371 = "3.7.1"
    case v441 = "4.4.1"

    /// Where nothing is declared.
    static let reference = SOL001Version.v371

    /// Releases that ETSI has published; other numbers in a template are its author's own.
    private static let releases: Set<[Int]> = [
        [2, 5, 1], [2, 6, 1], [2, 6, 3], [2, 7, 1], [2, 8, 1], [3, 3, 1], [3, 5, 1], [3, 6, 1], [3, 7, 1], [4, 2, 1],
        [4, 3, 1], [4, 4, 1],
    ]

    /// The version that stands for a release: the release itself, or the next one after it that is known here, since
    /// types are added more often than taken away.
    init(standingFor release: [Int]) {
        self =
            Self.allCases.first { version in
                let known = version.rawValue.split(separator: ".").compactMap { Int($0) }
                return !known.lexicographicallyPrecedes(release)
            } ?? .v441
    }

    /// Whether ETSI published a release of this number.
    static func isPublished(_ release: [Int]) -> Bool { releases.contains(release) }

    /// Three numbers parted by `.` or `_`, such as in `etsi_nfv_sol001_vnfd_2_6_1_types.yaml` or `…/raw/v2.6.1/….yaml`;
    /// the first such in the text.
    static func release(in text: String) -> [Int]? {
        var numbers: [Int] = []
        var current: Int?
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                current = min((current ?? 0) * 10 + Int(byte - UInt8(ascii: "0")), 10_000)
            case UInt8(ascii: "."), UInt8(ascii: "_"):
                if let number = current { numbers.append(number) } else { numbers = [] }
                current = nil
            default:
                if numbers.count >= 2, let number = current { return Array((numbers + [number]).suffix(3)) }
                numbers = []
                current = nil
            }
            if numbers.count >= 3 { return Array(numbers.suffix(3)) }
        }
        if numbers.count >= 2, let number = current { return Array((numbers + [number]).suffix(3)) }
        return nil
    }
}
