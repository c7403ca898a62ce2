import MANOModel

/// Which of the host's CPUs and nodes a guest is on.
struct TuningConfigurator: DomainConfigurator {
    func configure(_ domain: inout DomainDraft, for guest: GuestSpec, in host: DomainSurroundings) {
        if guest.ioThreads > 0 { domain.add(XMLNode("iothreads", text: "\(guest.ioThreads)")) }
        let pins = pins(guest)
        if !pins.isEmpty { domain.add(XMLNode("cputune", [:], pins)) }
        guard !guest.cells.isEmpty else { return }
        var nodes = [
            XMLNode("memory", ["mode": "strict", "nodeset": CPUList.text(guest.cells.map(\.node))])
        ]
        if guest.showsCells {
            for (index, cell) in guest.cells.enumerated() {
                nodes.append(
                    XMLNode("memnode", ["cellid": "\(index)", "mode": "strict", "nodeset": "\(cell.node)"]))
            }
        }
        domain.add(XMLNode("numatune", [:], nodes))
    }

    private func pins(_ guest: GuestSpec) -> [XMLNode] {
        let cpus = guest.cells.flatMap(\.cpus)
        guard !cpus.isEmpty else { return [] }
        let emulator = CPUList.text(guest.emulatorCPUs.isEmpty ? cpus : guest.emulatorCPUs)
        return cpus.enumerated().map { XMLNode("vcpupin", ["vcpu": "\($0)", "cpuset": "\($1)"]) }
            + [XMLNode("emulatorpin", ["cpuset": emulator])]
            + (0..<guest.ioThreads).map {
                XMLNode("iothreadpin", ["iothread": "\($0 + 1)", "cpuset": emulator])
            }
    }
}
