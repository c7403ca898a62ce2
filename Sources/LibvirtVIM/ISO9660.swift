/// Writes a small ISO 9660 image with one folder of files, with Rock Ridge names for Linux and Joliet names for the
/// rest. The same files always give the same bytes: there is no clock in it.
///
/// Sources: ECMA-119 (the format), IEEE P1281 and P1282 (Rock Ridge), the Joliet specification.
struct ISO9660 {
    static let sectorSize = 2048
    /// 2024-01-01 00:00:00 UTC, for every file and volume.
    private static let recordDate: [UInt8] = [124, 1, 1, 0, 0, 0, 0]
    private static let volumeDate = Array("2024010100000000".utf8) + [0]
    private static let noDate = Array("0000000000000000".utf8) + [0]

    struct File: Equatable {
        /// At most 64 characters of ASCII.
        var name: String
        var bytes: [UInt8]
    }

    private enum Tree {
        case plain, joliet
    }

    private let volumeID: String
    private let files: [File]

    // Sectors 0 to 15 are the system area; then three volume descriptors.
    private static let plainPathTable = 19
    private static let jolietPathTable = 21
    private static let plainFolder = 23

    private init(volumeID: String, files: [File]) {
        self.volumeID = volumeID
        self.files = files.sorted { $0.name < $1.name }
    }

    /// - Parameter volumeID: at most 16 characters of ASCII.
    static func image(volumeID: String, files: [File]) -> [UInt8] {
        ISO9660(volumeID: volumeID, files: files).image()
    }

    private func image() -> [UInt8] {
        // Records hold extents as numbers only, so their lengths are known before the extents are.
        let noExtents = [Int](repeating: 0, count: files.count)
        let plainSize = folder(.plain, at: 0, size: 0, extents: noExtents).count
        let jolietSize = folder(.joliet, at: 0, size: 0, extents: noExtents).count
        let jolietFolder = Self.plainFolder + plainSize / Self.sectorSize
        let continuation = jolietFolder + jolietSize / Self.sectorSize
        var next = continuation + 1
        let extents = files.map { file in
            defer { next += Self.sectors(file.bytes.count) }
            return next
        }

        var image = [UInt8](repeating: 0, count: 16 * Self.sectorSize)
        image += descriptor(.plain, sectors: next, folder: Self.plainFolder, folderSize: plainSize)
        image += descriptor(.joliet, sectors: next, folder: jolietFolder, folderSize: jolietSize)
        image += padded([255] + Array("CD001".utf8) + [1])
        image += padded(pathTable(folder: Self.plainFolder, isBigEndian: false))
        image += padded(pathTable(folder: Self.plainFolder, isBigEndian: true))
        image += padded(pathTable(folder: jolietFolder, isBigEndian: false))
        image += padded(pathTable(folder: jolietFolder, isBigEndian: true))
        image += folder(.plain, at: Self.plainFolder, size: plainSize, extents: extents, continuation: continuation)
        image += folder(.joliet, at: jolietFolder, size: jolietSize, extents: extents)
        image += padded(Self.rockRidgeReference)
        for file in files { image += padded(file.bytes) }
        return image
    }

    // MARK: Volume descriptors (ECMA-119 8.4, 8.5)

    private func descriptor(_ tree: Tree, sectors: Int, folder: Int, folderSize: Int) -> [UInt8] {
        var bytes: [UInt8] = [tree == .plain ? 1 : 2] + Array("CD001".utf8) + [1, 0]
        bytes += text("", 32, tree) + text(volumeID, 32, tree)
        bytes += [UInt8](repeating: 0, count: 8) + both(UInt32(sectors))
        // The escape sequence says UCS-2 level 3, which is what makes the second descriptor Joliet's.
        bytes +=
            tree == .plain ? [UInt8](repeating: 0, count: 32) : Array("%/E".utf8) + [UInt8](repeating: 0, count: 29)
        bytes += both(UInt16(1)) + both(UInt16(1)) + both(UInt16(Self.sectorSize))
        let table = tree == .plain ? Self.plainPathTable : Self.jolietPathTable
        bytes += both(UInt32(10))
        bytes.append(littleEndian: UInt32(table))
        bytes.append(littleEndian: UInt32(0))
        bytes.append(bigEndian: UInt32(table + 1))
        bytes.append(bigEndian: UInt32(0))
        bytes += record(identifier: [0], extent: folder, size: folderSize, isFolder: true, system: [])
        bytes += text("", 128, tree) + text("", 128, tree) + text("MANIFOLD", 128, tree) + text("", 128, tree)
        bytes += text("", 37, tree) + text("", 37, tree) + text("", 37, tree)
        bytes += Self.volumeDate + Self.volumeDate + Self.noDate + Self.noDate + [1, 0]
        return padded(bytes)
    }

    // MARK: Path table (ECMA-119 9.4): the root alone

    private func pathTable(folder: Int, isBigEndian: Bool) -> [UInt8] {
        var bytes: [UInt8] = [1, 0]
        if isBigEndian {
            bytes.append(bigEndian: UInt32(folder))
            bytes.append(bigEndian: UInt16(1))
        } else {
            bytes.append(littleEndian: UInt32(folder))
            bytes.append(littleEndian: UInt16(1))
        }
        return bytes + [0, 0]
    }

    // MARK: Folder

    private func folder(_ tree: Tree, at extent: Int, size: Int, extents: [Int], continuation: Int = 0) -> [UInt8] {
        var own: [UInt8] = []
        var parent: [UInt8] = []
        if tree == .plain {
            // SUSP 5.3: SP comes first; the long ER entry lies in a continuation area (CE).
            own = Array("SP".utf8) + [7, 1, 0xbe, 0xef, 0] + Self.permissions(isFolder: true)
            own += Array("CE".utf8) + [28, 1] + both(UInt32(continuation)) + both(UInt32(0))
            own += both(UInt32(Self.rockRidgeReference.count))
            parent = Self.permissions(isFolder: true)
        }
        var records = [
            record(identifier: [0], extent: extent, size: size, isFolder: true, system: own),
            record(identifier: [1], extent: extent, size: size, isFolder: true, system: parent),
        ]
        let named = zip(files, extents).enumerated().map { index, pair in
            (name: identifier(pair.0.name, index, tree), file: pair.0, extent: pair.1)
        }
        // ECMA-119 9.3: records are sorted by identifier.
        for entry in named.sorted(by: { $0.name.lexicographicallyPrecedes($1.name) }) {
            var system: [UInt8] = []
            if tree == .plain {
                let name = Array(entry.file.name.utf8)
                system = Array("NM".utf8) + [UInt8(5 + name.count), 1, 0] + name + Self.permissions(isFolder: false)
            }
            records.append(
                record(
                    identifier: entry.name, extent: entry.extent, size: entry.file.bytes.count, isFolder: false,
                    system: system))
        }
        // A record does not cross a sector's end.
        var bytes: [UInt8] = []
        for record in records {
            let left = Self.sectorSize - bytes.count % Self.sectorSize
            if record.count > left { bytes += [UInt8](repeating: 0, count: left) }
            bytes += record
        }
        return padded(bytes)
    }

    /// A short upper-case name with a number, which keeps it unique; the real name is in Rock Ridge and Joliet.
    private func identifier(_ name: String, _ index: Int, _ tree: Tree) -> [UInt8] {
        switch tree {
        case .joliet:
            return Array(name.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] })
        case .plain:
            let letters = name.uppercased().utf8.filter { (65...90).contains($0) || (48...57).contains($0) }.prefix(5)
            let number = Array("\(index)".utf8)
            return Array(letters) + [UInt8](repeating: 48, count: max(0, 3 - number.count)) + number + Array(".;1".utf8)
        }
    }

    /// A directory record (ECMA-119 9.1).
    private func record(identifier: [UInt8], extent: Int, size: Int, isFolder: Bool, system: [UInt8]) -> [UInt8] {
        let padding = identifier.count % 2 == 0 ? 1 : 0
        var length = 33 + identifier.count + padding + system.count
        let tail = length % 2
        length += tail
        var bytes: [UInt8] = [UInt8(length), 0] + both(UInt32(extent)) + both(UInt32(size)) + Self.recordDate
        bytes += [isFolder ? 2 : 0, 0, 0] + both(UInt16(1)) + [UInt8(identifier.count)] + identifier
        bytes += [UInt8](repeating: 0, count: padding) + system + [UInt8](repeating: 0, count: tail)
        return bytes
    }

    /// The PX entry (RRIP 4.1.1): mode, links, user, group; read-only for all.
    private static func permissions(isFolder: Bool) -> [UInt8] {
        let mode: UInt32 = isFolder ? 0o040555 : 0o100444
        return Array("PX".utf8) + [36, 1] + both(mode) + both(UInt32(isFolder ? 2 : 1)) + both(UInt32(0))
            + both(UInt32(0))
    }

    /// The ER entry (SUSP 5.5) that says: the names are Rock Ridge's.
    private static let rockRidgeReference: [UInt8] = {
        let identifier = Array("RRIP_1991A".utf8)
        let description = Array(
            "THE ROCK RIDGE INTERCHANGE PROTOCOL PROVIDES SUPPORT FOR POSIX FILE SYSTEM SEMANTICS".utf8)
        let lengths = [identifier.count, description.count, 0].map(UInt8.init)
        return Array("ER".utf8) + [UInt8(8 + identifier.count + description.count), 1] + lengths + [1] + identifier
            + description
    }()

    // MARK: Pieces

    private func text(_ string: String, _ length: Int, _ tree: Tree) -> [UInt8] {
        switch tree {
        case .plain:
            let bytes = Array(string.utf8.prefix(length))
            return bytes + [UInt8](repeating: 32, count: length - bytes.count)
        case .joliet:
            var bytes = string.utf16.prefix(length / 2).flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
            while bytes.count + 1 < length { bytes += [0, 32] }
            return bytes + [UInt8](repeating: 0, count: length - bytes.count)
        }
    }

    private func padded(_ bytes: [UInt8]) -> [UInt8] {
        bytes + [UInt8](repeating: 0, count: Self.sectors(bytes.count) * Self.sectorSize - bytes.count)
    }

    private static func sectors(_ count: Int) -> Int { (count + sectorSize - 1) / sectorSize }
}

/// A number in both byte orders, little-endian first (ECMA-119 7.2.3, 7.3.3).
private func both(_ value: some FixedWidthInteger) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(littleEndian: value)
    bytes.append(bigEndian: value)
    return bytes
}
