extension HostFacts {
    /// What is another way than before, in words; empty where nothing is. What moves all the time is left out: free
    /// storage, free pages, and the drivers of VFs and devices, which follow the guests.
    ///
    /// - Parameter old: nil: nothing was known.
    package func changes(since old: HostFacts?) -> [String] {
        guard let old else { return ["first seen: \(summary)"] }
        var changes = ChangeList()
        if let before = old.machine, let machine { changes.value("machine", before, machine) }
        changes.value("hypervisor", old.hypervisorVersion, hypervisorVersion)
        changes.value("emulator", old.emulator ?? "none", emulator ?? "none")
        changes.value("CPU model", old.cpuModel, cpuModel)
        changes.value("architecture", old.architecture, architecture)
        changes.value("KVM", old.kvm ? "works" : "doesn't work", kvm ? "works" : "doesn't work")
        changes.members("CPU feature", old.cpuFeatures, cpuFeatures)
        if let before = old.firmwares, let firmwares {
            changes.members("firmware", before.map(\.rawValue), firmwares.map(\.rawValue))
        }
        if let before = old.guestCPUModels, let guestCPUModels {
            changes.members("CPU model of guests", before, guestCPUModels)
        }
        changes.numbers("CPUs", "offline", old.offlineCPUs, offlineCPUs)
        changes.nodes(old.numaNodes, numaNodes)
        changes.functions(old.physicalFunctions, physicalFunctions)
        changes.things("PCI device", old.pciDevices, pciDevices, by: \.address) { changes, name, old, new in
            changes.value(
                "\(name) product", "\(old.vendorID):\(old.productID)", "\(new.vendorID):\(new.productID)")
        }
        changes.things("mediated device", old.mediatedDevices, mediatedDevices, by: \.uuid) { _, _, _, _ in }
        changes.things("vDPA device", old.vdpaDevices, vdpaDevices, by: \.name) { _, _, _, _ in }
        changes.bonds(old.bonds, bonds)
        changes.things("bridge", old.bridges, bridges, by: \.name) { changes, name, old, new in
            if let before = old.mtu, let mtu = new.mtu { changes.value("\(name) MTU", before, mtu) }
            changes.members("port of \(name)", old.ports, new.ports)
        }
        for (name, mtu) in interfaceMTUs.sorted(by: { $0.key < $1.key }) {
            if let before = old.interfaceMTUs[name] { changes.value("\(name) MTU", before, mtu) }
        }
        changes.things(
            "neighbour at", old.neighbours, neighbours, by: { "\($0.interface) (\($0.system), \($0.port))" }
        ) { _, _, _, _ in }
        changes.things("storage pool", old.storagePools, storagePools, by: \.name) { changes, name, old, new in
            changes.value("\(name) size", Amount.downwards(old.capacity), Amount.downwards(new.capacity))
        }
        changes.value(
            "storage for volumes", Amount.downwards(old.storageCapacity), Amount.downwards(storageCapacity))
        changes.networkSwitch(old.networkSwitch, networkSwitch)
        changes.members("not known:", old.notKnown, notKnown)
        return changes.items
    }

    private var summary: String {
        [
            Amount.count(cores, "CPU"), Amount.count(numaNodes.count, "NUMA node"), Amount.downwards(memory),
            Amount.count(physicalFunctions.count, "interface"),
            Amount.count(physicalFunctions.reduce(0) { $0 + $1.virtualFunctions.count }, "VF"),
            Amount.count(pciDevices.count, "other PCI device"),
        ].joined(separator: ", ")
    }
}

/// Gathers differences as sentences. A host that changed wholly doesn't fill its list with every item.
private struct ChangeList {
    private(set) var items: [String] = []
    /// Names of one kind that came or went and are told.
    private static let namesTold = 8

    private mutating func add(_ text: String) { items.append(text) }

    mutating func value<Value: Equatable>(_ what: String, _ old: Value, _ new: Value) {
        if old != new { add("\(what): \(old) → \(new)") }
    }

    mutating func members(_ noun: String, _ old: [String], _ new: [String]) {
        let (before, after) = (Set(old), Set(new))
        tell("\(noun) no longer there", before.subtracting(after))
        tell("\(noun) new", after.subtracting(before))
    }

    private mutating func tell(_ what: String, _ names: Set<String>) {
        guard !names.isEmpty else { return }
        let shown = names.sorted().prefix(Self.namesTold)
        let rest = names.count - shown.count
        add("\(what): \(shown.joined(separator: ", "))\(rest > 0 ? " and \(rest) more" : "")")
    }

    mutating func numbers(_ noun: String, _ state: String, _ old: [Int], _ new: [Int]) {
        let (before, after) = (Set(old), Set(new))
        if !after.isSubset(of: before) { add("\(noun) now \(state): \(CPUList.text(after.subtracting(before)))") }
        if !before.isSubset(of: after) {
            add("\(noun) no longer \(state): \(CPUList.text(before.subtracting(after)))")
        }
    }

    /// Compares what both have by `body`.
    mutating func things<Thing>(
        _ noun: String, _ old: [Thing], _ new: [Thing], by name: (Thing) -> String,
        _ body: (inout ChangeList, String, Thing, Thing) -> Void
    ) {
        let before = Dictionary(old.map { (name($0), $0) }) { first, _ in first }
        members(noun, old.map(name), new.map(name))
        for thing in new {
            if let earlier = before[name(thing)] { body(&self, "\(noun) \(name(thing))", earlier, thing) }
        }
    }

    mutating func nodes(_ old: [NUMANode], _ new: [NUMANode]) {
        things("NUMA node", old, new, by: { "\($0.id)" }) { changes, name, old, new in
            changes.numbers("CPUs", "on \(name)", old.cores, new.cores)
            let isolated = { (node: NUMANode) in node.cpus.filter(\.isIsolated).map(\.id) }
            changes.numbers("CPUs of \(name)", "isolated", isolated(old), isolated(new))
            let places = { (node: NUMANode) in node.cpus.map { "\($0.id):\($0.socket)/\($0.core)" }.sorted() }
            if old.cores.sorted() == new.cores.sorted(), places(old) != places(new) {
                changes.add("\(name): its CPUs have other sockets, cores or siblings")
            }
            changes.value("\(name) memory", Amount.downwards(old.memory), Amount.downwards(new.memory))
            for size in Set(old.hugepages.keys).union(new.hugepages.keys).sorted() {
                changes.value(
                    "\(name) pages of \(Amount.pageSize(size))", old.hugepages[size] ?? 0, new.hugepages[size] ?? 0)
            }
            if old.distances != new.distances { changes.add("\(name): other distances") }
        }
    }

    mutating func functions(_ old: [PhysicalFunction], _ new: [PhysicalFunction]) {
        things("interface", old, new, by: \.name) { changes, name, old, new in
            if old.hasLink != new.hasLink {
                changes.add("\(name) has \(new.hasLink ? "a link again" : "lost its link")")
            }
            if let speed = new.speed, old.speed != speed {
                changes.value("\(name) Mbit/s", old.speed.map(String.init) ?? "not known", "\(speed)")
            }
            changes.value("\(name) address", old.macAddress, new.macAddress)
            changes.value("\(name) PCI address", old.pciAddress, new.pciAddress)
            changes.value("\(name) driver", old.driver, new.driver)
            changes.value(
                "\(name) mode", old.isSwitchdev ? "switchdev" : "legacy", new.isSwitchdev ? "switchdev" : "legacy")
            changes.value("\(name) VFs", old.virtualFunctions.count, new.virtualFunctions.count)
            if old.virtualFunctions.count == new.virtualFunctions.count,
                old.virtualFunctions.map(\.pciAddress) != new.virtualFunctions.map(\.pciAddress)
            {
                changes.add("\(name): its VFs have other addresses")
            }
            let node = { (function: PhysicalFunction) in function.numaNode.map(String.init) ?? "not known" }
            changes.value("\(name) NUMA node", node(old), node(new))
        }
    }

    mutating func bonds(_ old: [Bond], _ new: [Bond]) {
        things("bond", old, new, by: \.name) { changes, name, old, new in
            changes.value("\(name) mode", old.mode, new.mode)
            if old.isNegotiated != new.isNegotiated, let isNegotiated = new.isNegotiated {
                changes.add("\(name) \(isNegotiated ? "has an LACP partner" : "has no LACP partner")")
            }
            changes.things("member of \(name):", old.members, new.members, by: \.name) { changes, name, old, new in
                if old.hasLink != new.hasLink {
                    changes.add("\(name) has \(new.hasLink ? "a link again" : "lost its link")")
                }
                if old.isActive != new.isActive { changes.add("\(name) is \(new.isActive ? "" : "not ")active") }
            }
        }
    }

    mutating func networkSwitch(_ old: SwitchFacts, _ new: SwitchFacts) {
        value("switch version", old.version ?? "not known", new.version ?? "not known")
        value("DPDK", old.hasDPDK ? "works" : "isn't there", new.hasDPDK ? "works" : "isn't there")
        value("DPDK version", old.dpdkVersion ?? "not known", new.dpdkVersion ?? "not known")
        numbers("CPUs", "polled by the switch", old.pmdCPUs, new.pmdCPUs)
        things("switch port", old.ports, new.ports, by: \.name) { changes, name, old, new in
            if old.hasLink != new.hasLink {
                changes.add("\(name) has \(new.hasLink ? "a link again" : "lost its link")")
            }
            changes.value("\(name) bridge", old.bridge, new.bridge)
        }
        bonds(old.bonds, new.bonds)
        members("not known of the switch:", old.notKnown, new.notKnown)
    }
}
