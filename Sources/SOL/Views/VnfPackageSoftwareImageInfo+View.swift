import FoundationEssentials
import MANOModel

extension SOL005.VnfPackageSoftwareImageInfo {
    init(_ image: SoftwareImage, vnfd: VNFD, createdAt: Date) {
        self.init(
            id: image.id,
            name: image.name,
            provider: image.provider ?? vnfd.provider,
            version: image.version,
            checksum: SOL005.Checksum(
                algorithm: image.checksum.algorithm.rawValue.uppercased(), hash: image.checksum.hash),
            isEncrypted: false,
            containerFormat: image.containerFormat.uppercased(),
            diskFormat: image.diskFormat.uppercased(),
            createdAt: createdAt,
            minDisk: image.minDiskBytes,
            minRam: image.minRAMBytes ?? 0,
            size: image.sizeBytes,
            imagePath: image.location)
    }
}
