/// Looks at the first bytes of an image.
enum ImageFormat {
    /// Bytes that are looked at.
    static let headBytes = 104

    /// What is wrong with an image that says it has this format; nil where nothing is.
    static func problem(_ head: [UInt8], declared: String) -> (message: String, remedy: String)? {
        let isQCOW2 = head.starts(with: [0x51, 0x46, 0x49, 0xFB])
        guard isQCOW2 else {
            guard declared == "qcow2" else { return nil }
            return ("is no qcow2 image", "correct `disk_format`, or put the right file into the package")
        }
        if declared != "qcow2" {
            return ("is a qcow2 image, and `disk_format` says \(declared)", "write `disk_format: qcow2`")
        }
        // A backing file or an external data file would be opened on the host under whatever name the image says.
        if number(head, at: 8, bytes: 8) != 0 {
            return ("has a backing file", "merge it with `qemu-img convert -O qcow2`")
        }
        if number(head, at: 4, bytes: 4) >= 3, number(head, at: 72, bytes: 8) & 4 != 0 {
            return ("keeps its data in another file", "merge it with `qemu-img convert -O qcow2`")
        }
        return nil
    }

    /// Big endian; bytes that aren't there count as 0.
    private static func number(_ bytes: [UInt8], at offset: Int, bytes count: Int) -> UInt64 {
        (offset..<offset + count).reduce(0) { $0 << 8 | UInt64($1 < bytes.count ? bytes[$1] : 0) }
    }
}
