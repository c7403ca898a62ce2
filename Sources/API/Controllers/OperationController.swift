import HTTPTypes
import Hummingbird
import MANOModel
import SOL

/// `/vnflcm/v2/vnf_lcm_op_occs` (SOL003 5.4.12 to 5.4.17) or `/nslcm/v2/ns_lcm_op_occs` (SOL005 6.4.9 to 6.4.15).
struct OperationController {
    let service: any OperationServing
    let configuration: APIConfiguration
    let responder: ResourceResponder
    private let tasks: [String: OperationTask]

    /// The occurrences of VNF instances.
    static func ofVNFs(_ service: any OperationServing, _ configuration: APIConfiguration) -> OperationController {
        let kind = ResourceKind(
            api: .vnflcm, collection: "vnf_lcm_op_occs", noun: "VNF LCM operation occurrence",
            attributes: AttributeTree(
                of: SOL003.VnfLcmOpOcc.self,
                absent: [
                    "changedInfo", "affectedVipCps", "changedExtConnectivity", "modificationsTriggeredByVnfPkgChange",
                    "vnfSnapshotInfoId", "lcmCoordinations", "rejectedLcmCoordinations",
                ]),
            excludedByDefault: [
                "operationParams", "error", "resourceChanges", "changedInfo", "changedExtConnectivity",
                "lcmCoordinations", "modificationsTriggeredByVnfPkgChange", "warnings",
            ],
            indexed: ["id", "operationState", "vnfInstanceId", "operation"],
            links: { members, address in
                let instance = "\(address.root)\(APIDefinition.vnflcm.path)/vnf_instances/"
                return [ResourceLink(name: "vnfInstance", href: instance + (members.string("vnfInstanceId") ?? ""))]
                    + Self.tasks(members, address)
            },
            source: service)
        return OperationController(service, configuration, kind, tasks: ["retry": .retry, "rollback": .rollback])
    }

    /// The occurrences of NS instances.
    static func ofNSs(_ service: any OperationServing, _ configuration: APIConfiguration) -> OperationController {
        let kind = ResourceKind(
            api: .nslcm, collection: "ns_lcm_op_occs", noun: "NS LCM operation occurrence",
            attributes: AttributeTree(
                of: SOL005.NsLcmOpOcc.self, absent: ["lcmCoordinations", "rejectedLcmCoordinations"]),
            excludedByDefault: ["operationParams", "error", "resourceChanges", "lcmCoordinations", "warnings"],
            indexed: ["id", "operationState", "nsInstanceId", "lcmOperationType"],
            links: { members, address in
                let instance = "\(address.root)\(APIDefinition.nslcm.path)/ns_instances/"
                return [ResourceLink(name: "nsInstance", href: instance + (members.string("nsInstanceId") ?? ""))]
                    + Self.tasks(members, address)
            },
            source: service)
        return OperationController(
            service, configuration, kind, tasks: ["retry": .retry, "rollback": .rollback, "continue": .continue])
    }

    private init(
        _ service: any OperationServing, _ configuration: APIConfiguration, _ kind: ResourceKind,
        tasks: [String: OperationTask]
    ) {
        self.service = service
        self.configuration = configuration
        self.tasks = tasks
        responder = ResourceResponder(kind: kind, configuration: configuration)
    }

    func addRoutes(to endpoints: Endpoints) {
        let occurrences = responder
        let service = service
        let limit = configuration.maximumBody
        let path = occurrences.kind.path
        endpoints.add(path, [.get: { request, _ in try await occurrences.list(request) }])
        endpoints.add(
            "\(path)/{id}",
            [.get: { request, context in try await occurrences.get(request, id: context.identifier()) }])
        for (name, task) in tasks {
            endpoints.add(
                "\(path)/{id}/\(name)",
                [
                    .post: { request, context in
                        let id = try context.identifier()
                        try await service.perform(task, on: id)
                        return occurrences.accepted(id, request)
                    }
                ])
        }
        endpoints.add(
            "\(path)/{id}/fail",
            [
                .post: { request, context in
                    try await occurrences.shown(try await service.fail(try context.identifier()), request)
                }
            ])
        endpoints.add(
            "\(path)/{id}/cancel",
            [
                .post: { request, context in
                    let id = try context.identifier()
                    let body = try await request.json(SOL003.CancelMode.self, limit: limit)
                    try await service.perform(.cancel(body.value.cancelMode), on: id)
                    return occurrences.accepted(id, request)
                }
            ])
    }

    /// What can be done in the occurrence's state.
    private static func tasks(_ members: JSONMembers, _ address: ResourceAddress) -> [ResourceLink] {
        let names =
            switch members.string("operationState").flatMap(OperationState.init) {
            case .failedTemporarily: ["fail", "retry", "rollback"]
            case .starting, .processing, .rollingBack: ["cancel"]
            case .completed, .failed, .rolledBack, nil: [String]()
            }
        return names.map { ResourceLink(name: $0, href: "\(address.own)/\($0)") }
    }
}
