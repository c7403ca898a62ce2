extension ManifoldAPI {
    /// Guests that are to go to another host (`POST /vnf_instances/{id}/migrate`).
    package struct MigrateRequest: Codable, Sendable, Equatable {
        /// The VNFCs, all on one host; absent: all of the VNF.
        package var vnfcInstanceId: [String]?
        /// Id or name; absent: the planner chooses.
        package var host: String?
        /// Absent: live.
        package var type: Kind?

        package enum Kind: String, Codable, Sendable, CaseIterable {
            /// While they run.
            case live
            /// They are stopped, and started there with their disks.
            case cold
        }

        package init(vnfcInstanceId: [String]? = nil, host: String? = nil, type: Kind? = nil) {
            self.vnfcInstanceId = vnfcInstanceId
            self.host = host
            self.type = type
        }
    }
}
