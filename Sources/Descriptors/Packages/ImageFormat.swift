/// What an image is by its content, beside what its descriptor says.
package struct ImageFormat {
    /// The first bytes, and the last ones: what formats are told by.
    package private(set) var head: [UInt8] = []
    private var tail: [UInt8] = []
    private var parents = VHDXParents()

    private static let headBytes = 1 << 16
    private static let tailBytes = 512

    package init() {}

    /// Takes the next bytes of the file.
    package mutating func take(_ bytes: UnsafeRawBufferPointer) {
        parents.take(bytes)
        if head.count < Self.headBytes { head += bytes.prefix(Self.headBytes - head.count) }
        if bytes.count >= Self.tailBytes {
            tail = Array(bytes.suffix(Self.tailBytes))
        } else {
            tail = (tail + bytes).suffix(Self.tailBytes)
        }
    }

    /// What is wrong with the image, given SOL001's `disk_format` and `container_format`; nil where nothing is.
    package func problem(declared: String, container: String) -> (message: String, remedy: String)? {
        let kind = kind
        // Another file would be opened on the host, under whatever name the image says: refused whatever it is said to be.
        if let reference = kind.flatMap(reference) { return reference }
        // An OVA or a layer of Docker is an archive, and what is in it is not looked at.
        guard ["", "bare"].contains(container.lowercased()) else { return nil }
        let declared = declared.lowercased()
        switch declared {
        case "raw":
            // A hybrid image for USB sticks is a raw disk and an ISO 9660 file system at once.
            if let kind, kind != .iso {
                return ("is \(kind.article), and `disk_format` says raw", kind.remedy)
            }
        case "iso":
            guard kind == .iso else { return Self.mismatch(declared, kind) }
        case "qcow2", "vmdk", "vdi", "vhd", "vhdx":
            guard kind?.rawValue == declared else { return Self.mismatch(declared, kind) }
        default:
            if let kind, kind.isDisk { return ("is \(kind.article), and `disk_format` says \(declared)", kind.remedy) }
        }
        return nil
    }

    private static func mismatch(_ declared: String, _ kind: Kind?) -> (message: String, remedy: String) {
        guard let kind else {
            return ("is no \(declared) image", "correct `disk_format`, or put the right file into the package")
        }
        return ("is \(kind.article), and `disk_format` says \(declared)", kind.remedy)
    }

    private enum Kind: String {
        case qcow2, vmdk, vdi, vhd, vhdx, iso
        case qcow1 = "qcow"
        case qed, parallels
        case gzip, xz, bzip2, zstd

        var isCompression: Bool { [.gzip, .xz, .bzip2, .zstd].contains(self) }
        var isDisk: Bool { !isCompression && self != .iso }

        var article: String {
            switch self {
            case .gzip, .xz, .bzip2, .zstd: "compressed by \(rawValue)"
            case .iso: "an ISO 9660 image"
            case .qcow1: "a qcow image of version 1"
            case .qcow2, .vmdk, .vdi, .vhd, .vhdx, .qed, .parallels: "a \(rawValue) image"
            }
        }

        var remedy: String {
            switch self {
            case .gzip, .xz, .bzip2, .zstd: "unpack it first"
            case .qcow1, .qed, .parallels: "convert it with `qemu-img convert -O qcow2`"
            default: "write `disk_format: \(rawValue)`"
            }
        }
    }

    private var kind: Kind? {
        func has(_ bytes: [UInt8], at offset: Int = 0) -> Bool {
            head.count >= offset + bytes.count && head[offset..<offset + bytes.count].elementsEqual(bytes)
        }
        func has(_ text: String, at offset: Int = 0) -> Bool { has(Array(text.utf8), at: offset) }
        if has([0x51, 0x46, 0x49, 0xFB]) { return number(at: 4, bytes: 4) == 1 ? .qcow1 : .qcow2 }
        if has("QED\0") { return .qed }
        if has("WithoutFreeSpace") || has("WithouFreSpacExt") { return .parallels }
        if has("KDMV") || has("COWD") || has("# Disk DescriptorFile") || isVMDKDescriptor { return .vmdk }
        if has([0x7F, 0x10, 0xDA, 0xBE], at: 64) { return .vdi }
        if has("vhdxfile") { return .vhdx }
        if has("conectix") || tail.starts(with: Array("conectix".utf8)) { return .vhd }
        if has("CD001", at: 32769) || has("BEA01", at: 32769) { return .iso }
        if has([0x1F, 0x8B, 8]) { return .gzip }
        if has([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) { return .xz }
        if has("BZh"), has([0x31, 0x41, 0x59, 0x26, 0x53, 0x59], at: 4) { return .bzip2 }
        if has([0x28, 0xB5, 0x2F, 0xFD]) { return .zstd }
        return nil
    }

    /// What the image needs beside itself.
    private func reference(_ kind: Kind) -> (message: String, remedy: String)? {
        switch kind {
        case .qcow2, .qcow1: qcow2Reference
        case .vmdk: vmdkReference
        // Little endian: the features, of which the lowest is a backing file, whose name's place and length follow.
        case .qed where little(at: 16, bytes: 1) & 1 != 0:
            (
                "has a backing file"
                    + text(at: Int(little(at: 56, bytes: 4)), count: Int(little(at: 60, bytes: 4))),
                Self.merge
            )
        case .vdi where little(at: 76, bytes: 4) == 4, .vhd where differencing, .vhdx where parents.isDifference:
            ("is a difference to another image", Self.merge)
        default: nil
        }
    }

    private static let merge = "merge it with `qemu-img convert -O qcow2`"

    private var qcow2Reference: (message: String, remedy: String)? {
        let backing = number(at: 8, bytes: 8)
        if backing != 0 {
            let name = text(at: backing, count: number(at: 16, bytes: 4))
            return ("has a backing file\(name)", Self.merge)
        }
        guard number(at: 4, bytes: 4) != 1 else { return nil }
        if number(at: 4, bytes: 4) >= 3, number(at: 72, bytes: 8) & 4 != 0 {
            return ("keeps its data in another file\(dataFile)", Self.merge)
        }
        if number(at: 32, bytes: 4) != 0 {
            return ("is encrypted", "decrypt it with `qemu-img convert`: there is no key in a descriptor")
        }
        return nil
    }

    /// The name in the header extension `DATA`.
    private var dataFile: String {
        var place = max(104, number(at: 100, bytes: 4))
        for _ in 0..<64 {
            let type = number(at: place, bytes: 4)
            let size = number(at: place + 4, bytes: 4)
            guard type != 0, size < head.count else { return "" }
            if type == 0x4441_5441 { return text(at: place + 8, count: size) }
            place += 8 + (size + 7) / 8 * 8
        }
        return ""
    }

    private var vmdkReference: (message: String, remedy: String)? {
        let remedy = "convert it with `qemu-img convert -O vmdk -o subformat=streamOptimized`"
        guard head.starts(with: Array("KDMV".utf8)) else {
            return ("is a vmdk descriptor, whose data is in other files", remedy)
        }
        // QEMU looks for the descriptor in the second sector, whatever the header says, and for the name anywhere in it.
        let text = String(decoding: head.dropFirst(512), as: UTF8.self)
        if let parent = text.firstRange(of: "parentFileNameHint=") {
            return ("has a parent, \(Self.shown(String(text[parent.upperBound...].prefix { !$0.isNewline })))", remedy)
        }
        // With a capacity of 0 its descriptor is all that there is: extents are other files, as in one by itself.
        if little(at: 12, bytes: 8) == 0, little(at: 28, bytes: 8) != 0 {
            return ("is a vmdk descriptor, whose data is in other files", remedy)
        }
        return nil
    }

    /// A descriptor that doesn't begin with its title: comments and empty lines, then its version.
    private var isVMDKDescriptor: Bool {
        guard head.first == UInt8(ascii: "#") || head.first == UInt8(ascii: "\n") || head.first == UInt8(ascii: "v")
        else { return false }
        for line in head.prefix(4096).split(separator: UInt8(ascii: "\n")) {
            let text = String(decoding: line, as: UTF8.self).trimmingSpaces
            if text.isEmpty || text.hasPrefix("#") { continue }
            return ["version=1", "version=2", "version=3"].contains(text)
        }
        return false
    }

    /// The type in a VHD's footer, of which dynamic images have a copy at their beginning.
    private var differencing: Bool {
        let footer = head.starts(with: Array("conectix".utf8)) ? head : tail
        return footer.count >= 64 && footer[60..<64].elementsEqual([0, 0, 0, 4])
    }

    /// Big endian; bytes that aren't there count as 0, what is larger than an Int as the largest.
    private func number(at offset: Int, bytes count: Int) -> Int {
        guard offset >= 0, offset < 1 << 40 else { return 0 }
        let value = (offset..<offset + count).reduce(UInt64(0)) { $0 << 8 | UInt64($1 < head.count ? head[$1] : 0) }
        return Int(clamping: value)
    }

    private func little(at offset: Int, bytes count: Int) -> UInt64 {
        (offset..<offset + count).reversed().reduce(UInt64(0)) {
            $0 << 8 | UInt64($1 < head.count ? head[$1] : 0)
        }
    }

    /// A name in the header, for a message; empty where it isn't in the part that is known.
    private func text(at offset: Int, count: Int) -> String {
        guard offset > 0, count > 0, count <= 1024, offset <= head.count - count else { return "" }
        return ", " + Self.shown(String(decoding: head[offset..<offset + count], as: UTF8.self))
    }

    private static func shown(_ text: String) -> String {
        "`" + String(text.unicodeScalars.map { $0.value < 32 || $0.value == 127 ? "\u{FFFD}" : Character($0) }) + "`"
    }
}
