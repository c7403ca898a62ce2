import Crypto
import FoundationEssentials
import Glibc
import MANOModel
import VIM

/// The storage folder of one host: base images once by content hash, overlays on them, config drives.
///
/// All members block: they run on `BlockingPool.files`. Each act is safe while an older copy of it is in flight:
/// files appear whole under their final names and are never written over.
struct HostStorage: Sendable {
    let layout: StorageLayout
    /// For messages.
    let hostName: String

    /// Makes the folders; what is there stays, but for unfinished files of processes that are gone.
    func prepare() throws {
        for folder in layout.folders { try FileSystem.makeFolder(folder) }
        try FileSystem.removeOrphans(in: layout.staging)
    }

    // MARK: Base images

    /// Copies the image's bytes into the pool, checking their hash on the way. One that is there is taken where it still has
    /// the size that it had.
    ///
    /// - Parameter progress: is told of the bytes that have been copied.
    func ensureImage(_ image: ImageSource, progress: (Int64) -> Void = { _ in }) throws {
        try Self.checkKind(of: image)
        let path = layout.image(hash: image.hash, format: image.format)
        if try FileSystem.exists(path) {
            let size = try FileSystem.size(path)
            let mark = try self.mark(of: Self.markName(image.hash))
            if mark?.size ?? size == size { return try touch(image.hash, size: size) }
            // Somebody has changed it: nothing more is made on it.
            let users = try marks().filter { $0.mark.imageHash == image.hash }.map(\.name)
            guard users.isEmpty else {
                throw ManifoldError(
                    .infrastructure,
                    "image \(image.hash) on host \(hostName) has \(size) bytes in place of \(mark?.size ?? 0), and is under"
                        + " \(users.sorted().joined(separator: ", "))",
                    remedy: "heal or terminate what uses it, and it is copied anew")
            }
            try FileSystem.remove(path)
        }
        let source = open(image.path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw FileError.last("open", image.path) }
        defer { close(source) }
        let temporary = try FileSystem.Temporary(in: layout.staging, mode: 0o444)
        var hash = SHA256()
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        var offset = 0
        while true {
            let count = Glibc.read(source, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError.last("read", image.path) }
            if count == 0 { break }
            if offset == 0 {
                try Self.refuseDanger(Array(buffer[..<count]), image.hash, image.format, host: hostName)
            }
            hash.update(data: buffer[..<count])
            try FileSystem.writeAll(buffer[..<count], to: temporary.descriptor, at: offset, path: temporary.path)
            offset += count
            progress(Int64(offset))
        }
        let found = Self.hexadecimal(hash.finalize())
        guard found == image.hash else {
            throw ManifoldError(
                .infrastructure, "image \(image.path) has the SHA-256 \(found) and should have \(image.hash)",
                remedy: "onboard the package again")
        }
        guard fsync(temporary.descriptor) == 0 else { throw FileError.last("fsync", temporary.path) }
        guard rename(temporary.path, path) == 0 else { throw FileError.last("rename", path) }
        try FileSystem.syncFolder(layout.volumes)
        try touch(image.hash, size: Int64(offset))
    }

    private static func markName(_ hash: String) -> String { StorageLayout.imagePrefix + hash }

    /// Notes that something is made on the image.
    private func touch(_ hash: String, size: Int64) throws {
        var mark = VolumeMark(kind: .image, owner: "", digest: hash, imageHash: nil)
        mark.size = size
        mark.usedAt = Date()
        try write(mark, of: Self.markName(hash))
    }

    /// Every base image, with what is made on it.
    func cachedImages() throws -> [CachedImage] {
        let users = Dictionary(grouping: try marks().filter { $0.mark.imageHash != nil }) { $0.mark.imageHash ?? "" }
        return try FileSystem.names(in: layout.volumes).compactMap { name in
            guard let (hash, format) = StorageLayout.image(fileName: name) else { return nil }
            return CachedImage(
                hash: hash, format: format, size: try FileSystem.size("\(layout.volumes)/\(name)"),
                usedAt: try mark(of: Self.markName(hash))?.usedAt, users: (users[hash] ?? []).map(\.name).sorted())
        }
    }

    func images() throws -> Set<String> {
        Set(try FileSystem.names(in: layout.volumes).compactMap { StorageLayout.image(fileName: $0)?.hash })
    }

    func removeImage(hash: String, unlessUsedSince limit: Date? = nil) throws {
        let users = try marks().filter { $0.mark.imageHash == hash }
        guard users.isEmpty else { throw Self.inUse(hash, users.map(\.name), host: hostName) }
        try Self.refuseFresh(hash, try mark(of: Self.markName(hash)), since: limit, host: hostName)
        for name in try FileSystem.names(in: layout.volumes) where StorageLayout.image(fileName: name)?.hash == hash {
            try FileSystem.remove("\(layout.volumes)/\(name)")
        }
        try FileSystem.remove(layout.mark(Self.markName(hash)))
    }

    // MARK: Volumes

    func createDisk(_ volume: VolumeSpec) throws {
        guard try claimDisk(volume) else { return }
        var size = volume.size
        var backing: Qcow2.Backing?
        if let hash = volume.imageHash {
            let format = volume.imageFormat ?? "qcow2"
            let path = layout.image(hash: hash, format: format)
            let imageSize = try virtualSize(ofImage: hash, at: path, format: format)
            guard size == 0 || size >= imageSize else {
                throw Self.tooSmall(volume, imageSize)
            }
            size = max(size, imageSize)
            backing = Qcow2.Backing(path: path, format: format)
        }
        let image: Qcow2.Sparse
        do {
            image = try Qcow2.empty(size: size, backing: backing)
        } catch {
            throw ManifoldError(.infrastructure, "volume \(volume.name) cannot have \(size) bytes", cause: "\(error)")
        }
        try FileSystem.place(image, at: layout.disk(volume.name), staging: layout.staging, mode: 0o600)
    }

    func createConfigDrive(_ drive: ConfigDriveSpec) throws {
        try Self.checkName(drive.name)
        let mark = VolumeMark(
            kind: .configDrive, owner: drive.owner, digest: try SpecificationDigest.of(drive), imageHash: nil)
        guard try claim(drive.name, mark) else { return }
        let image = Self.image(of: drive)
        try FileSystem.place(
            Qcow2.Sparse(length: image.count, pieces: [(0, image)]), at: layout.configDrive(drive.name),
            staging: layout.staging, mode: 0o600)
    }

    /// Removes the volume's file and then its mark; neither need be there.
    func removeVolume(_ name: String) throws {
        try Self.checkName(name)
        switch try observe(name) {
        case .foreign(let path):
            throw Self.foreign(path, host: hostName)
        case .absent, .present:
            try FileSystem.remove(layout.disk(name))
            try FileSystem.remove(layout.configDrive(name))
            try FileSystem.remove(layout.mark(name))
        }
    }

    func observe(_ name: String) throws -> Observation {
        try Self.checkName(name)
        let found = try path(of: name)
        guard let mark = try mark(of: name) else { return found.map { .foreign($0) } ?? .absent }
        return found == nil ? .absent : .present(owner: mark.owner, digest: mark.digest)
    }

    /// Every volume that has a mark, by name; marks whose volume is not there included.
    func marks() throws -> [(name: String, mark: VolumeMark)] {
        try FileSystem.names(in: layout.marks).compactMap { file in
            guard file.hasSuffix(".json"), !file.hasPrefix(StorageLayout.imagePrefix) else { return nil }
            let name = String(file.dropLast(5))
            return try mark(of: name).map { (name, $0) }
        }
    }

    /// The file of a volume, whichever kind it is.
    func path(of name: String) throws -> String? {
        for path in [layout.disk(name), layout.configDrive(name)] where try FileSystem.exists(path) { return path }
        return nil
    }

    /// Removes what a guest leaves in files, its log aside: its channels' sockets.
    func removeGuestFiles(_ name: String) throws {
        for path in [layout.agentSocket(name), layout.guestAgentSocket(name)] {
            try FileSystem.remove(path)
        }
    }

    // MARK: Pieces

    /// Puts a disk's mark there; false where the same disk is there already.
    func claimDisk(_ volume: VolumeSpec) throws -> Bool {
        try Self.checkName(volume.name)
        return try claim(
            volume.name,
            VolumeMark(
                kind: .disk, owner: volume.owner, digest: try SpecificationDigest.of(volume),
                imageHash: volume.imageHash))
    }

    /// Puts the mark there; false where the same volume is there already.
    private func claim(_ name: String, _ mark: VolumeMark) throws -> Bool {
        let path = try path(of: name)
        if let found = try self.mark(of: name) {
            guard found.owner == mark.owner else {
                throw ManifoldError(
                    .infrastructure,
                    "volume \(name) on host \(hostName) belongs to \(found.owner), not to \(mark.owner)")
            }
            guard path != nil else {
                if found != mark { try write(mark, of: name) }
                return true
            }
            guard found == mark else {
                throw ManifoldError(
                    .infrastructure, "volume \(name) on host \(hostName) was made from another specification",
                    remedy: "remove it before it is made anew")
            }
            return false
        }
        if let path {
            throw ManifoldError(
                .infrastructure, "volume \(path) on host \(hostName) is there and is not Manifold's",
                remedy: "remove it by hand if nobody needs it")
        }
        try write(mark, of: name)
        return true
    }

    private func mark(of name: String) throws -> VolumeMark? {
        let bytes: [UInt8]
        do {
            bytes = try FileSystem.read(layout.mark(name))
        } catch let error as FileError where error.isNotFound {
            return nil
        }
        do {
            return try JSONDecoder().decode(VolumeMark.self, from: Data(bytes))
        } catch {
            throw ManifoldError(.infrastructure, "the mark \(layout.mark(name)) cannot be read", cause: "\(error)")
        }
    }

    private func write(_ mark: VolumeMark, of name: String) throws {
        try FileSystem.replace(
            layout.mark(name), with: Array(try JSONEncoder().encode(mark)), staging: layout.staging)
    }

    private func virtualSize(ofImage hash: String, at path: String, format: String) throws -> Int64 {
        do {
            guard format == "qcow2" else { return try FileSystem.size(path) }
            let header = try FileSystem.read(path, limit: Qcow2.inspectedBytes)
            guard let size = Qcow2.virtualSize(header: header) else {
                throw ManifoldError(.infrastructure, "image \(hash) on host \(hostName) is no qcow2 file")
            }
            try Self.refuseDanger(header, hash, format, host: hostName)
            return size
        } catch let error as FileError where error.isNotFound {
            throw ManifoldError(.infrastructure, "image \(hash) is not on host \(hostName)", cause: "\(error)")
        }
    }
}
