/// A virtio data path in hardware (vDPA).
package struct VDPADevice: Codable, Sendable, Hashable {
    /// `vdpa0`.
    package var name: String
    /// `vhost_vdpa` for guests, `virtio_vdpa` for the host itself; nil: none.
    package var driver: String?
    /// What a guest's QEMU opens: `/dev/vhost-vdpa-0`.
    package var characterDevice: String?
    /// The PCI address of the function that it is made of.
    package var parent: String?
    package var numaNode: Int?

    package init(
        name: String, driver: String? = nil, characterDevice: String? = nil, parent: String? = nil,
        numaNode: Int? = nil
    ) {
        self.name = name
        self.driver = driver
        self.characterDevice = characterDevice
        self.parent = parent
        self.numaNode = numaNode
    }

    /// A guest's QEMU can open it.
    package var isForGuests: Bool { driver == "vhost_vdpa" && characterDevice != nil }

    /// What a claim on it names.
    package var claimKey: String { "\(Self.claimPrefix)\(name)" }

    /// Nil: the key is of something else.
    package static func name(claimKey: String) -> String? {
        claimKey.hasPrefix(claimPrefix) ? String(claimKey.dropFirst(claimPrefix.count)) : nil
    }

    private static let claimPrefix = "vdpa/"
}
