/// The qcow2 image format (QEMU docs/interop/qcow2.txt), as far as empty disks and overlays need it.
///
/// An empty image is a few hundred bytes at known places. Writing them ourselves takes some microseconds where
/// starting qemu-img takes ten milliseconds for each disk.
enum Qcow2 {
    static let clusterBits = 16
    private static let clusterSize = 1 << clusterBits
    private static let magic: UInt32 = 0x5146_49fb
    private static let headerLength = 104
    private static let backingFormatExtension: UInt32 = 0xe279_2aca
    /// QEMU's own limit on the name of a backing file.
    private static let longestName = 1023

    struct Backing: Equatable {
        var path: String
        /// `qcow2` or `raw`.
        var format: String
    }

    /// A file as pieces of bytes at offsets; what lies between is zero.
    struct Sparse: Equatable {
        var length: Int
        var pieces: [(offset: Int, bytes: [UInt8])]

        static func == (left: Sparse, right: Sparse) -> Bool {
            left.length == right.length
                && left.pieces.elementsEqual(right.pieces) { $0.offset == $1.offset && $0.bytes == $1.bytes }
        }
    }

    enum Failure: Error, Equatable {
        case backingNameTooLong(Int)
        case size(Int64)
    }

    /// An image of `size` bytes in which nothing is allocated: it reads as its backing file, or as zeros.
    static func empty(size: Int64, backing: Backing?) throws(Failure) -> Sparse {
        guard size > 0, size <= 1 << 50 else { throw .size(size) }
        let name = Array((backing?.path ?? "").utf8)
        guard name.count <= longestName else { throw .backingNameTooLong(name.count) }
        // An L1 entry covers one L2 table of 8,192 clusters.
        let clusters = (Int(size) + clusterSize - 1) / clusterSize
        let l1Entries = (clusters + clusterSize / 8 - 1) / (clusterSize / 8)
        let l1Clusters = (l1Entries * 8 + clusterSize - 1) / clusterSize
        let used = 3 + l1Clusters

        var extensions: [UInt8] = []
        if let backing {
            let format = Array(backing.format.utf8)
            extensions.append(bigEndian: backingFormatExtension)
            extensions.append(bigEndian: UInt32(format.count))
            extensions += format + [UInt8](repeating: 0, count: (8 - format.count % 8) % 8)
        }
        extensions.append(bigEndian: UInt64(0))

        var header: [UInt8] = []
        header.append(bigEndian: magic)
        header.append(bigEndian: UInt32(3))
        header.append(bigEndian: UInt64(name.isEmpty ? 0 : headerLength + extensions.count))
        header.append(bigEndian: UInt32(name.count))
        header.append(bigEndian: UInt32(clusterBits))
        header.append(bigEndian: UInt64(size))
        header.append(bigEndian: UInt32(0))
        header.append(bigEndian: UInt32(l1Entries))
        header.append(bigEndian: UInt64(3 * clusterSize))
        header.append(bigEndian: UInt64(clusterSize))
        header.append(bigEndian: UInt32(1))
        header.append(bigEndian: UInt32(0))
        header.append(bigEndian: UInt64(0))
        for _ in 0..<3 { header.append(bigEndian: UInt64(0)) }
        // Reference counts of 16 bits.
        header.append(bigEndian: UInt32(4))
        header.append(bigEndian: UInt32(headerLength))
        header += extensions + name

        var table: [UInt8] = []
        table.append(bigEndian: UInt64(2 * clusterSize))
        var counts: [UInt8] = []
        for _ in 0..<used { counts.append(bigEndian: UInt16(1)) }
        return Sparse(
            length: used * clusterSize, pieces: [(0, header), (clusterSize, table), (2 * clusterSize, counts)])
    }

    /// What has to be written over an overlay's first cluster so that it names another backing file; nil where it is no
    /// overlay, or has no room for the name.
    static func rebased(header: [UInt8], to path: String) -> [(offset: Int, bytes: [UInt8])]? {
        guard header.count >= headerLength, header.starts(with: [0x51, 0x46, 0x49, 0xfb]) else { return nil }
        let offset = header[8..<16].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let name = Array(path.utf8)
        guard offset >= headerLength, name.count <= longestName, offset <= UInt64(clusterSize - name.count) else {
            return nil
        }
        var count: [UInt8] = []
        count.append(bigEndian: UInt32(name.count))
        return [(16, count), (Int(offset), name)]
    }

    /// The size that a guest sees, from the first 32 bytes of a qcow2 file; nil where it is none.
    static func virtualSize(header: [UInt8]) -> Int64? {
        guard header.count >= 32, header[0..<4].elementsEqual([0x51, 0x46, 0x49, 0xfb]) else { return nil }
        let size = header[24..<32].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Int64(exactly: size)
    }

    /// The bytes at the beginning of an image that `danger` looks at.
    static let inspectedBytes = 80

    /// Why QEMU must not open an image as qcow2 on a host, from its first bytes; nil where nothing speaks against it. It would
    /// open other files, under whatever name the image says, and a guest could read them.
    static func danger(header: [UInt8]) -> String? {
        guard header.count >= 32, header.starts(with: [0x51, 0x46, 0x49, 0xfb]) else { return nil }
        func isSet(_ bytes: Range<Int>) -> Bool { header[bytes.clamped(to: 0..<header.count)].contains { $0 != 0 } }
        if isSet(8..<16) { return "has a backing file" }
        // Version 3 has features that a reader has to know; bit 2 is an external data file.
        if header[7] >= 3, header.count >= 80, header[79] & 4 != 0 { return "keeps its data in another file" }
        return nil
    }
}

extension [UInt8] {
    mutating func append(bigEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }

    mutating func append(littleEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
