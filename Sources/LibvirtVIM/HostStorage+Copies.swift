import Glibc
import MANOModel

extension HostStorage {
    /// Makes a disk from the file of another host's, which no guest has open: its contents beyond the image, on this
    /// host's copy of the image.
    func copyDisk(_ volume: VolumeSpec, from file: String) throws {
        guard try claimDisk(volume) else { return }
        let source = open(file, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw FileError.last("open", file) }
        defer { close(source) }
        let temporary = try FileSystem.Temporary(in: layout.staging, mode: 0o600)
        let size = Int(try FileSystem.size(file))
        try copyData(from: source, file, to: temporary, size: size)
        if let hash = volume.imageHash {
            let base = layout.image(hash: hash, format: volume.imageFormat ?? "qcow2")
            guard try FileSystem.exists(base) else {
                throw ManifoldError(.infrastructure, "image \(hash) is not on host \(hostName)")
            }
            let header = try FileSystem.read(file, limit: 1 << Qcow2.clusterBits)
            guard let pieces = Qcow2.rebased(header: header, to: base) else {
                throw ManifoldError(.infrastructure, "\(file) is no qcow2 file whose image can be named anew")
            }
            for piece in pieces {
                try FileSystem.writeAll(
                    piece.bytes[...], to: temporary.descriptor, at: piece.offset, path: temporary.path)
            }
        }
        guard fsync(temporary.descriptor) == 0 else { throw FileError.last("fsync", temporary.path) }
        guard rename(temporary.path, layout.disk(volume.name)) == 0 else {
            throw FileError.last("rename", temporary.path)
        }
        try FileSystem.syncFolder(layout.volumes)
    }

    /// lseek(2) of Linux: the next byte that isn't in a hole, and the next hole. Glibc names them for GNU sources only.
    private static let seekData: Int32 = 3
    private static let seekHole: Int32 = 4

    /// Holes stay holes.
    private func copyData(from source: Int32, _ file: String, to target: borrowing FileSystem.Temporary, size: Int)
        throws
    {
        guard ftruncate(target.descriptor, off_t(size)) == 0 else { throw FileError.last("ftruncate", target.path) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        var offset = 0
        while offset < size {
            let start = Int(lseek(source, off_t(offset), Self.seekData))
            if start < 0, errno == ENXIO { return }
            guard start >= 0 else { throw FileError.last("lseek", file) }
            let end = Int(lseek(source, off_t(start), Self.seekHole))
            guard end > start else { throw FileError.last("lseek", file) }
            offset = start
            while offset < end {
                let count = pread(source, &buffer, min(buffer.count, end - offset), off_t(offset))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { throw FileError.last("read", file) }
                try FileSystem.writeAll(buffer[..<count], to: target.descriptor, at: offset, path: target.path)
                offset += count
            }
        }
    }
}
