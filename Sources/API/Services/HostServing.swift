package import SOL

/// Compute hosts (`/manifold/v1/hosts`). `key` is an id or a name; methods throw `notFound` for an unknown one.
package protocol HostServing: Sendable {
    func hosts() async throws -> [ManifoldAPI.Host]
    func host(_ key: String) async throws -> ManifoldAPI.Host
    func add(_ request: ManifoldAPI.CreateHostRequest) async throws -> ManifoldAPI.Host
    func modify(_ key: String, _ changes: ManifoldAPI.HostModifications) async throws -> ManifoldAPI.Host

    /// Revisions of what the host says that it is, the newest first.
    func changes(_ key: String) async throws -> [ManifoldAPI.HostChange]

    /// The base images in its pool. Throws what the host says.
    func images(_ key: String) async throws -> [ManifoldAPI.HostImage]

    /// What is on it and isn't accounted for, and what isn't there and should be. Throws what the host says.
    func differences(_ key: String) async throws -> [ManifoldAPI.HostDifference]

    /// Has a dead host fenced, and its guests made elsewhere. Throws `conflict` for one that answers.
    func evacuate(_ key: String, by requester: String) async throws -> ManifoldAPI.Host

    /// Takes a human's word for a fence. Throws `conflict` for a host that answers.
    func confirmDead(_ key: String, _ request: ManifoldAPI.ConfirmDeadRequest) async throws -> ManifoldAPI.Host

    /// Throws `conflict` while guests are on it.
    func remove(_ key: String) async throws
}
