/// A virtual storage (`VirtualStorageDesc`, IFA011 7.1.9.4).
package struct VirtualStorage: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var kind: Kind
    package var softwareImage: SoftwareImage?
    package var maintenance: NfviMaintenanceInfo?
    /// Whether each VNFC has its own; nil: it has (SOL001 4.x).
    package var isPerVnfcInstance: Bool?

    package init(
        id: String,
        kind: Kind,
        softwareImage: SoftwareImage? = nil,
        maintenance: NfviMaintenanceInfo? = nil,
        isPerVnfcInstance: Bool? = nil
    ) {
        self.id = id
        self.kind = kind
        self.softwareImage = softwareImage
        self.maintenance = maintenance
        self.isPerVnfcInstance = isPerVnfcInstance
    }

    package enum Kind: Codable, Sendable, Hashable {
        case block(BlockStorage)
        /// Bytes, where a bound is named.
        case object(maxSizeBytes: Int?)
        /// `protocolName` is `nfs` or `cifs`.
        case file(sizeBytes: Int, protocolName: String, virtualLinkID: String?)
    }

    /// The block storage's data; nil for other kinds.
    package var block: BlockStorage? {
        if case .block(let block) = kind { block } else { nil }
    }
}
