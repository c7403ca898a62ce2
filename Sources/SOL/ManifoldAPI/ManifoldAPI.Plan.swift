extension ManifoldAPI {
    /// What an instantiation would place where, or who refuses it and why.
    package struct Plan: Codable, Sendable, Equatable {
        package var fits: Bool
        package var placements: [Placement]
        package var rejections: [Rejection]
        /// What would have to be there for each that has no place, where least is missing.
        package var nearestChanges: [String]?
        /// What the instantiation's occurrence would warn of.
        package var warnings: [String]?

        package init(
            fits: Bool, placements: [Placement], rejections: [Rejection], nearestChanges: [String]? = nil,
            warnings: [String]? = nil
        ) {
            self.fits = fits
            self.placements = placements
            self.rejections = rejections
            self.nearestChanges = nearestChanges
            self.warnings = warnings
        }

        /// One VNFC on one host. Memory in bytes.
        package struct Placement: Codable, Sendable, Equatable {
            package var vnfProfileId: String?
            package var vduId: String
            package var index: Int
            /// The host's name.
            package var host: String
            package var vCPUs: Int
            package var memory: Int64

            package init(
                vnfProfileId: String? = nil, vduId: String, index: Int, host: String, vCPUs: Int, memory: Int64
            ) {
                self.vnfProfileId = vnfProfileId
                self.vduId = vduId
                self.index = index
                self.host = host
                self.vCPUs = vCPUs
                self.memory = memory
            }
        }

        /// One host that refuses one VDU, for all its reasons.
        package struct Rejection: Codable, Sendable, Equatable {
            package var vnfProfileId: String?
            package var vduId: String
            /// The host's name.
            package var host: String
            package var reasons: [String]

            package init(vnfProfileId: String? = nil, vduId: String, host: String, reasons: [String]) {
                self.vnfProfileId = vnfProfileId
                self.vduId = vduId
                self.host = host
                self.reasons = reasons
            }
        }
    }
}
