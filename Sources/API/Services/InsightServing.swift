package import SOL

/// Views over several resources (`/manifold/v1`). Methods throw `notFound` for an unknown id.
package protocol InsightServing: Sendable {
    func status() async throws -> ManifoldAPI.Status

    /// Of an NS instance.
    func topology(_ id: String) async throws -> ManifoldAPI.Topology

    /// What passed along the paths of an NS instance.
    func paths(_ id: String) async throws -> [ManifoldAPI.PathCounters]

    /// What the guests of a VNF instance count, asked from their agents.
    func counters(_ id: String) async throws -> [ManifoldAPI.GuestCounters]

    /// The last lines that the guests of a VNF instance have printed.
    ///
    /// - Parameters:
    ///   - guest: id or name of one of them; nil: all.
    ///   - lines: of each; nil: as many as is usual.
    ///   - end: of an earlier answer about that guest: only what came after it.
    func logs(_ id: String, guest: String?, lines: Int?, after end: Int64?) async throws -> [ManifoldAPI.GuestLog]

    /// The steps of a VNF or NS occurrence, in order of number.
    func steps(_ id: String) async throws -> [ManifoldAPI.Step]
}
