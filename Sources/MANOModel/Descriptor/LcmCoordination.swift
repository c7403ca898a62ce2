/// The coordination actions of one life-cycle operation (IFA011 7.1.5.13).
package struct LcmCoordination: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    /// Such as `instantiate` or `change_ext_conn`.
    package var operation: String
    /// Of this descriptor.
    package var actions: [String]
    /// Defined elsewhere.
    package var referencedActions: [String]

    package init(
        id: String,
        operation: String,
        actions: [String] = [],
        referencedActions: [String] = []
    ) {
        self.id = id
        self.operation = operation
        self.actions = actions
        self.referencedActions = referencedActions
    }
}
