import MANOModel

extension PageSize {
    /// What memory requirements ask for. Page sizes have no standard key: `mem_page_size` and `memoryPageSize` are what
    /// the field writes (Nova's words).
    init?(requirements: [String: String]) {
        let keys = ["mem_page_size", "memoryPageSize", "hw:mem_page_size"]
        guard let text = keys.lazy.compactMap({ requirements[$0] }).first else { return nil }
        switch text.lowercased() {
        case "large", "any": self = .large
        case "small": self = .small
        default:
            // Nova counts in KiB where there is no unit.
            guard let bytes = Int(text).map({ $0 * 1024 }) ?? ScalarUnit.size.parse(text).map({ Int($0) }) else {
                return nil
            }
            self = .bytes(bytes)
        }
    }
}
