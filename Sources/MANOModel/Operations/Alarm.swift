package import FoundationEssentials

/// An alarm (SOL003 7.5.2.4).
package struct Alarm: Codable, Sendable, Equatable {
    package var id: Identifier<Alarm>
    package var vnfInstanceID: Identifier<VNFInstance>
    package var vnfcID: Identifier<VNFC>?
    package var raisedAt: Date
    package var clearedAt: Date?
    /// CRITICAL, MAJOR, MINOR, WARNING, INDETERMINATE, CLEARED.
    package var severity: String
    package var probableCause: String
    package var details: [String]

    package init(
        id: Identifier<Alarm>, vnfInstanceID: Identifier<VNFInstance>, vnfcID: Identifier<VNFC>? = nil, raisedAt: Date,
        severity: String, probableCause: String, details: [String]
    ) {
        self.id = id
        self.vnfInstanceID = vnfInstanceID
        self.vnfcID = vnfcID
        self.raisedAt = raisedAt
        clearedAt = nil
        self.severity = severity
        self.probableCause = probableCause
        self.details = details
    }
}
