/// Writes zip archives that depend on nothing but their contents: entries are stored as they are, time stamps are the
/// format's first. Images are compressed already, and the rest of a package is small.
struct ZipWriter: ~Copyable {
    private var file: WritableFile
    private var offset = 0
    private var directory: [UInt8] = []
    private var entries = 0

    init(_ path: String) throws(SourceError) {
        file = try WritableFile(path)
    }

    /// Adds a file whose size and CRC-32 are known; `content` hands its bytes over in pieces.
    mutating func add(
        _ name: String, size: Int, crc: UInt32, mode: UInt32 = 0o100644, method: UInt16 = 0, unpackedSize: Int? = nil,
        isEncrypted: Bool = false,
        content: ((UnsafeRawBufferPointer) throws(SourceError) -> Void) throws(SourceError) -> Void
    ) throws(SourceError) {
        let isLarge = size >= 0xFFFF_FFFF || offset >= 0xFFFF_FFFF
        let unpacked = unpackedSize ?? size
        var shared: [UInt8] = []
        shared.append(little: UInt16(isLarge ? 45 : 20))
        // Bit 11: the name is UTF-8; bit 0: the bytes are encrypted, which only examples of what is refused say.
        shared.append(little: UInt16(isEncrypted ? 0x0801 : 0x0800))
        shared.append(little: method)
        // 1980-01-01 00:00
        shared.append(little: UInt16(0))
        shared.append(little: UInt16(0x21))
        shared.append(little: crc)
        shared.append(little: isLarge ? UInt32.max : UInt32(size))
        shared.append(little: isLarge ? UInt32.max : UInt32(unpacked))
        shared.append(little: UInt16(name.utf8.count))

        var local: [UInt8] = [0x50, 0x4B, 3, 4] + shared
        local.append(little: UInt16(isLarge ? 20 : 0))
        local += name.utf8
        if isLarge { local += Self.zip64([unpacked, size]) }
        let start = offset
        try write(local)
        try content { (chunk) throws(SourceError) in
            offset += chunk.count
            try file.write(chunk)
        }

        directory += [0x50, 0x4B, 1, 2]
        // Made on Unix, so that the mode in the external attributes counts.
        directory.append(little: UInt16(0x0300 | 45))
        directory += shared
        directory.append(little: UInt16(isLarge ? 28 : 0))
        directory += [0, 0, 0, 0, 0, 0]
        directory.append(little: mode << 16)
        directory.append(little: isLarge ? UInt32.max : UInt32(start))
        directory += name.utf8
        if isLarge { directory += Self.zip64([unpacked, size, start]) }
        entries += 1
    }

    /// Adds a file of which all bytes are at hand.
    mutating func add(
        _ name: String, _ bytes: [UInt8], mode: UInt32 = 0o100644, isEncrypted: Bool = false
    ) throws(SourceError) {
        var crc = CRC32()
        bytes.withUnsafeBytes { crc.update($0) }
        try add(name, size: bytes.count, crc: crc.value, mode: mode, isEncrypted: isEncrypted) {
            (write) throws(SourceError) in
            let result: Result<Void, SourceError> = bytes.withUnsafeBytes { buffer in
                do throws(SourceError) { return .success(try write(buffer)) } catch { return .failure(error) }
            }
            try result.get()
        }
    }

    /// Writes the directory and keeps the file.
    mutating func finish() throws(SourceError) {
        let start = offset
        try write(directory)
        var end: [UInt8] = []
        let isLarge = start >= 0xFFFF_FFFF || entries >= 0xFFFF
        if isLarge {
            let place = offset
            end += [0x50, 0x4B, 6, 6]
            end.append(little: UInt64(44))
            end.append(little: UInt16(0x0300 | 45))
            end.append(little: UInt16(45))
            end += [0, 0, 0, 0, 0, 0, 0, 0]
            end.append(little: UInt64(entries))
            end.append(little: UInt64(entries))
            end.append(little: UInt64(directory.count))
            end.append(little: UInt64(start))
            end += [0x50, 0x4B, 6, 7, 0, 0, 0, 0]
            end.append(little: UInt64(place))
            end.append(little: UInt32(1))
        }
        end += [0x50, 0x4B, 5, 6, 0, 0, 0, 0]
        end.append(little: UInt16(isLarge ? 0xFFFF : entries))
        end.append(little: UInt16(isLarge ? 0xFFFF : entries))
        end.append(little: UInt32(directory.count))
        end.append(little: isLarge ? UInt32.max : UInt32(start))
        end += [0, 0]
        try write(end)
        file.finish()
    }

    private static func zip64(_ values: [Int]) -> [UInt8] {
        var extra: [UInt8] = []
        extra.append(little: UInt16(1))
        extra.append(little: UInt16(values.count * 8))
        for value in values { extra.append(little: UInt64(value)) }
        return extra
    }

    private mutating func write(_ bytes: [UInt8]) throws(SourceError) {
        offset += bytes.count
        let result: Result<Void, SourceError> = bytes.withUnsafeBytes { buffer in
            do throws(SourceError) { return .success(try file.write(buffer)) } catch { return .failure(error) }
        }
        try result.get()
    }
}

/// The checksum of zip entries (ISO 3309).
struct CRC32 {
    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }

    private var state: UInt32 = 0xFFFF_FFFF

    var value: UInt32 { ~state }

    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        var state = state
        Self.table.withUnsafeBufferPointer { table in
            for byte in bytes { state = table[Int((state ^ UInt32(byte)) & 0xFF)] ^ state >> 8 }
        }
        self.state = state
    }
}

extension [UInt8] {
    fileprivate mutating func append(little value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}
