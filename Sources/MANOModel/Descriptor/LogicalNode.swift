/// Requirements on a logical (NUMA) node, as key-value pairs whose keys are not standardised (IFA011 7.1.9.6).
package struct LogicalNode: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var requirements: [String: String]

    package init(
        id: String,
        requirements: [String: String] = [:]
    ) {
        self.id = id
        self.requirements = requirements
    }
}
