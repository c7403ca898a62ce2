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
