import Crypto
import FoundationEssentials
import Glibc
import Libvirt
import MANOModel
import VIM

/// The storage folder of a host whose files the manager doesn't see: everything goes through libvirt's storage API, and what
/// has to be written goes as a stream. On the host it looks as `HostStorage` leaves it.
///
/// A volume that is uploaded can't appear at once: its mark says that it isn't complete until it is, and an act that is done
/// again begins it anew.
struct RemoteStorage: Sendable {
    let layout: StorageLayout
    /// For messages.
    let hostName: String
    /// Bytes of a mark's file: it is written over in place.
    private static let markLength = 1024

    /// The pools over the folders, which libvirt makes.
    func prepare(_ connection: Connection) throws {
        for folder in [layout.volumes, layout.marks, layout.logs] { _ = try pool(folder, connection) }
        // Sockets are no volumes: a pool that is built and goes again leaves the folder.
        let name = Self.poolName(layout.run)
        if try !exists({ try connection.storagePool(named: name) }) {
            let pool = try connection.defineStoragePool(xml: Self.poolXML(layout.run))
            defer { try? pool.undefine() }
            try pool.create(building: true)
            try pool.destroy()
        }
        for folder in [layout.volumes, layout.marks] { try pool(folder, connection).refresh() }
    }

    /// Takes away the pools; the folders and what is in them stay.
    func release(_ connection: Connection) throws {
        for folder in [layout.volumes, layout.marks, layout.logs] {
            do {
                let pool = try connection.storagePool(named: Self.poolName(folder))
                if try pool.isActive() { try pool.destroy() }
                try pool.undefine()
            } catch let error as LibvirtError where error.isNotFound || error.code == .noSupport {}
        }
    }

    /// Total and free bytes.
    func space(_ connection: Connection) throws -> (total: Int64, free: Int64) {
        let pool = try pool(layout.volumes, connection)
        try pool.refresh()
        let space = try pool.space()
        return (Int64(clamping: space.capacity), Int64(clamping: space.available))
    }

    // MARK: Base images

    /// Sends the image's bytes, has them read back, and checks their hash on both ways.
    ///
    /// - Parameter progress: is told of the bytes that have been sent, and of those that have been read back.
    func ensureImage(
        _ image: ImageSource, _ connection: Connection, progress: (Int64) -> Void
    ) throws {
        try HostStorage.checkKind(of: image)
        let marks = try pool(layout.marks, connection)
        let markName = StorageLayout.imagePrefix + image.hash
        let volumes = try pool(layout.volumes, connection)
        let fileName = StorageLayout.imageFileName(hash: image.hash, format: image.format)
        if let mark = try mark(markName, marks), mark.isComplete != false,
            let volume = try find(fileName, volumes), try Int64(clamping: volume.size().allocation) > 0
        {
            try touch(markName, mark, marks)
            return
        }
        let bytes = try FileSystem.size(image.path)
        var mark = VolumeMark(kind: .image, owner: "", digest: image.hash, imageHash: nil)
        mark.isComplete = false
        mark.size = bytes
        try write(mark, markName, marks)
        if let old = try find(fileName, volumes) { try old.delete() }
        let volume = try volumes.createVolume(xml: Self.rawXML(fileName, bytes, mode: "0444"))
        let found = try upload(image, length: bytes, to: volume, progress: progress)
        guard found == image.hash else {
            try? volume.delete()
            throw ManifoldError(
                .infrastructure, "image \(image.path) has the SHA-256 \(found) and should have \(image.hash)",
                remedy: "onboard the package again")
        }
        var hash = SHA256()
        var read: Int64 = 0
        try volume.download { piece in
            hash.update(data: piece)
            read += Int64(piece.count)
            progress(read)
        }
        let arrived = HostStorage.hexadecimal(hash.finalize())
        guard arrived == image.hash else {
            try? volume.delete()
            throw ManifoldError(
                .infrastructure, "image \(image.hash) came to host \(hostName) with the SHA-256 \(arrived)",
                remedy: "look at the host's disk and network")
        }
        mark.isComplete = nil
        mark.usedAt = Date()
        try write(mark, markName, marks)
        // libvirt looks at what it is now.
        try volumes.refresh()
    }

    private func upload(
        _ image: ImageSource, length: Int64, to volume: StorageVolume, progress: (Int64) -> Void
    ) throws -> String {
        let source = open(image.path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else { throw FileError.last("open", image.path) }
        defer { close(source) }
        var hash = SHA256()
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var sent: Int64 = 0
        try volume.upload(length: UInt64(length)) {
            while true {
                let count = Glibc.read(source, &buffer, buffer.count)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw FileError.last("read", image.path) }
                if sent == 0 {
                    try HostStorage.refuseDanger(Array(buffer[..<count]), image.hash, image.format, host: hostName)
                }
                hash.update(data: buffer[..<count])
                sent += Int64(count)
                progress(sent)
                return Array(buffer[..<count])
            }
        }
        return HostStorage.hexadecimal(hash.finalize())
    }

    func images(_ connection: Connection) throws -> [CachedImage] {
        let marks = try allMarks(connection)
        let users = Dictionary(grouping: marks.filter { $0.mark.imageHash != nil }, by: { $0.mark.imageHash ?? "" })
        let volumes = try pool(layout.volumes, connection)
        try volumes.refresh()
        return try volumes.volumes().compactMap { volume in
            guard let (hash, format) = StorageLayout.image(fileName: volume.name),
                let mark = marks.first(where: { $0.name == StorageLayout.imagePrefix + hash })?.mark,
                mark.isComplete != false
            else { return nil }
            return CachedImage(
                hash: hash, format: format, size: mark.size ?? 0, usedAt: mark.usedAt,
                users: (users[hash] ?? []).map(\.name).sorted())
        }
    }

    func removeImage(hash: String, unlessUsedSince limit: Date?, _ connection: Connection) throws {
        let marks = try allMarks(connection)
        let users = marks.filter { $0.mark.imageHash == hash }
        guard users.isEmpty else { throw HostStorage.inUse(hash, users.map(\.name), host: hostName) }
        let own = marks.first { $0.name == StorageLayout.imagePrefix + hash }?.mark
        try HostStorage.refuseFresh(hash, own, since: limit, host: hostName)
        let volumes = try pool(layout.volumes, connection)
        for volume in try volumes.volumes() where StorageLayout.image(fileName: volume.name)?.hash == hash {
            try volume.delete()
        }
        try find(StorageLayout.imagePrefix + hash + ".json", try pool(layout.marks, connection))?.delete()
    }

    // MARK: Volumes

    func createDisk(_ volume: VolumeSpec, _ connection: Connection) throws {
        try HostStorage.checkName(volume.name)
        let mark = VolumeMark(
            kind: .disk, owner: volume.owner, digest: try SpecificationDigest.of(volume), imageHash: volume.imageHash)
        guard try claim(volume.name, mark, connection) else { return }
        let volumes = try pool(layout.volumes, connection)
        var size = volume.size
        var backing = ""
        if let hash = volume.imageHash {
            let format = volume.imageFormat ?? "qcow2"
            guard let image = try find(StorageLayout.imageFileName(hash: hash, format: format), volumes) else {
                throw ManifoldError(.infrastructure, "image \(hash) is not on host \(hostName)")
            }
            let imageSize = Int64(clamping: try image.size().capacity)
            guard size == 0 || size >= imageSize else {
                throw HostStorage.tooSmall(volume, imageSize)
            }
            size = max(size, imageSize)
            backing =
                "<backingStore><path>\(XMLNode.escape(layout.image(hash: hash, format: format)))</path>"
                + "<format type='\(format)'/></backingStore>"
        }
        guard size > 0 else { throw ManifoldError(.infrastructure, "volume \(volume.name) cannot have 0 bytes") }
        // libvirt removes what it couldn't make whole.
        _ = try volumes.createVolume(
            xml: """
                <volume><name>\(volume.name).qcow2</name><capacity unit='bytes'>\(size)</capacity>\
                <allocation>0</allocation><target><format type='qcow2'/>\
                <permissions><mode>0600</mode></permissions></target>\(backing)</volume>
                """)
        if let hash = volume.imageHash {
            let marks = try pool(layout.marks, connection)
            if let mark = try self.mark(StorageLayout.imagePrefix + hash, marks) {
                try touch(StorageLayout.imagePrefix + hash, mark, marks)
            }
        }
    }

    func createConfigDrive(_ drive: ConfigDriveSpec, _ connection: Connection) throws {
        try HostStorage.checkName(drive.name)
        let digest = try SpecificationDigest.of(drive)
        var mark = VolumeMark(kind: .configDrive, owner: drive.owner, digest: digest, imageHash: nil)
        guard try claim(drive.name, mark, connection, isUploaded: true) else { return }
        let image = HostStorage.image(of: drive)
        let volumes = try pool(layout.volumes, connection)
        let volume = try volumes.createVolume(
            xml: Self.rawXML("\(drive.name).iso", Int64(image.count), mode: "0600"))
        try upload(image, to: volume)
        mark.isComplete = nil
        try write(mark, drive.name, try pool(layout.marks, connection))
    }

    /// Removes the volume and then its mark; neither need be there.
    func removeVolume(_ name: String, _ connection: Connection) throws {
        if case .foreign(let path) = try observe(name, connection) { throw HostStorage.foreign(path, host: hostName) }
        try removeFiles(name, connection)
        try find("\(name).json", try pool(layout.marks, connection))?.delete()
    }

    private func removeFiles(_ name: String, _ connection: Connection) throws {
        let volumes = try pool(layout.volumes, connection)
        for file in ["\(name).qcow2", "\(name).iso"] { try find(file, volumes)?.delete() }
    }

    func observe(_ name: String, _ connection: Connection) throws -> Observation {
        try HostStorage.checkName(name)
        let volumes = try pool(layout.volumes, connection)
        let found = try find("\(name).qcow2", volumes) ?? find("\(name).iso", volumes)
        guard let mark = try mark(name, try pool(layout.marks, connection)) else {
            return try found.map { .foreign(try $0.path()) } ?? .absent
        }
        return found == nil || mark.isComplete == false ? .absent : .present(owner: mark.owner, digest: mark.digest)
    }

    /// Of volumes, by name; those whose volume isn't there or isn't complete included.
    func marks(_ connection: Connection) throws -> [(name: String, mark: VolumeMark)] {
        try allMarks(connection).filter { $0.mark.kind != .image }
    }

    /// A file of its own among the volumes.
    func place(_ bytes: [UInt8], _ name: String, _ connection: Connection) throws {
        let volumes = try pool(layout.volumes, connection)
        try upload(bytes, to: try volumes.createVolume(xml: Self.rawXML(name, Int64(bytes.count), mode: "0600")))
    }

    func removePlaced(_ name: String, _ connection: Connection) throws {
        try find(name, try pool(layout.volumes, connection))?.delete()
    }

    // MARK: Guests

    /// What a guest has printed; empty where it hasn't yet.
    func serialLog(_ guest: String, _ connection: Connection) throws -> [UInt8] {
        let logs = try pool(layout.logs, connection)
        try logs.refresh()
        return try find("\(guest).log", logs)?.contents(limit: 1 << 20) ?? []
    }

    /// The last bytes of a guest's log, or what came after an earlier end.
    func serialLog(
        _ guest: String, after end: Int64?, limit: Int, _ connection: Connection
    ) throws -> (bytes: [UInt8], end: Int64) {
        let logs = try pool(layout.logs, connection)
        try logs.refresh()
        guard let volume = try find("\(guest).log", logs) else { return ([], 0) }
        let size = Int64(clamping: try volume.size().capacity)
        let start = max(end.map { $0 <= size ? $0 : 0 } ?? 0, size - Int64(limit))
        var bytes: [UInt8] = []
        if start < size {
            try volume.download(offset: UInt64(start), length: UInt64(size - start)) { bytes += $0 }
        }
        return (bytes, size)
    }

    /// Removes what a guest leaves in files; its sockets go with it.
    func removeGuestFiles(_ guest: String, _ connection: Connection) throws {
        let logs = try pool(layout.logs, connection)
        try logs.refresh()
        try find("\(guest).log", logs)?.delete()
    }

    // MARK: Pieces

    /// Puts the mark there; false where the same volume is there already and complete.
    private func claim(
        _ name: String, _ mark: VolumeMark, _ connection: Connection, isUploaded: Bool = false
    ) throws -> Bool {
        let seen = try observe(name, connection)
        switch seen {
        case .foreign(let path): throw HostStorage.foreign(path, host: hostName)
        case .present(let owner, let digest):
            guard owner == mark.owner else {
                throw ManifoldError(
                    .infrastructure, "volume \(name) on host \(hostName) belongs to \(owner), not to \(mark.owner)")
            }
            guard digest == mark.digest else {
                throw ManifoldError(
                    .infrastructure, "volume \(name) on host \(hostName) was made from another specification",
                    remedy: "remove it before it is made anew")
            }
            return false
        case .absent: break
        }
        let marks = try pool(layout.marks, connection)
        if let old = try self.mark(name, marks), old.owner != mark.owner {
            throw ManifoldError(
                .infrastructure, "volume \(name) on host \(hostName) belongs to \(old.owner), not to \(mark.owner)")
        }
        var new = mark
        if isUploaded { new.isComplete = false }
        try write(new, name, marks)
        try removeFiles(name, connection)
        return true
    }

    private func allMarks(_ connection: Connection) throws -> [(name: String, mark: VolumeMark)] {
        let marks = try pool(layout.marks, connection)
        try marks.refresh()
        return try marks.volumes().compactMap { volume in
            guard volume.name.hasSuffix(".json") else { return nil }
            let name = String(volume.name.dropLast(5))
            return try read(volume, name).map { (name, $0) }
        }
    }

    private func mark(_ name: String, _ marks: StoragePool) throws -> VolumeMark? {
        guard let volume = try find("\(name).json", marks) else { return nil }
        return try read(volume, name)
    }

    /// A mark is written over in place, and one that is new is empty for a moment: what can't be read is read again.
    ///
    /// - Returns: nil where nothing was ever written, as by a manager that ended in that moment, or where it is gone.
    private func read(_ volume: StorageVolume, _ name: String) throws -> VolumeMark? {
        var tries = 0
        while true {
            let bytes: [UInt8]
            do {
                bytes = try volume.contents(limit: 1 << 16)
            } catch let error as LibvirtError where error.isNotFound {
                return nil
            }
            do {
                return try decode(bytes, name)
            } catch {
                tries += 1
                if tries >= 10 {
                    if bytes.allSatisfy({ $0 == 0 }) { return nil }
                    throw error
                }
                usleep(20_000)
            }
        }
    }

    private func decode(_ bytes: [UInt8], _ name: String) throws -> VolumeMark {
        do {
            return try JSONDecoder().decode(VolumeMark.self, from: Data(bytes))
        } catch {
            throw ManifoldError(
                .infrastructure, "the mark \(layout.mark(name)) of host \(hostName) cannot be read", cause: "\(error)")
        }
    }

    private func write(_ mark: VolumeMark, _ name: String, _ marks: StoragePool) throws {
        var bytes = Array(try JSONEncoder().encode(mark))
        bytes += [UInt8](repeating: UInt8(ascii: " "), count: max(0, Self.markLength - bytes.count))
        if let old = try find("\(name).json", marks) {
            if try old.size().capacity == UInt64(bytes.count) { return try upload(bytes, to: old) }
            try old.delete()
        }
        try upload(
            bytes,
            to: try marks.createVolume(xml: Self.rawXML("\(name).json", Int64(bytes.count), mode: "0644")))
    }

    private func touch(_ name: String, _ mark: VolumeMark, _ marks: StoragePool) throws {
        var mark = mark
        mark.usedAt = Date()
        try write(mark, name, marks)
    }

    private func upload(_ bytes: [UInt8], to volume: StorageVolume) throws {
        var rest = bytes[...]
        try volume.upload(length: UInt64(bytes.count)) {
            let piece = rest.prefix(1 << 18)
            rest = rest.dropFirst(piece.count)
            return Array(piece)
        }
    }

    private func find(_ name: String, _ pool: StoragePool) throws -> StorageVolume? {
        do {
            return try pool.volume(named: name)
        } catch let error as LibvirtError where error.isNotFound {
            return nil
        }
    }

    private func exists(_ find: () throws -> StoragePool) throws -> Bool {
        do {
            _ = try find()
            return true
        } catch let error as LibvirtError where error.isNotFound {
            return false
        }
    }

    /// The pool over a folder, made and started where it isn't.
    private func pool(_ folder: String, _ connection: Connection) throws -> StoragePool {
        let pool: StoragePool
        do {
            pool = try connection.storagePool(named: Self.poolName(folder))
        } catch let error as LibvirtError where error.isNotFound {
            pool = try connection.defineStoragePool(xml: Self.poolXML(folder))
        }
        if try !pool.isActive() { try pool.create(building: true) }
        return pool
    }

    static func poolName(_ folder: String) -> String { ExternalName.make(kind: "pool", owner: folder) }

    private static func poolXML(_ folder: String) -> String {
        "<pool type=\"dir\"><name>\(poolName(folder))</name>"
            + "<target><path>\(XMLNode.escape(folder))</path></target></pool>"
    }

    private static func rawXML(_ name: String, _ length: Int64, mode: String) -> String {
        """
        <volume><name>\(name)</name><capacity unit='bytes'>\(length)</capacity>\
        <allocation unit='bytes'>0</allocation><target><format type='raw'/>\
        <permissions><mode>\(mode)</mode></permissions></target></volume>
        """
    }
}
