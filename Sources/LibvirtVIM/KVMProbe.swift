/// A guest of one sector that says on its serial port that it runs. `/dev/kvm` can be there, and libvirt can offer it,
/// where no guest ever gets beyond its first instructions: only an answer proves that KVM works.
enum KVMProbe {
    static let answer = "MANIFOLD-PROBE"

    /// A master boot record: 16-bit code that writes `answer` to COM1 and halts.
    static let bootSector: [UInt8] = {
        let code: [UInt8] = [
            0x31, 0xc0,  // xor ax, ax
            0x8e, 0xd8,  // mov ds, ax
            0xfc,  // cld
            0xbe, 0, 0,  // mov si, text (filled in below)
            0xac,  // next: lodsb
            0x08, 0xc0,  // or al, al
            0x74, 0,  // jz halt (filled in below)
            0x88, 0xc4,  // mov ah, al
            0xba, 0xfd, 0x03,  // mov dx, 0x3fd
            0xec,  // wait: in al, dx
            0xa8, 0x20,  // test al, 0x20 (transmitter empty)
            0x74, 0xfb,  // jz wait
            0xb2, 0xf8,  // mov dl, 0xf8
            0x88, 0xe0,  // mov al, ah
            0xee,  // out dx, al
            0xeb, 0,  // jmp next (filled in below)
        ]
        let halt: [UInt8] = [
            0xf4,  // halt: hlt
            0xeb, 0xfd,  // jmp halt
        ]
        var sector = code + halt
        let text = UInt16(0x7c00 + sector.count)
        sector[6] = UInt8(text & 0xff)
        sector[7] = UInt8(text >> 8)
        // The jump to `halt` is at offset 11 and counts from behind itself.
        sector[12] = UInt8(code.count - 13)
        // And the one back to `next` (offset 8) from behind itself.
        sector[code.count - 1] = UInt8(truncatingIfNeeded: 8 - code.count)
        sector += Array((answer + "\n").utf8) + [0]
        sector += [UInt8](repeating: 0, count: 510 - sector.count)
        return sector + [0x55, 0xaa]
    }()

    /// - Parameter virtualization: `kvm`; tests use `qemu` to see that the probe itself works.
    static func domainXML(name: String, virtualization: String, disk: String, log: String) -> String {
        """
        <domain type="\(virtualization)">
          <name>\(XMLNode.escape(name))</name>
          <memory unit="MiB">8</memory><vcpu>1</vcpu>
          <os><type>hvm</type><boot dev="hd"/></os>
          <devices>
            <controller type="usb" model="none"/><memballoon model="none"/>
            <disk type="file" device="disk">
              <driver name="qemu" type="raw"/><source file="\(XMLNode.escape(disk))"/>
              <target dev="hda" bus="ide"/>
            </disk>
            <serial type="file"><source path="\(XMLNode.escape(log))"/><target port="0"/></serial>
          </devices>
        </domain>
        """
    }
}
