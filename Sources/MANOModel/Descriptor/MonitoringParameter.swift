/// A figure that is to be collected (IFA011 7.1.11.3).
package struct MonitoringParameter: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var name: String
    package var performanceMetric: String
    /// Seconds.
    package var collectionPeriod: Double?

    package init(
        id: String,
        name: String,
        performanceMetric: String,
        collectionPeriod: Double? = nil
    ) {
        self.id = id
        self.name = name
        self.performanceMetric = performanceMetric
        self.collectionPeriod = collectionPeriod
    }
}
