import MANOModel

extension SOL003.Alarm {
    init(_ alarm: Alarm) {
        self.init(
            id: alarm.id.rawValue,
            managedObjectId: alarm.vnfInstanceID.rawValue,
            rootCauseFaultyResource: alarm.vnfcID.map {
                SOL003.FaultyResourceInfo(
                    faultyResource: SOL003.ResourceHandle(resourceId: $0.rawValue), faultyResourceType: "COMPUTE")
            },
            alarmRaisedTime: alarm.raisedAt,
            alarmChangedTime: alarm.clearedAt,
            alarmClearedTime: alarm.clearedAt,
            ackState: "UNACKNOWLEDGED",
            perceivedSeverity: alarm.clearedAt == nil ? alarm.severity : "CLEARED",
            eventTime: alarm.clearedAt ?? alarm.raisedAt,
            eventType: "PROCESSING_ERROR_ALARM",
            probableCause: alarm.probableCause,
            isRootCause: true,
            faultDetails: nonEmpty(alarm.details))
    }
}
