import MANOModel

/// The disks in their order, and the config drive, read-only, behind them.
struct DiskConfigurator: DomainConfigurator {
    /// A bus has the letters a to w for disks, and one is left for the config drive.
    static let mostDisks = 23

    func configure(_ domain: inout DomainDraft, for guest: GuestSpec, in host: DomainSurroundings) {
        var used: [String: Int] = [:]
        func target(_ bus: GuestDisk.Bus) -> XMLNode {
            let prefix =
                switch bus {
                case .virtio: "vd"
                case .scsi, .sata: "sd"
                case .ide: "hd"
                }
            let index = used[prefix, default: 0]
            used[prefix] = index + 1
            let letter = Character(UnicodeScalar(UInt8(ascii: "a") + UInt8(index)))
            return XMLNode("target", ["dev": "\(prefix)\(letter)", "bus": bus.rawValue])
        }
        if guest.disks.contains(where: { $0.bus == .scsi }) {
            let thread = guest.ioThreads > 0 ? [XMLNode("driver", ["iothread": "1"])] : []
            domain.addDevice(XMLNode("controller", ["type": "scsi", "model": "virtio-scsi"], thread))
        }
        for (index, disk) in guest.disks.enumerated() {
            switch disk.source {
            case .volume(let name):
                let hasThread = guest.ioThreads > 0 && disk.bus == .virtio
                domain.addDevice(
                    XMLNode(
                        "disk", ["type": "file", "device": "disk"],
                        [
                            XMLNode(
                                "driver",
                                [
                                    "name": "qemu", "type": "qcow2", "cache": "writeback", "discard": "unmap",
                                    "iothread": hasThread ? "\(index % guest.ioThreads + 1)" : nil,
                                ]),
                            XMLNode("source", ["file": host.layout.disk(name)]),
                            target(disk.bus),
                        ]))
            case .disc(let hash):
                let file = host.layout.image(hash: hash, format: "iso")
                domain.addDevice(readOnly("cdrom", file, target(disk.bus == .virtio ? .sata : disk.bus)))
            }
        }
        if let drive = guest.configDrive {
            domain.addDevice(readOnly("disk", host.layout.configDrive(drive), target(.virtio)))
        }
    }

    private func readOnly(_ device: String, _ file: String, _ target: XMLNode) -> XMLNode {
        XMLNode(
            "disk", ["type": "file", "device": device],
            [
                XMLNode("driver", ["name": "qemu", "type": "raw"]), XMLNode("source", ["file": file]), target,
                XMLNode("readonly"),
            ])
    }
}
