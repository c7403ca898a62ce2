import FoundationEssentials
import GRDB
import MANOModel

/// An aggregate kept as one row: the model as JSON, the rendered body, and columns for what is looked up or kept unique.
protocol Aggregate: Sendable {
    associatedtype Value: Codable & Sendable
    static var name: String { get }
    /// For messages: `VNF package`.
    static var noun: String { get }
    static func key(_ value: Value) -> String
    static func columns(_ value: Value) -> [(name: String, value: (any DatabaseValueConvertible)?)]
    static func body(_ value: Value, _ views: any ResourceRendering) throws -> Data
}

enum VNFPackageTable: Aggregate {
    static let name = "vnf_package"
    static let noun = "VNF package"
    static func key(_ value: VNFPackage) -> String { value.id.rawValue }
    static func columns(_ value: VNFPackage) -> [(name: String, value: (any DatabaseValueConvertible)?)] {
        [("vnfd_id", value.vnfd?.id)]
    }
    static func body(_ value: VNFPackage, _ views: any ResourceRendering) throws -> Data { try views.body(value) }
}

enum NSDInfoTable: Aggregate {
    static let name = "nsd"
    static let noun = "NSD"
    static func key(_ value: NSDInfo) -> String { value.id.rawValue }
    static func columns(_ value: NSDInfo) -> [(name: String, value: (any DatabaseValueConvertible)?)] {
        [("nsd_id", value.nsd?.id)]
    }
    static func body(_ value: NSDInfo, _ views: any ResourceRendering) throws -> Data { try views.body(value) }
}

enum PNFDInfoTable: Aggregate {
    static let name = "pnfd"
    static let noun = "PNFD"
    static func key(_ value: PNFDInfo) -> String { value.id.rawValue }
    static func columns(_ value: PNFDInfo) -> [(name: String, value: (any DatabaseValueConvertible)?)] {
        [("pnfd_id", value.pnfd?.id)]
    }
    static func body(_ value: PNFDInfo, _ views: any ResourceRendering) throws -> Data { try views.body(value) }
}

enum VNFInstanceTable: Aggregate {
    static let name = "vnf_instance"
    static let noun = "VNF instance"
    static func key(_ value: VNFInstance) -> String { value.id.rawValue }
    static func columns(_ value: VNFInstance) -> [(name: String, value: (any DatabaseValueConvertible)?)] {
        [("package_id", value.packageID.rawValue), ("ns_instance_id", value.nsInstanceID?.rawValue)]
    }
    static func body(_ value: VNFInstance, _ views: any ResourceRendering) throws -> Data { try views.body(value) }
}

enum NSInstanceTable: Aggregate {
    static let name = "ns_instance"
    static let noun = "NS instance"
    static func key(_ value: NSInstance) -> String { value.id.rawValue }
    static func columns(_ value: NSInstance) -> [(name: String, value: (any DatabaseValueConvertible)?)] {
        [("nsd_info_id", value.nsdInfoID.rawValue)]
    }
    static func body(_ value: NSInstance, _ views: any ResourceRendering) throws -> Data { try views.body(value) }
}

enum OperationTable: Aggregate {
    static let name = "operation"
    static let noun = "operation occurrence"
    static func key(_ value: OperationOccurrence) -> String { value.id.rawValue }
    static func columns(_ value: OperationOccurrence) -> [(name: String, value: (any DatabaseValueConvertible)?)] {
        let scope =
            switch value.subject {
            case .vnf: "vnf"
            case .ns: "ns"
            }
        return [
            ("scope", scope), ("instance_id", value.subject.rawID), ("state", value.state.rawValue),
            ("is_open", !value.state.isTerminal), ("started_at", value.startedAt.timeIntervalSince1970),
        ]
    }
    static func body(_ value: OperationOccurrence, _ views: any ResourceRendering) throws -> Data {
        try views.body(value)
    }
}

enum AlarmTable: Aggregate {
    static let name = "alarm"
    static let noun = "alarm"
    static func key(_ value: Alarm) -> String { value.id.rawValue }
    static func columns(_ value: Alarm) -> [(name: String, value: (any DatabaseValueConvertible)?)] {
        [("vnf_instance_id", value.vnfInstanceID.rawValue), ("is_open", value.clearedAt == nil)]
    }
    static func body(_ value: Alarm, _ views: any ResourceRendering) throws -> Data { try views.body(value) }
}

enum HostTable: Aggregate {
    static let name = "host"
    static let noun = "host"
    static func key(_ value: Host) -> String { value.id.rawValue }
    static func columns(_ value: Host) -> [(name: String, value: (any DatabaseValueConvertible)?)] {
        [("label", value.name)]
    }
    static func body(_ value: Host, _ views: any ResourceRendering) throws -> Data { Data() }
}

enum NetworkTable: Aggregate {
    static let name = "network"
    static let noun = "network"
    static func key(_ value: Network) -> String { value.id.rawValue }
    static func columns(_ value: Network) -> [(name: String, value: (any DatabaseValueConvertible)?)] {
        [
            ("label", value.name), ("host_id", value.hostID?.rawValue),
            ("ns_instance_id", value.nsInstanceID?.rawValue),
            ("vnf_instance_id", value.vnfInstanceID?.rawValue),
        ]
    }
    static func body(_ value: Network, _ views: any ResourceRendering) throws -> Data { Data() }
}
