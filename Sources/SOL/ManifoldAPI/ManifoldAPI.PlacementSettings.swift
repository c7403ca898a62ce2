package import MANOModel

extension ManifoldAPI {
    /// How hosts are chosen for new guests (`GET`, `PUT /placement`).
    package struct PlacementSettings: Codable, Sendable, Equatable {
        /// Always there in an answer.
        package var policy: PlacementPolicy?

        package init(policy: PlacementPolicy?) { self.policy = policy }
    }
}
