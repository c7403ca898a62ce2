import MANOModel
import Planner

/// Judges an answer by the page on placement, without the search's code: everything is counted anew from the placements.
struct PlacementCheck {
    let request: PlacementRequest
    let hosts: [Host]
    let claims: [Claim]
    let plan: PlacementPlan
    private(set) var faults: [String] = []
    private var byID: [Identifier<Host>: Host]

    init(_ request: PlacementRequest, _ hosts: [Host], claims: [Claim], _ plan: PlacementPlan) {
        self.request = request
        self.hosts = hosts
        self.claims = claims
        self.plan = plan
        byID = Dictionary(uniqueKeysWithValues: hosts.map { ($0.id, $0) })
        if Set(plan.placements.keys) != Set(request.demands.map(\.id)) { faults.append("not all are placed") }
        checkClaims()
        for demand in request.demands { check(demand) }
        for constraint in request.constraints where constraint.isStrict && brokenPairs(constraint) > 0 {
            faults.append("\(constraint.id) is broken")
        }
    }

    private mutating func checkClaims() {
        let own = request.demands.flatMap { demand in plan.placements[demand.id].map(demand.claims) ?? [] }
        var exclusive: Set<[String]> = []
        for claim in claims + own where !claim.kind.isSummed {
            if !exclusive.insert([claim.kind.rawValue, claim.scope, claim.key]).inserted {
                faults.append("\(claim.kind) \(claim.key) of \(claim.scope) is given twice")
            }
        }
        for host in hosts {
            for function in host.uplinks.map(\.interface) {
                let here = (claims + own).filter { $0.scope == host.id.rawValue }
                let owners = here.filter { $0.kind == .device && $0.key == function.claimKey }.map(\.owner)
                let others = here.filter {
                    $0.kind == .bandwidth && $0.key == function.name && !owners.contains($0.owner)
                }
                if !owners.isEmpty, !others.isEmpty {
                    faults.append("\(host.name): \(function.name) is whole and shared")
                }
            }
            faults += HostCapacity(host: host, claims: claims + own).excesses.map { "\(host.name): \($0)" }
        }
    }

    private mutating func check(_ demand: PlacementDemand) {
        func fault(_ isFault: Bool, _ what: String) { if isFault { faults.append("\(demand.title): \(what)") } }
        guard let placement = plan.placements[demand.id], let host = byID[placement.hostID], let facts = host.facts
        else {
            return fault(true, "is on no host")
        }
        fault(host.state != .enabled, "is on a closed host")
        fault(demand.hosts.map { !$0.contains(host.id) } ?? false, "is on another host")
        fault(demand.zones.map { !$0.contains(host.zone) } ?? false, "is in another zone")
        fault(!Set(demand.traits).isSubset(of: host.traits), "lacks traits")
        fault(!Set(demand.cpuFeatures).isSubset(of: facts.cpuFeatures), "lacks features")
        fault(demand.vhostUserPorts > 0 && !facts.networkSwitch.hasDPDK, "has no DPDK")
        let nodes = placement.cells.map(\.node)
        fault(Set(nodes).count != nodes.count, "has two cells on one node")
        fault(!demand.cells.isEmpty && demand.cells.count != nodes.count, "has not its cells")
        let isBound = demand.cpuPolicy.isDedicated || demand.pages != .normal || !demand.cells.isEmpty
        fault(isBound == nodes.isEmpty, "is bound and floats, or the other way about")
        fault(demand.cells.isEmpty && demand.nodePolicy == .strict && nodes.count > 1, "is on several nodes")
        fault(isBound && placement.cells.reduce(0) { $0 + $1.memory } < demand.memory, "has too little memory")
        fault(placement.cores.count != (demand.cpuPolicy.isDedicated ? demand.vCPUs : 0), "has not its cores")
        for cell in placement.cells {
            let cpus = facts.numaNodes.first { $0.id == cell.node }?.cpus ?? []
            fault(!Set(cell.cpus).isSubset(of: cpus.map(\.id)), "has cores of another node")
            fault(!host.reservedCPUs.filter(cell.cpus.contains).isEmpty, "has the host's cores")
            fault(!facts.networkSwitch.pmdCPUs.filter(cell.cpus.contains).isEmpty, "has the switch's cores")
            checkThreads(demand, cell, cpus, idle: placement.idleCPUs)
        }
        checkFunctions(demand, placement, host, facts)
        fault(placement.devices.map(\.count) != demand.devices.map(\.count), "has not its devices")
        for (wanted, given) in zip(demand.devices, placement.devices) {
            for address in given {
                let device = facts.pciDevices.first { $0.address == address }
                fault(
                    device == nil || wanted.vendorID.map { $0 != device?.vendorID } ?? false
                        || wanted.deviceClass.map { $0 != (device?.classCode ?? 0) >> 8 } ?? false, "has another device"
                )
                if wanted.affinity == .strict, !nodes.isEmpty, let node = device?.numaNode {
                    fault(!nodes.contains(node), "has a device elsewhere")
                }
            }
        }
    }

    private mutating func checkThreads(
        _ demand: PlacementDemand, _ cell: Placement.Cell, _ cpus: [HostCPU], idle: [Int]
    ) {
        guard case .dedicated(let policy) = demand.cpuPolicy, policy != .prefer else { return }
        let cores = Dictionary(grouping: cpus) { [$0.socket, $0.core] }.values.map { $0.map(\.id) }
        for core in cores where core.contains(where: cell.cpus.contains) {
            let used = core.count(where: cell.cpus.contains)
            let isWhole = core.allSatisfy { cell.cpus.contains($0) || idle.contains($0) }
            if !isWhole || policy == .isolate && used > 1 { faults.append("\(demand.title): threads are not as asked") }
        }
    }

    private mutating func checkFunctions(
        _ demand: PlacementDemand, _ placement: Placement, _ host: Host, _ facts: HostFacts
    ) {
        if placement.functions.count != demand.functions.count {
            faults.append("\(demand.title): has not its functions")
        }
        for (wanted, given) in zip(demand.functions, placement.functions) {
            guard
                let uplink = host.uplinks.first(where: {
                    $0.interface.name == given.interface && ($0.kind == .vdpa) == (wanted.kind == .vdpa)
                })
            else {
                faults.append("\(demand.title): there is no \(given.interface)")
                continue
            }
            let function = uplink.interface
            if uplink.kind != wanted.kind.uplink || uplink.isBridgePort && (wanted.isWhole || wanted.kind == .macvtap) {
                faults.append("\(demand.title): \(given.interface) isn't such an interface")
            }
            if host.physicalNetworks[function.name] != wanted.physicalNetwork {
                faults.append("\(demand.title): \(given.interface) leads elsewhere")
            }
            let addresses =
                wanted.isWhole
                ? [function.claimKey] : !wanted.kind.isCounted ? [""] : Self.parts(of: uplink, facts)
            if wanted.isWhole, wanted.kind == .function, function.pciAddress.isEmpty {
                faults.append("\(demand.title): has an interface handed over that is no device")
            }
            if !addresses.contains(given.pciAddress) { faults.append("\(demand.title): has another function") }
            let nodes = placement.cells.map(\.node)
            if wanted.affinity == .strict, !nodes.isEmpty, let node = function.numaNode, !nodes.contains(node) {
                faults.append("\(demand.title): has a function elsewhere")
            }
        }
    }

    /// Read from the facts anew: VFs that no vDPA device is made of, or the vDPA devices of the card.
    private static func parts(of uplink: Uplink, _ facts: HostFacts) -> [String] {
        let functions = uplink.interface.virtualFunctions.map(\.pciAddress)
        guard uplink.kind == .vdpa else {
            return functions.filter { address in !facts.vdpaDevices.contains { $0.parent == address } }
        }
        let places = [uplink.interface.pciAddress] + functions
        return facts.vdpaDevices.filter { device in
            device.name == uplink.interface.name || device.parent.map(places.contains) == true
        }.map { "vdpa/\($0.name)" }
    }

    private func domain(_ id: Identifier<Host>, _ scope: PlacementConstraint.Scope) -> String {
        guard let host = byID[id] else { return "" }
        return switch scope {
        case .host: host.id.rawValue
        case .zone: host.zone
        case .group: host.groups.min() ?? host.id.rawValue
        }
    }

    private func brokenPairs(_ constraint: PlacementConstraint) -> Int {
        let places = (Set(constraint.members).compactMap { plan.placements[$0]?.hostID } + constraint.standing)
            .map { domain($0, constraint.scope) }
        var broken = 0
        for left in places.indices {
            for right in places.indices where right > left {
                if (places[left] == places[right]) != (constraint.kind == .together) { broken += 1 }
            }
        }
        return broken
    }

    /// The objective, by the page's table.
    var objective: PlacementObjective {
        var sum = PlacementObjective()
        let own = request.demands.flatMap { demand in plan.placements[demand.id].map(demand.claims) ?? [] }
        for host in hosts {
            guard let facts = host.facts else { continue }
            let before = HostCapacity(host: host, claims: claims)
            let after = HostCapacity(host: host, claims: claims + own)
            let isUsed = plan.placements.values.contains { $0.hostID == host.id }
            if request.policy == .pack, isUsed, before.owners.isEmpty { sum.hosts += 100 }
            if request.policy == .spread { sum.load += load(after, facts) }
            for node in facts.numaNodes {
                let pinnable = after.pinnable(node)
                let pinned = pinnable.count { after.cores.contains($0.id) }
                if pinned > 0, pinned < pinnable.count { sum.node += 5 }
            }
            for uplink in host.uplinks where host.physicalNetworks[uplink.interface.name] != nil {
                let used = Self.parts(of: uplink, facts).count { part in
                    let parent = facts.vdpaDevices.first { "vdpa/\($0.name)" == part }?.parent
                    return after.devices.contains(part) || parent.map(after.devices.contains) == true
                }
                if used > 0, used < Self.parts(of: uplink, facts).count { sum.function += 3 }
            }
        }
        for demand in request.demands {
            guard let placement = plan.placements[demand.id], let host = byID[placement.hostID] else { continue }
            addOwn(demand, placement, host, to: &sum)
        }
        for pair in request.neighbours where pair.first != pair.second {
            guard let first = plan.placements[pair.first]?.hostID, let second = plan.placements[pair.second]?.hostID,
                first != second
            else { continue }
            sum.distance += byID[first]?.zone == byID[second]?.zone ? 10 : 30
        }
        for constraint in request.constraints where !constraint.isStrict { sum.wish += 200 * brokenPairs(constraint) }
        return sum
    }

    private func load(_ after: HostCapacity, _ facts: HostFacts) -> Int {
        let overcommit = Int(after.host.vCPUOvercommit * 1000)
        let all = facts.numaNodes.reduce(0) { sum, node in
            let cpus = Set(after.pinnable(node).map(\.id) + after.shareable(node).map(\.id))
            return sum + cpus.count
        }
        let pinned = facts.numaNodes.reduce(0) { sum, node in
            sum + after.pinnable(node).count { after.cores.contains($0.id) }
        }
        guard all * overcommit > 0 else { return 0 }
        let percent = (Int(after.sharedCPUs) * 1000 + pinned * overcommit) * 100 / (all * overcommit)
        return percent * percent / 100
    }

    private func addOwn(
        _ demand: PlacementDemand, _ placement: Placement, _ host: Host, to sum: inout PlacementObjective
    ) {
        let nodes = placement.cells.map(\.node)
        if demand.cells.isEmpty, nodes.count > 1 { sum.split += 50 * (nodes.count - 1) }
        func isRemote(_ node: Int?) -> Bool {
            guard let node, !nodes.isEmpty else { return false }
            return !nodes.contains(node)
        }
        let facts = host.facts
        for (wanted, given) in zip(demand.functions, placement.functions) where wanted.affinity != .none {
            let device = facts?.vdpaDevices.first {
                "vdpa/\($0.name)" == given.pciAddress && $0.name == given.interface
            }
            let card = facts?.physicalFunctions.first { $0.name == given.interface }
            if isRemote(device?.numaNode ?? card?.numaNode) { sum.remote += 20 }
        }
        for (wanted, given) in zip(demand.devices, placement.devices) where wanted.affinity != .none {
            for address in given where isRemote(facts?.pciDevices.first { $0.address == address }?.numaNode) {
                sum.remote += 20
            }
        }
        let polled = demand.vhostUserPorts + (facts?.networkSwitch.hasDPDK == true ? demand.switchPorts : 0)
        if polled > 0, demand.vhostUserAffinity != .none, !nodes.isEmpty {
            let pmd = facts?.networkSwitch.pmdCPUs ?? []
            let isNear = facts?.numaNodes.contains { nodes.contains($0.id) && $0.cores.contains(where: pmd.contains) }
            if isNear != true { sum.remote += 20 * polled }
        }
        let hasFunctions = facts.map { facts in
            host.uplinks.contains {
                host.physicalNetworks[$0.interface.name] != nil && !Self.parts(of: $0, facts).isEmpty
            }
        }
        if demand.functions.isEmpty, hasFunctions == true { sum.waste += 2 }
    }
}
