package import SOL

/// Networks (`/manifold/v1/networks`). `key` is an id or a name; methods throw `notFound` for an unknown one.
package protocol NetworkServing: Sendable {
    func networks() async throws -> [ManifoldAPI.Network]
    func network(_ key: String) async throws -> ManifoldAPI.Network
    func create(_ request: ManifoldAPI.CreateNetworkRequest) async throws -> ManifoldAPI.Network

    /// Throws `conflict` while something is on it.
    func remove(_ key: String) async throws
}
