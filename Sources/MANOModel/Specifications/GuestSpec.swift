/// A guest, whole: the same specification always gives the same domain.
package struct GuestSpec: Sendable, Codable, Equatable {
    /// Of the domain.
    package var name: String
    /// The VNFC's id; the domain's UUID follows from it.
    package var owner: String
    /// For people: `vfw-0 of secure-access`.
    package var title: String
    package var vCPUs: Int
    /// Bytes.
    package var memory: Int64
    /// KiB; nil: normal pages.
    package var hugepageSize: Int?
    /// Host cores by vCPU where they are dedicated; empty: shared.
    package var pinning: [Int]
    package var boot: Boot
    /// Volume names, the root disk first.
    package var disks: [String]
    package var configDrive: String?
    package var interfaces: [Interface]
    package var readiness: Readiness

    package enum Boot: Sendable, Codable, Equatable {
        case disk
        /// The base image is a kernel that is booted directly.
        case kernel(imageHash: String, arguments: String)
    }

    package struct Interface: Sendable, Codable, Equatable {
        package var portName: String
        package var macAddress: String
        /// `virtio` or `e1000`.
        package var model: String
        package var mtu: Int?
        package var cpdID: String
        /// With prefix length.
        package var addresses: [String]

        package init(
            portName: String, macAddress: String, model: String, mtu: Int? = nil, cpdID: String, addresses: [String]
        ) {
            self.portName = portName
            self.macAddress = macAddress
            self.model = model
            self.mtu = mtu
            self.cpdID = cpdID
            self.addresses = addresses
        }
    }

    package init(
        name: String, owner: String, title: String, vCPUs: Int, memory: Int64, hugepageSize: Int? = nil,
        pinning: [Int] = [],
        boot: Boot = .disk, disks: [String], configDrive: String?, interfaces: [Interface], readiness: Readiness
    ) {
        self.name = name
        self.owner = owner
        self.title = title
        self.vCPUs = vCPUs
        self.memory = memory
        self.hugepageSize = hugepageSize
        self.pinning = pinning
        self.boot = boot
        self.disks = disks
        self.configDrive = configDrive
        self.interfaces = interfaces
        self.readiness = readiness
    }
}
