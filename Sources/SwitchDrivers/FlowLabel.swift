/// What a flow, or a bucket of a group, is for. It travels in the flow itself (a note, which does nothing to packets),
/// so that counters can be read and leftovers named without anything but the switch.
enum FlowLabel: Hashable, Sendable {
    /// Sends a path's packets on, into a hop or, `hop` nil, out at its end.
    case leg(graph: String, path: String, hop: String?, isReverse: Bool)
    /// The part of a hop's group that is one instance.
    case instance(graph: String, id: String)
    /// Marks a graph that is in force: the digest of its specification, and that of its flows and groups.
    case graph(id: String, digest: String, contents: String)

    private static let separator: Character = "\u{1F}"
    private static let version = "mf1"

    var bytes: [UInt8] {
        let parts =
            switch self {
            case .leg(let graph, let path, let hop, let isReverse):
                ["leg", graph, path, isReverse ? "reverse" : "forward", hop == nil ? "end" : "hop", hop ?? ""]
            case .instance(let graph, let id): ["instance", graph, id]
            case .graph(let id, let digest, let contents): ["graph", id, digest, contents]
            }
        return Array(([Self.version] + parts).joined(separator: String(Self.separator)).utf8)
    }

    /// Nil where the bytes aren't ours.
    init?(_ bytes: [UInt8]) {
        let parts = String(decoding: bytes, as: UTF8.self)
            .split(separator: Self.separator, omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2, parts[0] == Self.version else { return nil }
        switch (parts[1], parts.count) {
        case ("leg", 7):
            self = .leg(
                graph: parts[2], path: parts[3], hop: parts[5] == "hop" ? parts[6] : nil,
                isReverse: parts[4] == "reverse")
        case ("instance", 4): self = .instance(graph: parts[2], id: parts[3])
        case ("graph", 5): self = .graph(id: parts[2], digest: parts[3], contents: parts[4])
        default: return nil
        }
    }
}
