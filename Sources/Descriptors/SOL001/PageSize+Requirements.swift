import MANOModel

extension PageSize {
    private static let keys = ["mem_page_size", "memoryPageSize", "hw:mem_page_size"]

    /// The key whose value is no size.
    static func misread(in requirements: [String: String]) -> String? {
        keys.first { requirements[$0] != nil }.flatMap { PageSize(requirements: requirements) == nil ? $0 : nil }
    }

    /// What memory requirements ask for; nil where they ask for nothing, or for what is no size. Page sizes have no standard key: `mem_page_size` and `memoryPageSize` are what
    /// the field writes (Nova's words).
    init?(requirements: [String: String]) {
        guard let text = Self.keys.lazy.compactMap({ requirements[$0] }).first else { return nil }
        switch text.lowercased() {
        case "large", "any": self = .large
        case "small": self = .small
        default:
            // Nova counts in KiB where there is no unit.
            let bytes = Double(text).map { $0 * 1024 } ?? ScalarUnit.size.parse(text)
            guard let bytes, let whole = Int(exactly: bytes), whole > 0 else { return nil }
            self = .bytes(whole)
        }
    }
}
