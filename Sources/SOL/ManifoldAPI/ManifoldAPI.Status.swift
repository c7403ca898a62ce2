package import FoundationEssentials

extension ManifoldAPI {
    /// The daemon (`/status`).
    package struct Status: Codable, Sendable, Equatable {
        /// Of the program.
        package var version: String
        package var startedAt: Date
        package var hosts: Int
        package var simulated: Bool
        /// Commits of the database since the start.
        package var commits: Int

        package init(version: String, startedAt: Date, hosts: Int, simulated: Bool, commits: Int = 0) {
            self.version = version
            self.startedAt = startedAt
            self.hosts = hosts
            self.simulated = simulated
            self.commits = commits
        }
    }
}
