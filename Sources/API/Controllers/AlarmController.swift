import Hummingbird
import SOL

/// `/vnffm/v1/alarms` (SOL003 7).
struct AlarmController {
    let service: any AlarmServing
    let configuration: APIConfiguration

    var kind: ResourceKind {
        ResourceKind(
            api: .vnffm, collection: "alarms", noun: "alarm",
            attributes: AttributeTree(
                of: SOL003.Alarm.self, absent: ["alarmAcknowledgedTime", "faultType", "correlatedAlarmIds"]),
            indexed: ["id", "managedObjectId", "perceivedSeverity"],
            hasSelectors: false,
            links: { members, address in
                let instances = "\(address.root)\(APIDefinition.vnflcm.path)/vnf_instances/"
                return [
                    ResourceLink(name: "objectInstance", href: instances + (members.string("managedObjectId") ?? ""))
                ]
            },
            source: service)
    }

    func addRoutes(to endpoints: Endpoints) {
        let alarms = ResourceResponder(kind: kind, configuration: configuration)
        endpoints.add(alarms.kind.path, [.get: { request, _ in try await alarms.list(request) }])
        endpoints.add(
            "\(alarms.kind.path)/{id}",
            [.get: { request, context in try await alarms.get(request, id: context.identifier()) }])
    }
}
