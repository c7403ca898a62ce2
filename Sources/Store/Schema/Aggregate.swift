import FoundationEssentials
import GRDB
package import MANOModel

/// A model that is kept as one row.
package protocol Aggregate: Codable, Sendable {
    var id: Identifier<Self> { get }
    static var table: AggregateTable<Self> { get }
}

extension VNFPackage: Aggregate {
    package static let table = AggregateTable<VNFPackage>(
        name: "vnf_package", noun: "VNF package", cached: 32, columns: { [("vnfd_id", $0.vnfd?.id)] },
        body: { try $1.body($0) })
}

extension NSDInfo: Aggregate {
    package static let table = AggregateTable<NSDInfo>(
        name: "nsd", noun: "NSD", cached: 32, columns: { [("nsd_id", $0.nsd?.id)] }, body: { try $1.body($0) })
}

extension PNFDInfo: Aggregate {
    package static let table = AggregateTable<PNFDInfo>(
        name: "pnfd", noun: "PNFD", columns: { [("pnfd_id", $0.pnfd?.id)] }, body: { try $1.body($0) })
}

extension VNFInstance: Aggregate {
    package static let table = AggregateTable<VNFInstance>(
        name: "vnf_instance", noun: "VNF instance",
        columns: { [("package_id", $0.packageID.rawValue), ("ns_instance_id", $0.nsInstanceID?.rawValue)] },
        body: { try $1.body($0) })
}

extension NSInstance: Aggregate {
    package static let table = AggregateTable<NSInstance>(
        name: "ns_instance", noun: "NS instance", columns: { [("nsd_info_id", $0.nsdInfoID.rawValue)] },
        body: { try $1.body($0) })
}

extension OperationOccurrence: Aggregate {
    package static let table = AggregateTable<OperationOccurrence>(
        name: "operation", noun: "operation occurrence",
        columns: { operation in
            let scope =
                switch operation.subject {
                case .vnf: "vnf"
                case .ns: "ns"
                }
            return [
                ("scope", scope), ("instance_id", operation.subject.rawID), ("state", operation.state.rawValue),
                ("is_open", !operation.state.isTerminal), ("started_at", operation.startedAt.timeIntervalSince1970),
            ]
        }, admit: { try $1.checkIsFree($0.subject.rawID) }, body: { try $1.body($0) })
}

extension Alarm: Aggregate {
    package static let table = AggregateTable<Alarm>(
        name: "alarm", noun: "alarm",
        columns: { [("vnf_instance_id", $0.vnfInstanceID.rawValue), ("is_open", $0.clearedAt == nil)] },
        body: { try $1.body($0) })
}

extension Host: Aggregate {
    package static let table = AggregateTable<Host>(
        name: "host", noun: "host", cached: 4096, columns: { [("label", $0.name)] })
}

extension Network: Aggregate {
    package static let table = AggregateTable<Network>(
        name: "network", noun: "network", cached: 4096,
        columns: {
            [
                ("label", $0.name), ("host_id", $0.hostID?.rawValue), ("ns_instance_id", $0.nsInstanceID?.rawValue),
                ("vnf_instance_id", $0.vnfInstanceID?.rawValue),
            ]
        })
}
