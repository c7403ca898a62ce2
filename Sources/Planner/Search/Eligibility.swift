import MANOModel

/// What of a demand a host meets or doesn't whatever else is on it.
struct Eligibility: Hashable {
    let architecture: String?
    let cpuFeatures: Set<String>
    let traits: Set<String>
    let capabilities: Set<String>
    let zones: Set<String>?
    let hosts: Set<Identifier<Host>>?
    let hostsReason: String?
    let needsDPDK: Bool
    let needsTaps: Bool
    let firmware: GuestSpec.Firmware

    init(_ demand: PlacementDemand) {
        architecture = demand.architecture
        cpuFeatures = Set(demand.cpuFeatures)
        traits = Set(demand.traits)
        capabilities = Set(demand.capabilities)
        zones = demand.zones
        hosts = demand.hosts
        hostsReason = demand.hostsReason
        needsDPDK = demand.vhostUserPorts > 0
        needsTaps = demand.needsTaps
        firmware = demand.firmware
    }

    /// - Parameter stopping: at the first.
    func refusals(by host: Supply.HostSupply, stopping: Bool = false, title: String = "") -> [String] {
        var reasons: [String] = []
        func refuse(_ isRefused: Bool, _ reason: @autoclosure () -> String) {
            guard isRefused, !(stopping && !reasons.isEmpty) else { return }
            reasons.append(stopping ? "" : reason())
        }
        if let hosts {
            refuse(!hosts.contains(host.id), hostsReason ?? "is not one of the hosts that come into question")
        }
        if let closed = host.closedBecause {
            reasons.append(closed)
            return reasons
        }
        let itsHost = host.capacity.host
        if let zones {
            let wanted = zones.isEmpty ? "no zone is left for \(title)" : "not in \(Amount.list(zones.sorted(), "or"))"
            refuse(!zones.contains(itsHost.zone), "is in zone \(itsHost.zone), \(wanted)")
        }
        if let architecture {
            refuse(
                Architecture.canonical(architecture) != host.architecture,
                "is \(itsHost.facts?.architecture ?? ""), \(title) needs \(architecture)")
        }
        if !traits.isEmpty {
            let missing = traits.subtracting(itsHost.traits).sorted()
            refuse(!missing.isEmpty, "lacks \(missing.count == 1 ? "the trait" : "the traits") \(Amount.list(missing))")
        }
        if !capabilities.isEmpty {
            let its = Set((itsHost.traits + (itsHost.facts?.cpuFeatures ?? [])).map { $0.lowercased() })
            let missing = capabilities.filter { !its.contains($0.lowercased()) }.sorted()
            refuse(
                !missing.isEmpty,
                "has \(Amount.list(missing, "and")) neither as \(missing.count == 1 ? "a trait" : "traits") nor as "
                    + (missing.count == 1 ? "a feature of its CPU" : "features of its CPU"))
        }
        if !cpuFeatures.isEmpty {
            let missing = cpuFeatures.subtracting(itsHost.facts?.cpuFeatures ?? []).sorted()
            refuse(
                !missing.isEmpty,
                "its CPU lacks \(missing.count == 1 ? "the feature" : "the features") \(Amount.list(missing))")
        }
        refuse(needsDPDK && !host.isDPDK, "its switch has no DPDK, which \(title) needs for vhost-user ports")
        refuse(
            needsTaps && host.isDPDK, "its switch has DPDK, whose ports are virtio alone, and \(title) has another card"
        )
        // Every machine has a BIOS; what isn't known is libvirt's to refuse.
        if firmware != .bios, let firmwares = itsHost.facts?.firmwares {
            refuse(
                !firmwares.contains(firmware),
                "has no UEFI firmware\(firmware == .secureBoot ? " with secure boot" : ""), which \(title) starts by")
        }
        return reasons
    }
}
