package import MANOModel

/// A volume that each VNFC of a VDU has.
package struct VDUVolume: Sendable {
    /// Of the virtual storage, or of the boot image.
    package var descriptorID: String
    /// Bytes.
    package var size: Int64
    package var image: SoftwareImage?
}

extension DeploymentFlavour {
    /// The volumes of a VDU's VNFCs, the boot image's first.
    ///
    /// - Throws: `.unprocessable` for storage that is no block storage.
    package func volumes(of vdu: VDU) throws -> [VDUVolume] {
        var volumes: [VDUVolume] = []
        if let image = vdu.softwareImage, image.diskFormat != "aki", !image.isDisc {
            volumes.append(VDUVolume(descriptorID: image.id, size: Int64(image.minDiskBytes), image: image))
        }
        for id in vdu.storageIDs {
            guard let storage = virtualStorage(id) else { continue }
            guard let block = storage.block else {
                throw ManifoldError(
                    .unprocessable,
                    "storage \(id) of VDU \(vdu.id) is no block storage, which is all that can be attached")
            }
            guard storage.softwareImage?.isDisc != true else { continue }
            volumes.append(
                VDUVolume(descriptorID: id, size: Int64(block.sizeBytes), image: storage.softwareImage))
        }
        return volumes
    }

    /// The images that a VDU's VNFCs have as CD-ROMs: the one that it boots, and those of its storages.
    package func discs(of vdu: VDU) -> (boot: SoftwareImage?, others: [SoftwareImage]) {
        let boot = vdu.softwareImage.flatMap { $0.isDisc ? $0 : nil }
        return (boot, vdu.storageIDs.compactMap { virtualStorage($0)?.softwareImage }.filter(\.isDisc))
    }
}

extension DeploymentFlavour {
    /// The bus of one of a VDU's volumes: its own wish, or else the VDU's.
    ///
    /// - Parameter descriptorID: of the virtual storage, or of the boot image.
    package func bus(ofVolume descriptorID: String, of vdu: VDU) -> GuestDisk.Bus {
        let own = vdu.storageIDs.contains(descriptorID) ? virtualStorage(descriptorID)?.block?.bus : nil
        return own ?? vdu.compute.value(of: .diskBus).flatMap(GuestDisk.Bus.init) ?? .virtio
    }

    /// - Throws: `.unprocessable` where a machine hasn't the bus, or has no room on it.
    package func checkBuses(of vdu: VDU) throws {
        let discs = discs(of: vdu)
        let buses =
            try volumes(of: vdu).map { bus(ofVolume: $0.descriptorID, of: vdu) }
            + Array(repeating: vdu.discBus, count: discs.others.count + (discs.boot == nil ? 0 : 1))
        let onIDE = buses.count { $0 == .ide }
        guard onIDE > 0 else { return }
        guard try vdu.compute.firmware(ofVDU: vdu.id) == .bios else {
            throw ManifoldError(
                .unprocessable, "VDU \(vdu.id) asks for disks on IDE with UEFI, whose machine has none",
                remedy: "ask for disk_bus or cdrom_bus sata, scsi or (disks alone) virtio")
        }
        guard onIDE <= Self.placesOnIDE else {
            throw ManifoldError(
                .unprocessable,
                "VDU \(vdu.id) has \(onIDE) disks on IDE, where a machine has room for \(Self.placesOnIDE)",
                remedy: "ask for disk_bus sata, scsi or virtio")
        }
    }

    /// Two channels of two.
    private static let placesOnIDE = 4
}

extension VDU {
    /// The bus of its CD-ROMs; virtio, which has none: where the hypervisor puts them by itself.
    package var discBus: GuestDisk.Bus { compute.value(of: .discBus).flatMap(GuestDisk.Bus.init) ?? .virtio }
}
