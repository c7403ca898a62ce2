extension SOL003 {
    /// A VNFC instance: its guest, volumes and CPs (SOL003).
    package struct VnfcResourceInfo: Codable, Sendable, Equatable {
        package var id: String
        package var vduId: String
        package var computeResource: ResourceHandle
        /// The host's id.
        package var zoneId: String?
        package var storageResourceIds: [String]?
        package var vnfcCpInfo: [VnfcCpInfo]?

        package init(
            id: String, vduId: String, computeResource: ResourceHandle, zoneId: String? = nil,
            storageResourceIds: [String]? = nil, vnfcCpInfo: [VnfcCpInfo]? = nil
        ) {
            self.id = id
            self.vduId = vduId
            self.computeResource = computeResource
            self.zoneId = zoneId
            self.storageResourceIds = storageResourceIds
            self.vnfcCpInfo = vnfcCpInfo
        }

        /// A CP of a VNFC instance.
        package struct VnfcCpInfo: Codable, Sendable, Equatable {
            package var id: String
            package var cpdId: String
            package var vnfExtCpId: String?
            package var cpProtocolInfo: [CpProtocolInfo]?
            package var vnfLinkPortId: String?

            package init(
                id: String, cpdId: String, vnfExtCpId: String? = nil, cpProtocolInfo: [CpProtocolInfo]? = nil,
                vnfLinkPortId: String? = nil
            ) {
                self.id = id
                self.cpdId = cpdId
                self.vnfExtCpId = vnfExtCpId
                self.cpProtocolInfo = cpProtocolInfo
                self.vnfLinkPortId = vnfLinkPortId
            }
        }
    }
}
