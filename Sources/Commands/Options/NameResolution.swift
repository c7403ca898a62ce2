import Client
import SOL

/// Finds what a word on the command line names: an id, a name, or the beginning of an id.
enum NameResolution {
    /// So short a beginning names nothing: a slip would name anything.
    static let shortestPrefix = 4

    /// The only one of `candidates` with that id; else with that name; else whose id begins so.
    ///
    /// - Parameter names: by which a candidate is also known.
    /// - Throws: `CommandFailure` (usage) that names what there is.
    static func find<Candidate>(
        _ word: String, kind: String, in candidates: [Candidate], id: (Candidate) -> String,
        names: (Candidate) -> [String?]
    ) throws -> Candidate {
        if let exact = candidates.first(where: { id($0) == word }) { return exact }
        let named = candidates.filter { names($0).contains(word) }
        if named.count == 1 { return named[0] }
        if named.count > 1 { throw ambiguous(word, kind: kind, ids: named.map(id)) }
        let prefix = word.lowercased()
        let begun = prefix.count >= shortestPrefix ? candidates.filter { id($0).hasPrefix(prefix) } : []
        if begun.count == 1 { return begun[0] }
        if begun.count > 1 { throw ambiguous(word, kind: kind, ids: begun.map(id)) }
        let known = candidates.map { candidate in
            names(candidate).compactMap(\.self).first { !$0.isEmpty } ?? id(candidate)
        }
        throw CommandFailure.usage("no \(kind) \(quoted(word)); " + list(known, kind: kind))
    }

    private static func ambiguous(_ word: String, kind: String, ids: [String]) -> CommandFailure {
        CommandFailure.usage(
            "\(ids.count) \(kind)s are named \(quoted(word)): say which by its id: "
                + ids.sorted().prefix(10).joined(separator: ", "))
    }

    private static func list(_ known: [String], kind: String) -> String {
        if known.isEmpty { return "there is none" }
        let shown = Array(Set(known)).sorted().prefix(10).map(Printable.escape)
        return "known: " + shown.joined(separator: ", ") + (known.count > 10 ? ", …" : "")
    }

    private static func quoted(_ word: String) -> String { "“\(Printable.escape(word))”" }
}

extension ManifoldClient {
    func resolve<Kind: CatalogueKind>(_ kind: Kind.Type, _ word: String) async throws -> Fetched<Kind.Info> {
        try NameResolution.find(
            word, kind: Kind.words.noun, in: try await entries(Kind.Info.self), id: \.value.id,
            names: { Kind.names($0.value) })
    }

    func resolveNS(_ word: String) async throws -> Fetched<SOL005.NsInstance> {
        try NameResolution.find(
            word, kind: "NS", in: try await nsInstances(), id: \.value.id, names: { [$0.value.nsInstanceName] })
    }

    func resolveVNF(_ word: String) async throws -> Fetched<SOL003.VnfInstance> {
        try NameResolution.find(
            word, kind: "VNF", in: try await vnfInstances(), id: \.value.id, names: { [$0.value.vnfInstanceName] })
    }

    func resolveNetwork(_ word: String) async throws -> Fetched<ManifoldAPI.Network> {
        try NameResolution.find(
            word, kind: "network", in: try await networks(), id: \.value.id, names: { [$0.value.name] })
    }

    func resolveHost(_ word: String) async throws -> Fetched<ManifoldAPI.Host> {
        try NameResolution.find(
            word, kind: "host", in: try await hosts(), id: \.value.id, names: { [$0.value.name] })
    }

    /// An occurrence of a VNF or of an NS, by its id or the beginning of it.
    func resolveOccurrence(_ word: String) async throws -> Fetched<Occurrence> {
        let all = try await occurrences(.ns) + occurrences(.vnf)
        return try NameResolution.find(word, kind: "operation", in: all, id: \.value.id, names: { _ in [] })
    }
}
