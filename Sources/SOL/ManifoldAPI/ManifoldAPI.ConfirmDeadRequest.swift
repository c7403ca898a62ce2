extension ManifoldAPI {
    /// A human's word that nothing of a host runs (`POST /hosts/{id}/confirm_dead`).
    package struct ConfirmDeadRequest: Codable, Sendable, Equatable {
        /// Who says so.
        package var by: String
        /// How it is known.
        package var reason: String?

        package init(by: String, reason: String? = nil) {
            self.by = by
            self.reason = reason
        }
    }
}
