package import FoundationEssentials

extension SOL003 {
    /// An alarm about a VNF instance (SOL003).
    package struct Alarm: Codable, Sendable, Equatable {
        package var id: String
        /// The id of the VNF instance.
        package var managedObjectId: String
        package var rootCauseFaultyResource: FaultyResourceInfo?
        package var alarmRaisedTime: Date
        package var alarmChangedTime: Date?
        package var alarmClearedTime: Date?
        /// `UNACKNOWLEDGED` or `ACKNOWLEDGED`.
        package var ackState: String
        package var perceivedSeverity: String
        package var eventTime: Date
        package var eventType: String
        package var probableCause: String
        package var isRootCause: Bool
        package var faultDetails: [String]?
        package var _links: [String: SOL013.Link]?

        package init(
            id: String, managedObjectId: String, rootCauseFaultyResource: FaultyResourceInfo? = nil,
            alarmRaisedTime: Date, alarmChangedTime: Date? = nil, alarmClearedTime: Date? = nil, ackState: String,
            perceivedSeverity: String, eventTime: Date, eventType: String, probableCause: String, isRootCause: Bool,
            faultDetails: [String]? = nil, _links: [String: SOL013.Link]? = nil
        ) {
            self.id = id
            self.managedObjectId = managedObjectId
            self.rootCauseFaultyResource = rootCauseFaultyResource
            self.alarmRaisedTime = alarmRaisedTime
            self.alarmChangedTime = alarmChangedTime
            self.alarmClearedTime = alarmClearedTime
            self.ackState = ackState
            self.perceivedSeverity = perceivedSeverity
            self.eventTime = eventTime
            self.eventType = eventType
            self.probableCause = probableCause
            self.isRootCause = isRootCause
            self.faultDetails = faultDetails
            self._links = _links
        }
    }
}
