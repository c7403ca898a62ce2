extension Host {
    /// Where settings and claims don't go with what the host says that it is; empty where the host has never answered.
    ///
    /// - Parameters:
    ///   - claims: on this host, with their owners.
    ///   - title: an owner's name for people.
    package func warnings(claims: [Claim], title: (String) -> String) -> [String] {
        guard let facts else { return [] }
        return settingWarnings(facts) + claimWarnings(facts, claims, title)
            + HostCapacity(host: self, claims: claims).overdrafts
    }

    /// A setting that can ask for what a host doesn't have.
    package enum Setting: Sendable, CaseIterable {
        case reservedCPUs, reservedMemory, physicalNetworks, guestCPUModel
    }

    /// What is wrong with settings that name what the host doesn't have.
    package func settingWarnings(_ facts: HostFacts, of settings: [Setting] = Setting.allCases) -> [String] {
        settings.flatMap { warnings(facts, of: $0) }
    }

    private func warnings(_ facts: HostFacts, of setting: Setting) -> [String] {
        switch setting {
        case .reservedCPUs:
            let cores = facts.numaNodes.flatMap(\.cores)
            let missing = Set(reservedCPUs).subtracting(cores).sorted()
            guard !missing.isEmpty else { return [] }
            return ["reservedCPUs names \(CPUList.text(missing)); the host has \(CPUList.text(cores))"]
        case .reservedMemory:
            guard reservedMemory > facts.memory else { return [] }
            return [
                "reservedMemory is \(Amount.upwards(reservedMemory)); the host has \(Amount.downwards(facts.memory))"
            ]
        case .physicalNetworks:
            let interfaces = facts.interfaceNames
            let known = interfaces.isEmpty ? "none" : Amount.list(interfaces.sorted())
            return physicalNetworks.sorted { $0.key < $1.key }.filter { !interfaces.contains($0.key) }.map {
                "physicalNetworks puts \($0.value) behind interface \($0.key); the host has \(known)"
            }
        case .guestCPUModel:
            guard case .named(let model) = GuestSpec.Processor.Model(setting: guestCPUModel),
                let known = facts.guestCPUModels, !known.isEmpty, !known.contains(model)
            else { return [] }
            return ["guestCPUModel is \(model), which its guests can't have; they can have \(Amount.list(known, "or"))"]
        }
    }

    private func claimWarnings(_ facts: HostFacts, _ claims: [Claim], _ title: (String) -> String) -> [String] {
        let cores = Set(facts.numaNodes.flatMap(\.cores))
        let devices = facts.deviceAddresses
        let functions = Set(facts.physicalFunctions.map(\.name)).union(facts.bonds.map(\.name))
            .union(facts.virtualInterfaces).union(facts.bridges.map(\.name)).union(facts.vdpaDevices.map(\.name))
        var warnings: [String] = []
        // Many things of one guest are one warning.
        var gone: [String: [String]] = [:]
        for claim in claims {
            switch claim.kind {
            case .core:
                guard let core = Int(claim.key) else { continue }
                if !cores.contains(core) {
                    let how = facts.offlineCPUs.contains(core) ? " (offline)" : ""
                    gone[claim.owner, default: []].append("core \(core)\(how)")
                } else if reservedCPUs.contains(core) {
                    warnings.append("core \(core) of \(title(claim.owner)) is one that the host keeps for itself")
                } else if facts.networkSwitch.pmdCPUs.contains(core) {
                    warnings.append("core \(core) of \(title(claim.owner)) is one that the switch polls on")
                }
            case .device:
                if !devices.contains(claim.key) { gone[claim.owner, default: []].append("device \(claim.key)") }
            case .bandwidth:
                if !functions.contains(claim.key) { gone[claim.owner, default: []].append("interface \(claim.key)") }
            case .sharedCPU, .memory, .storage, .portNumber, .segment, .address: break
            }
        }
        for (owner, things) in gone {
            let noun = things.count == 1 ? "is" : "are"
            warnings.append("\(Amount.list(things.sorted())) of \(title(owner)) \(noun) gone")
        }
        return warnings.sorted()
    }
}

extension HostFacts {
    /// What a physical network can be behind.
    package var interfaceNames: Set<String> {
        Set(physicalFunctions.map(\.name) + bonds.map(\.name) + networkSwitch.bonds.map(\.name))
            .union(networkSwitch.ports.map(\.name)).union(virtualInterfaces).union(bridges.map(\.name))
            .union(vdpaDevices.map(\.name))
    }

    /// Of everything on PCI that a guest could have, the names of interfaces that aren't on PCI, and what claims on vDPA
    /// devices name.
    package var deviceAddresses: Set<String> {
        Set(pciDevices.map(\.address)).union(bonds.map(\.name)).union(virtualInterfaces)
            .union(physicalFunctions.flatMap { [$0.claimKey] + $0.virtualFunctions.map(\.pciAddress) })
            .union(vdpaDevices.map(\.claimKey))
    }

    /// Notes the huge pages that are neither free nor claimed.
    ///
    /// - Parameter claims: on this host, from around the time that it was asked.
    package mutating func noteHugepagesOfOthers(claims: Set<Claim>) {
        var claimed: [HugepagePool: Int64] = [:]
        for claim in claims where claim.kind == .memory {
            if let pool = HugepagePool(claimKey: claim.key) { claimed[pool, default: 0] += claim.amount }
        }
        for index in numaNodes.indices {
            let node = numaNodes[index]
            numaNodes[index].hugepagesOfOthers = node.freeHugepages.map { free in
                var others: [Int: Int] = [:]
                for (size, total) in node.hugepages {
                    let ours = Int((claimed[HugepagePool(node: node.id, size: size)] ?? 0) / (Int64(size) << 10))
                    let rest = total - (free[size] ?? total) - ours
                    if rest > 0 { others[size] = rest }
                }
                return others
            }
        }
    }
}
