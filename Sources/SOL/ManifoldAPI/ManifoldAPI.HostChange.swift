package import FoundationEssentials

extension ManifoldAPI {
    /// A revision of what a host says that it is (`GET /hosts/{id}/changes`).
    package struct HostChange: Codable, Sendable, Equatable {
        /// Counts from 1 for each host.
        package var revision: Int
        package var time: Date
        /// In words.
        package var changes: [String]

        package init(revision: Int, time: Date, changes: [String]) {
            self.revision = revision
            self.time = time
            self.changes = changes
        }
    }
}
