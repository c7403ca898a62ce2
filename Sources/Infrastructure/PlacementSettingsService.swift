import MANOModel
package import SOL
package import Store

/// How hosts are chosen for new guests: one setting for the whole installation.
package struct PlacementSettingsService: Sendable {
    private let store: StateStore

    package init(store: StateStore) { self.store = store }

    package func settings() async throws -> ManifoldAPI.PlacementSettings {
        try await store.read { ManifoldAPI.PlacementSettings(policy: try $0.placementPolicy()) }
    }

    /// Guests that are there stay where they are. Throws `.unprocessable` for a request without a policy.
    package func set(_ request: ManifoldAPI.PlacementSettings) async throws -> ManifoldAPI.PlacementSettings {
        guard let policy = request.policy else {
            throw ManifoldError(.unprocessable, "policy is missing", remedy: "pack, or spread")
        }
        return try await store.transact { transaction in
            try transaction.setPlacementPolicy(policy)
            return ManifoldAPI.PlacementSettings(policy: policy)
        }
    }
}
