import Testing

@testable import Descriptors

@Suite("What images are by their content")
struct ImageFormatTests {
    private func problem(_ bytes: [UInt8], _ declared: String, container: String = "bare") -> String? {
        var format = ImageFormat()
        // In pieces that part the beginning and the end.
        for start in stride(from: 0, to: bytes.count, by: 700) {
            Array(bytes[start..<min(start + 700, bytes.count)]).withUnsafeBytes { format.take($0) }
        }
        return format.problem(declared: declared, container: container)?.message
    }

    /// A file of that size, with bytes at some places.
    private func file(_ size: Int, _ parts: (Int, [UInt8])...) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: size)
        for (place, part) in parts { bytes.replaceSubrange(place..<place + part.count, with: part) }
        return bytes
    }

    private func text(_ text: String) -> [UInt8] { Array(text.utf8) }

    private var samples: [(String, [UInt8])] {
        [
            ("qcow2", file(4096, (0, [0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 3]))), ("vmdk", file(4096, (0, text("KDMV")))),
            ("vdi", file(4096, (64, [0x7F, 0x10, 0xDA, 0xBE]), (76, [1]))), ("vhdx", file(4096, (0, text("vhdxfile")))),
            ("vhd", file(4096, (3584, text("conectix")))), ("vhd", file(4096, (0, text("conectix")))),
            ("iso", file(40_000, (32769, text("CD001")))),
        ]
    }

    @Test("each format is known by its content, and taken under its own name only")
    func formats() {
        for (format, bytes) in samples {
            #expect(problem(bytes, format) == nil, "\(format)")
            for other in ["qcow2", "vmdk", "vdi", "vhd", "vhdx", "iso", "raw"] where other != format {
                // A raw disk may well have a file system of CDs on it.
                #expect((problem(bytes, other) == nil) == (format == "iso" && other == "raw"), "\(format) as \(other)")
            }
        }
        #expect(problem(file(4096), "raw") == nil)
        #expect(problem(file(4096), "qcow2") == "is no qcow2 image")
        #expect(problem(file(4096), "aki") == nil)
        #expect(problem(samples[0].1, "aki") != nil)
        #expect(problem(samples[0].1, "QCOW2") == nil)
        #expect(problem(file(10), "raw", container: "docker") == nil)
    }

    @Test(
        "a compressed image is refused with the way to unpack it",
        arguments: [
            [0x1F, 0x8B, 8], [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], [0x28, 0xB5, 0x2F, 0xFD],
            [0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59],
        ] as [[UInt8]])
    func compressed(magic: [UInt8]) {
        #expect(problem(file(4096, (0, magic)), "raw")?.contains("compressed") == true)
        #expect(problem(file(4096, (0, magic)), "qcow2")?.contains("compressed") == true)
    }

    @Test("images that lead to other files are refused, naming the file")
    func references() {
        let magic: [UInt8] = [0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 3]
        let backing = file(
            4096, (0, magic), (8, [0, 0, 0, 0, 0, 0, 2, 0]), (16, [0, 0, 0, 11]), (512, text("/etc/shadow")))
        #expect(problem(backing, "qcow2") == "has a backing file, `/etc/shadow`")
        let external = file(
            4096, (0, magic), (79, [4]), (100, [0, 0, 0, 104]), (104, [0x44, 0x41, 0x54, 0x41, 0, 0, 0, 8]),
            (112, text("/dev/sda")))
        #expect(problem(external, "qcow2") == "keeps its data in another file, `/dev/sda`")
        #expect(problem(file(4096, (0, magic), (35, [2])), "qcow2") == "is encrypted")
        #expect(problem(file(4096, (0, [0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 1])), "qcow2")?.contains("version 1") == true)
        #expect(problem(file(4096, (64, [0x7F, 0x10, 0xDA, 0xBE]), (76, [4])), "vdi")?.contains("difference") == true)
        #expect(problem(file(4096, (3584, text("conectix")), (3647, [4])), "vhd")?.contains("difference") == true)
        #expect(problem(file(4096, (0, text("# Disk DescriptorFile\n"))), "vmdk")?.contains("other files") == true)
        let parent = file(
            4096, (0, text("KDMV")), (28, [1]), (36, [2]),
            (512, text("# Disk DescriptorFile\nparentFileNameHint=\"a.vmdk\"\n")))
        #expect(problem(parent, "vmdk")?.contains("a.vmdk") == true)
    }

    @Test(
        "images that lead to other files are refused whatever they are said to be",
        arguments: ["", "bare", "ami", "aki", "ari", "ova", "docker"], ["qcow2", "raw", "aki", "vmdk"])
    func referencesAnywhere(container: String, declared: String) {
        let magic: [UInt8] = [0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 3]
        let descriptor = text("# comment\n\n version=1 \nRW 2048 FLAT \"/etc/hostname\" 0\n")
        for (what, bytes) in [
            (
                "backing",
                file(4096, (0, magic), (8, [0, 0, 0, 0, 0, 0, 2, 0]), (16, [0, 0, 0, 3]), (512, text("/a/b")))
            ),
            ("data", file(4096, (0, magic), (79, [4]))),
            ("qcow", file(4096, (0, [0x51, 0x46, 0x49, 0xFB, 0, 0, 0, 1]), (14, [2, 0]), (19, [3]))),
            ("qed", file(4096, (0, text("QED\0")), (16, [1]), (57, [2]), (60, [3]), (512, text("/a/b")))),
            ("vmdk", file(4096, (0, descriptor))),
            ("embedded", file(4096, (0, text("KDMV")), (28, [1]), (512, descriptor))),
        ] {
            #expect(problem(bytes, declared, container: container) != nil, "\(what)")
        }
    }

    @Test("images of QEMU's other formats are no raw disks")
    func otherFormats() {
        #expect(problem(file(4096, (0, text("QED\0"))), "raw")?.contains("qed") == true)
        #expect(problem(file(4096, (0, text("WithoutFreeSpace"))), "raw")?.contains("parallels") == true)
        #expect(problem(file(4096, (0, text("#!/bin/sh\n"))), "raw") == nil)
    }

    @Test("a VHDX with a parent is refused, wherever its metadata lie", arguments: [1 << 20, 3 << 20])
    func vhdxParent(place: Int) {
        let region: [UInt8] = [
            0x06, 0xA2, 0x7C, 0x8B, 0x90, 0x47, 0x9A, 0x4B, 0xB8, 0xFE, 0x57, 0x5F, 0x05, 0x0F, 0x88, 0x6E,
        ]
        let locator: [UInt8] = [
            0x2D, 0x5F, 0xD3, 0xA8, 0x0B, 0xB3, 0x4D, 0x45, 0xAB, 0xF7, 0xD3, 0xD8, 0x48, 0x34, 0xAB, 0x0C,
        ]
        let start = (0..<8).map { UInt8(truncatingIfNeeded: place >> ($0 * 8)) }
        let alone = file(4 << 20, (0, text("vhdxfile")), (196_608, text("regi")), (196_624, region + start))
        #expect(problem(alone, "vhdx") == nil)
        let child = file(
            4 << 20, (0, text("vhdxfile")), (196_608, text("regi")), (196_624, region + start), (place + 64, locator))
        #expect(problem(child, "vhdx")?.contains("difference") == true)
        var whole = ImageFormat()
        child.withUnsafeBytes { whole.take($0) }
        #expect(whole.problem(declared: "raw", container: "ova") != nil)
    }
}
