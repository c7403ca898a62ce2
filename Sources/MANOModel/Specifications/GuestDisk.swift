/// A disk of a guest.
package struct GuestDisk: Sendable, Codable, Equatable {
    package var source: Source
    package var bus: Bus

    package enum Source: Sendable, Codable, Equatable {
        /// A volume, by name.
        case volume(String)
        /// A base image as a CD-ROM that can't be written to.
        case disc(imageHash: String)
    }

    package enum Bus: String, Sendable, Codable, CaseIterable {
        case virtio, scsi, sata, ide
    }

    package init(_ source: Source, bus: Bus = .virtio) {
        self.source = source
        self.bus = bus
    }

    /// A volume on virtio.
    package static func volume(_ name: String) -> GuestDisk { GuestDisk(.volume(name)) }
}
