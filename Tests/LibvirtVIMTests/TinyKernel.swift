/// A kernel of some hundred bytes for the Multiboot loader of QEMU: it prints a text on COM1 and halts.
enum TinyKernel {
    static func image(printing text: String) -> [UInt8] {
        let base: UInt32 = 0x10_0000
        let magic: UInt32 = 0x1bad_b002
        // The header itself says where the file goes in memory: no ELF is needed.
        let flags: UInt32 = 1 << 16
        var bytes: [UInt8] = []
        func word(_ value: UInt32) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }
        word(magic)
        word(flags)
        word(0 &- magic &- flags)
        word(base)
        word(base)
        word(0)
        word(0)
        word(base + 32)
        let code: [UInt8] = [
            0xfc,  // cld
            0xbe, 0, 0, 0, 0,  // mov esi, text
            0xac,  // next: lodsb
            0x84, 0xc0,  // test al, al
            0x74, 18,  // jz halt
            0x88, 0xc4,  // mov ah, al
            0x66, 0xba, 0xfd, 0x03,  // mov dx, 0x3fd
            0xec,  // wait: in al, dx
            0xa8, 0x20,  // test al, 0x20
            0x74, 0xfb,  // jz wait
            0xb2, 0xf8,  // mov dl, 0xf8
            0x88, 0xe0,  // mov al, ah
            0xee,  // out dx, al
            0xeb, 0xe9,  // jmp next
            0xf4,  // halt: hlt
            0xeb, 0xfd,  // jmp halt
        ]
        let start = bytes.count
        bytes += code
        let address = base + UInt32(bytes.count)
        for index in 0..<4 { bytes[start + 2 + index] = UInt8(truncatingIfNeeded: address >> (8 * UInt32(index))) }
        return bytes + Array(text.utf8) + [0]
    }
}
