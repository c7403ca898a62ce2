import Crypto
import FoundationEssentials
import MANOModel
import VIM

/// What holds for a host's storage however it is reached.
extension HostStorage {
    static func checkKind(of image: ImageSource) throws {
        guard StorageLayout.isHash(image.hash) else {
            throw ManifoldError(.infrastructure, "\(image.hash) is no SHA-256 in hexadecimal")
        }
        guard ["qcow2", "raw", "iso", "kernel"].contains(image.format) else {
            throw ManifoldError(
                .unsupported, "image \(image.hash) has the format \(image.format), which QEMU guests here cannot use",
                remedy: "convert it to qcow2 or raw")
        }
    }

    /// What onboarding refuses isn't trusted to have been refused: an older manager may have let the image in.
    static func refuseDanger(_ header: [UInt8], _ hash: String, _ format: String, host: String) throws {
        guard format == "qcow2", let danger = Qcow2.danger(header: header) else { return }
        throw ManifoldError(
            .infrastructure, "image \(hash) for host \(host) \(danger), which guests must not reach",
            remedy: "merge it with `qemu-img convert -O qcow2` and onboard the package again")
    }

    static func checkName(_ name: String) throws {
        guard StorageLayout.isName(name) else {
            throw ManifoldError(
                .infrastructure, "'\(name)' is no name for a volume: up to 63 letters, digits, '-', '_' and '.'")
        }
    }

    static func inUse(_ hash: String, _ users: [String], host: String) -> ManifoldError {
        ManifoldError(
            .conflict, "image \(hash) on host \(host) is under \(users.sorted().joined(separator: ", "))",
            remedy: "terminate the VNFs that use it first")
    }

    static func refuseFresh(_ hash: String, _ mark: VolumeMark?, since limit: Date?, host: String) throws {
        guard let limit, let usedAt = mark?.usedAt, usedAt > limit else { return }
        throw ManifoldError(.conflict, "image \(hash) on host \(host) was used a moment ago")
    }

    static func tooSmall(_ volume: VolumeSpec, _ imageSize: Int64) -> ManifoldError {
        ManifoldError(
            .infrastructure,
            "volume \(volume.name) of \(volume.size) bytes is smaller than its image, which has \(imageSize)",
            remedy: "raise size_of_storage in the VNFD")
    }

    static func foreign(_ path: String, host: String) -> ManifoldError {
        ManifoldError(
            .infrastructure, "volume \(path) on host \(host) is not Manifold's",
            remedy: "remove it by hand if nobody needs it")
    }

    /// NoCloud finds the drive by this volume id.
    static func image(of drive: ConfigDriveSpec) -> [UInt8] {
        ISO9660.image(
            volumeID: "cidata",
            files: [
                ISO9660.File(name: "meta-data", bytes: Array(drive.metaData.utf8)),
                ISO9660.File(name: "user-data", bytes: Array(drive.userData.utf8)),
                ISO9660.File(name: "network-config", bytes: Array(drive.networkConfig.utf8)),
            ])
    }

    static func hexadecimal(_ digest: SHA256.Digest) -> String {
        digest.map { String(Int($0) + 256, radix: 16).dropFirst() }.joined()
    }
}
