import MANOModel

/// The vCPUs, and what processor the guest sees.
struct ProcessorConfigurator: DomainConfigurator {
    func configure(_ domain: inout DomainDraft, for guest: GuestSpec, in host: DomainSurroundings) {
        let cpus = guest.sharedCPUs.isEmpty ? nil : CPUList.text(guest.sharedCPUs)
        domain.add(
            XMLNode("vcpu", ["placement": cpus == nil ? nil : "static", "cpuset": cpus], text: "\(guest.vCPUs)"))
        domain.add(cpu(guest, in: host))
    }

    private func cpu(_ guest: GuestSpec, in host: DomainSurroundings) -> XMLNode {
        let processor = guest.processor
        var cpu = XMLNode("cpu")
        switch processor.model {
        case .standard where host.hasKVM: cpu.attributes["mode"] = "host-passthrough"
        case .standard where processor.features.isEmpty:
            cpu.attributes["mode"] = "custom"
            cpu.children.append(XMLNode("model", text: "qemu64"))
        // Without KVM, all that the emulator can do.
        case .standard: cpu.attributes["mode"] = "maximum"
        case .hostModel: cpu.attributes["mode"] = host.hasKVM ? "host-model" : "maximum"
        case .named(let name):
            cpu.attributes["mode"] = "custom"
            cpu.attributes["match"] = "exact"
            cpu.children.append(XMLNode("model", ["fallback": "forbid"], text: name))
        }
        if let topology = processor.topology {
            cpu.children.append(
                XMLNode(
                    "topology",
                    [
                        "sockets": "\(topology.sockets)", "cores": "\(topology.cores)",
                        "threads": "\(topology.threads)",
                    ]))
        }
        for feature in processor.features.sorted() {
            cpu.children.append(XMLNode("feature", ["policy": "require", "name": feature]))
        }
        if guest.showsCells, !guest.cells.isEmpty { cpu.children.append(XMLNode("numa", [:], cells(guest))) }
        return cpu
    }

    private func cells(_ guest: GuestSpec) -> [XMLNode] {
        var next = 0
        return guest.cells.enumerated().map { index, cell in
            defer { next += cell.vCPUs }
            return XMLNode(
                "cell",
                [
                    "id": "\(index)", "cpus": CPUList.text(Array(next..<next + cell.vCPUs)),
                    "memory": "\(cell.memory >> 10)", "unit": "KiB", "memAccess": guest.sharesMemory ? "shared" : nil,
                ])
        }
    }
}
