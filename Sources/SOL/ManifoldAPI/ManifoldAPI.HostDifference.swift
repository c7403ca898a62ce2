extension ManifoldAPI {
    /// Something on a host that isn't as the store has it (`GET /hosts/{id}/differences`).
    package struct HostDifference: Codable, Sendable, Equatable {
        /// `leftover`: nothing accounts for it; `missing`: it should be there; `foreign`: its name is somebody else's.
        package var problem: String
        /// `guest`, `volume`, `port`, `endpoint` or `graph`.
        package var kind: String
        /// On the host; of a graph its id.
        package var name: String
        /// The id of what it belongs to.
        package var owner: String

        package init(problem: String, kind: String, name: String, owner: String) {
            self.problem = problem
            self.kind = kind
            self.name = name
            self.owner = owner
        }
    }
}
