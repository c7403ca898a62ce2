import MANOModel

/// The machine, its firmware and what it starts.
struct BootConfigurator: DomainConfigurator {
    func configure(_ domain: inout DomainDraft, for guest: GuestSpec, in host: DomainSurroundings) {
        domain.add(os(guest, in: host))
        var features = [XMLNode("acpi")]
        if guest.firmware == .secureBoot { features.append(XMLNode("smm", ["state": "on"])) }
        if !host.hasKVM {
            features.append(XMLNode("tcg", [:], [XMLNode("tb-cache", ["unit": "MiB"], text: "32")]))
        }
        domain.add(XMLNode("features", [:], features))
    }

    private func os(_ guest: GuestSpec, in host: DomainSurroundings) -> XMLNode {
        // UEFI keeps its variables for pc too, but its secure mode is q35's alone.
        let machine = guest.firmware == .bios ? "pc" : "q35"
        var os = XMLNode(
            "os", ["firmware": guest.firmware == .bios ? nil : "efi"],
            [XMLNode("type", ["arch": host.architecture, "machine": machine], text: "hvm")])
        if guest.firmware != .bios {
            let isSecure = guest.firmware == .secureBoot ? "yes" : "no"
            os.children.append(
                XMLNode(
                    "firmware", [:],
                    ["enrolled-keys", "secure-boot"].map { XMLNode("feature", ["enabled": isSecure, "name": $0]) }))
        }
        switch guest.boot {
        case .kernel(let hash, let arguments):
            os.children.append(XMLNode("kernel", text: host.layout.image(hash: hash, format: "kernel")))
            os.children.append(XMLNode("cmdline", text: arguments))
        case .disk:
            if guest.firmware == .bios {
                os.children.append(XMLNode("bios", ["useserial": "no", "rebootTimeout": "-1"]))
            }
            if let disk = guest.disks.first, case .disc = disk.source {
                os.children.append(XMLNode("boot", ["dev": "cdrom"]))
            }
            os.children.append(XMLNode("boot", ["dev": "hd"]))
        }
        return os
    }
}
