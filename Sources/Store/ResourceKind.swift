/// The resources whose bodies the store keeps and pages through.
package enum ResourceKind: Sendable, CaseIterable {
    case vnfPackage, nsdInfo, vnfInstance, nsInstance, vnfOperation, nsOperation, alarm

    var table: String {
        switch self {
        case .vnfPackage: VNFPackageTable.name
        case .nsdInfo: NSDInfoTable.name
        case .vnfInstance: VNFInstanceTable.name
        case .nsInstance: NSInstanceTable.name
        case .vnfOperation, .nsOperation: OperationTable.name
        case .alarm: AlarmTable.name
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
}
