import MANOModel

/// The resources whose bodies the store keeps and pages through.
package enum ResourceKind: Sendable, CaseIterable {
    case vnfPackage, nsdInfo, pnfdInfo, vnfInstance, nsInstance, vnfOperation, nsOperation, alarm

    var table: String {
        switch self {
        case .vnfPackage: VNFPackage.table.name
        case .nsdInfo: NSDInfo.table.name
        case .pnfdInfo: PNFDInfo.table.name
        case .vnfInstance: VNFInstance.table.name
        case .nsInstance: NSInstance.table.name
        case .vnfOperation, .nsOperation: OperationOccurrence.table.name
        case .alarm: Alarm.table.name
        }
    }

    /// What sets the resource apart where a table holds two.
    var condition: String {
        switch self {
        case .vnfOperation: "scope = 'vnf'"
        case .nsOperation: "scope = 'ns'"
        default: "1"
        }
    }

    /// The expression that holds an attribute of the body, where there is an index or a column for it.
    func expression(for attribute: String) -> String {
        switch (self, attribute) {
        case (_, "id"): "id"
        case (.vnfPackage, "vnfdId"): "vnfd_id"
        case (.nsdInfo, "nsdId"): "nsd_id"
        case (.nsInstance, "nsdInfoId"): "nsd_info_id"
        case (.vnfOperation, "vnfInstanceId"), (.nsOperation, "nsInstanceId"): "instance_id"
        case (.vnfOperation, "operationState"), (.nsOperation, "operationState"): "state"
        case (.alarm, "managedObjectId"): "vnf_instance_id"
        default: Self.attribute(attribute)
        }
    }

    /// The value of a member of the body, as its indexes have it.
    static func attribute(_ name: String) -> String {
        "json_extract(CAST(body AS TEXT), '$.\"\(name)\"')"
    }
}
