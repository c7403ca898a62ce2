package import FoundationEssentials

/// A revision of a host's facts.
package struct HostChange: Codable, Sendable, Equatable {
    /// Counts from 1 for each host.
    package var revision: Int
    package var time: Date
    /// What changed, in words.
    package var changes: [String]

    package init(revision: Int, time: Date, changes: [String]) {
        self.revision = revision
        self.time = time
        self.changes = changes
    }

    /// Revisions that are kept of one host.
    package static let kept = 100
}
