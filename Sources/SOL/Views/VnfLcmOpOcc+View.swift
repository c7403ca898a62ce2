import MANOModel

extension SOL003.VnfLcmOpOcc {
    init(_ occurrence: OperationOccurrence, vnfInstanceID: Identifier<VNFInstance>) {
        self.init(
            id: occurrence.id.rawValue,
            operationState: occurrence.state.rawValue,
            stateEnteredTime: occurrence.stateEnteredAt,
            startTime: occurrence.startedAt,
            vnfInstanceId: vnfInstanceID.rawValue,
            grantId: occurrence.grantID,
            operation: occurrence.operation.rawValue,
            isAutomaticInvocation: occurrence.isAutomatic,
            operationParams: occurrence.parameters.objectValue == nil ? nil : occurrence.parameters,
            isCancelPending: occurrence.isCancelPending,
            cancelMode: occurrence.cancelMode?.rawValue,
            error: occurrence.error.map(SOL013.ProblemDetails.init),
            resourceChanges: ResourceChanges(occurrence.affected),
            warnings: nonEmpty(occurrence.warnings))
    }
}

extension SOL003.VnfLcmOpOcc.ResourceChanges {
    /// Nil where nothing was changed.
    init?(_ affected: [AffectedResource]) {
        self.init()
        for resource in affected {
            let handle = SOL003.ResourceHandle(resourceId: resource.resourceName)
            switch resource.kind {
            case .vnfc:
                affectedVnfcs =
                    (affectedVnfcs ?? []) + [
                        SOL003.AffectedVnfc(
                            id: resource.id, vduId: resource.descriptorID, changeType: resource.change.rawValue,
                            computeResource: handle, zoneId: resource.hostID?.rawValue)
                    ]
            case .virtualLink:
                affectedVirtualLinks =
                    (affectedVirtualLinks ?? []) + [
                        SOL003.AffectedVirtualLink(
                            id: resource.id, vnfVirtualLinkDescId: resource.descriptorID,
                            changeType: resource.change.rawValue,
                            networkResource: handle)
                    ]
            case .storage:
                affectedVirtualStorages =
                    (affectedVirtualStorages ?? []) + [
                        SOL003.AffectedVirtualStorage(
                            id: resource.id, virtualStorageDescId: resource.descriptorID,
                            changeType: resource.change.rawValue,
                            storageResource: handle, zoneId: resource.hostID?.rawValue)
                    ]
            case .vnf, .networkServiceLink, .sap, .forwardingGraph: break
            }
        }
        if self == Self() { return nil }
    }
}
