import MANOModel

extension SOL005.NsLcmOpOcc {
    init(_ occurrence: OperationOccurrence, nsInstanceID: Identifier<NSInstance>) {
        self.init(
            id: occurrence.id.rawValue,
            // An NS occurrence is born in PROCESSING (SOL005 6.6.2).
            operationState: occurrence.state == .starting
                ? OperationState.processing.rawValue : occurrence.state.rawValue,
            stateEnteredTime: occurrence.stateEnteredAt,
            statusEnteredTime: occurrence.stateEnteredAt,
            nsInstanceId: nsInstanceID.rawValue,
            lcmOperationType: occurrence.operation.rawValue,
            startTime: occurrence.startedAt,
            isAutomaticInvocation: occurrence.isAutomatic,
            operationParams: occurrence.parameters.objectValue == nil ? nil : occurrence.parameters,
            isCancelPending: occurrence.isCancelPending,
            cancelMode: occurrence.cancelMode?.rawValue,
            error: occurrence.error.map(SOL013.ProblemDetails.init),
            resourceChanges: ResourceChanges(occurrence),
            warnings: nonEmpty(occurrence.warnings))
    }
}

extension SOL005.NsLcmOpOcc.ResourceChanges {
    /// Nil where nothing was changed.
    init?(_ occurrence: OperationOccurrence) {
        self.init()
        let result =
            switch occurrence.state {
            case .rolledBack, .rollingBack: "ROLLED_BACK"
            case .failed, .failedTemporarily: "FAILED"
            case .starting, .processing, .completed: "COMPLETED"
            }
        for resource in occurrence.affected {
            switch resource.kind {
            case .vnf:
                affectedVnfs =
                    (affectedVnfs ?? []) + [
                        SOL005.AffectedVnf(
                            vnfInstanceId: resource.id, vnfdId: resource.vnfdID ?? resource.descriptorID,
                            vnfProfileId: resource.descriptorID, vnfName: resource.resourceName,
                            changeType: Self.vnfChange(occurrence.operation, resource.change), changeResult: result,
                            changedExtConnectivity: [])
                    ]
            case .networkServiceLink:
                affectedVls =
                    (affectedVls ?? []) + [
                        SOL005.AffectedVirtualLink(
                            nsVirtualLinkInstanceId: resource.id, nsVirtualLinkDescId: resource.descriptorID,
                            vlProfileId: resource.descriptorID,
                            changeType: Self.change(resource.change, removed: "DELETE"),
                            changeResult: result)
                    ]
            case .forwardingGraph:
                affectedVnffgs =
                    (affectedVnffgs ?? []) + [
                        SOL005.AffectedVnffg(
                            vnffgInstanceId: resource.id, vnffgdId: resource.descriptorID,
                            changeType: Self.change(resource.change, removed: "DELETE"), changeResult: result)
                    ]
            case .sap:
                affectedSaps =
                    (affectedSaps ?? []) + [
                        SOL005.AffectedSap(
                            sapInstanceId: resource.id, sapdId: resource.descriptorID, sapName: resource.resourceName,
                            changeType: Self.change(resource.change, removed: "REMOVE"), changeResult: result)
                    ]
            case .vnfc, .virtualLink, .storage: break
            }
        }
        if self == Self() { return nil }
    }

    private static func change(_ change: AffectedResource.Change, removed: String) -> String {
        switch change {
        case .added: "ADD"
        case .modified: "MODIFY"
        case .removed: removed
        }
    }

    /// An operation of the NS instantiates a VNF where it adds one, and terminates it where it removes one.
    private static func vnfChange(_ operation: LifecycleOperation, _ change: AffectedResource.Change) -> String {
        switch change {
        case .added: LifecycleOperation.instantiate.rawValue
        case .removed: LifecycleOperation.terminate.rawValue
        case .modified: operation.rawValue
        }
    }
}
