import MANOModel

/// How much memory, in which pages, and who else may see it.
struct MemoryConfigurator: DomainConfigurator {
    func configure(_ domain: inout DomainDraft, for guest: GuestSpec, in host: DomainSurroundings) {
        domain.add(XMLNode("memory", ["unit": "b"], text: "\(guest.memory)"))
        var backing: [XMLNode] = []
        let pages = pages(guest)
        if !pages.isEmpty { backing.append(XMLNode("hugepages", [:], pages)) }
        if guest.sharesMemory {
            // Huge pages are files that can be shared by themselves.
            if pages.isEmpty { backing.append(XMLNode("source", ["type": "memfd"])) }
            backing.append(XMLNode("access", ["mode": "shared"]))
        }
        if !backing.isEmpty { domain.add(XMLNode("memoryBacking", [:], backing)) }
    }

    private func pages(_ guest: GuestSpec) -> [XMLNode] {
        let sizes = Set(guest.cells.map(\.pageSize))
        if sizes.count == 1 || !guest.showsCells {
            // Without nodes of its own a guest's memory is of one kind.
            return sizes.compactMap(\.self).max().map { [page($0, cells: nil)] } ?? []
        }
        return sizes.compactMap(\.self).sorted().map { size in
            page(size, cells: guest.cells.indices.filter { guest.cells[$0].pageSize == size })
        }
    }

    private func page(_ size: Int, cells: [Int]?) -> XMLNode {
        XMLNode("page", ["size": "\(size)", "unit": "KiB", "nodeset": cells.map(CPUList.text)])
    }
}

extension GuestSpec {
    /// A switch with vhost-user ports reads and writes the guest's memory, and so does a vDPA device whose model is a
    /// program (VDUSE): the kernel shows such a device none that is private to QEMU, and says nothing of it.
    var sharesMemory: Bool {
        interfaces.contains {
            switch $0.attachment {
            case .vhostUser, .vdpa: true
            default: false
            }
        }
    }
}
