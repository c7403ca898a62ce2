/// Files with their names, written one after the other, so that random changes reach the files' contents: no checksum and
/// no compression is in the way. Files are parted by byte 30; each is a name, a line feed, and its bytes.
///
/// A name that begins with `@` is a link's, one with `!` an encrypted file's; `*N ` before a name repeats the bytes N
/// times, up to 6 MiB. Certificates below `trust/` are those that are trusted.
struct Recipe {
    struct File {
        var name: String
        var bytes: [UInt8]
        var isLink = false
        var isEncrypted = false
    }

    /// What is done with the files.
    struct Flags: OptionSet {
        let rawValue: UInt8

        /// The manifest gets a hash of each file.
        static let listed = Flags(rawValue: 1)
        /// The archive is a tar.gz.
        static let tar = Flags(rawValue: 2)
        /// Files below `outer/` lie beside the package in an archive around it.
        static let wrapped = Flags(rawValue: 4)
        /// Signatures are required.
        static let required = Flags(rawValue: 8)
        /// Signatures are not looked at.
        static let ignored = Flags(rawValue: 16)
    }

    var flags: Flags
    var files: [File]

    static let separator: UInt8 = 30

    /// - Parameter hasFlags: whether the first byte holds flags.
    init(_ bytes: UnsafeBufferPointer<UInt8>, hasFlags: Bool) {
        flags = hasFlags ? Flags(rawValue: bytes.first ?? 0) : []
        files = bytes.dropFirst(hasFlags ? 1 : 0).split(separator: Self.separator).prefix(64).map { part in
            let end = part.firstIndex(of: UInt8(ascii: "\n")) ?? part.endIndex
            var name = String(decoding: part[..<end], as: UTF8.self)[...]
            var content = Array(part[end...].dropFirst())
            if name.hasPrefix("*"), let space = name.firstIndex(of: " "), let count = Int(name[..<space].dropFirst()),
                (2...2_000_000).contains(count)
            {
                name = name[name.index(after: space)...]
                let copies = min(count, (6 << 20) / max(1, content.count))
                content = Array(repeatElement(content, count: copies).joined())
            }
            var file = File(name: "", bytes: content)
            if name.hasPrefix("@") {
                file.isLink = true
            } else if name.hasPrefix("!") {
                file.isEncrypted = true
            }
            file.name = String(file.isLink || file.isEncrypted ? name.dropFirst() : name)
            return file
        }
    }

    static func text(_ files: [(name: String, bytes: [UInt8])], flags: Flags? = nil) -> [UInt8] {
        (flags.map { [$0.rawValue] } ?? [])
            + files.map { Array($0.name.utf8) + [UInt8(ascii: "\n")] + $0.bytes }.joined(separator: [separator])
    }
}
