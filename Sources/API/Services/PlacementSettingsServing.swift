package import SOL

/// How hosts are chosen for new guests (`/manifold/v1/placement`).
package protocol PlacementSettingsServing: Sendable {
    func settings() async throws -> ManifoldAPI.PlacementSettings

    func set(_ request: ManifoldAPI.PlacementSettings) async throws -> ManifoldAPI.PlacementSettings
}
