/// Makes a tar.gz whose bytes are stored as they are.
enum TarWriter {
    static func archive(_ files: [Recipe.File]) -> [UInt8] {
        var tar: [UInt8] = []
        for file in files {
            tar += header(file)
            guard !file.isLink else { continue }
            tar += file.bytes
            tar += Array(repeating: 0, count: (512 - file.bytes.count % 512) % 512)
        }
        tar += Array(repeating: 0, count: 1024)
        // libarchive looks at neither the checksum nor the size behind the data.
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + stored(tar) + Array(repeating: 0, count: 8)
    }

    private static func header(_ file: Recipe.File) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: some Sequence<UInt8>, at offset: Int, _ count: Int) {
            for (index, byte) in text.prefix(count).enumerated() { header[offset + index] = byte }
        }
        func octal(_ value: Int, at offset: Int, _ digits: Int) {
            let text = String(value, radix: 8)
            put((String(repeating: "0", count: max(0, digits - text.count)) + text).utf8, at: offset, digits)
        }
        put(file.name.utf8, at: 0, 100)
        octal(0o644, at: 100, 7)
        octal(file.isLink ? 0 : file.bytes.count, at: 124, 11)
        header[156] = file.isLink ? UInt8(ascii: "2") : file.name.hasSuffix("/") ? UInt8(ascii: "5") : UInt8(ascii: "0")
        if file.isLink { put(file.bytes, at: 157, 100) }
        put("ustar\u{0}00".utf8, at: 257, 8)
        put(repeatElement(UInt8(ascii: " "), count: 8), at: 148, 8)
        octal(header.reduce(0) { $0 + Int($1) }, at: 148, 6)
        header[154] = 0
        return header
    }

    /// Deflate's blocks without compression (RFC 1951 3.2.4).
    private static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(65535)
            rest = rest.dropFirst(block.count)
            let count = UInt16(block.count)
            result += [
                rest.isEmpty ? 1 : 0, UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8),
            ]
            result += block
        } while !rest.isEmpty
        return result
    }
}
