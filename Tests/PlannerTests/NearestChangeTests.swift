import MANOModel
import Planner
import SeededNumbers
import Testing

/// Whoever does what the nearest change says has room for the guest, and whoever leaves a part of it out hasn't.
@Suite("The nearest change")
struct NearestChangeTests {
    @Test("with it the guest fits, without any part of it not", arguments: 0..<300)
    func isTrueAndNeeded(seed: Int) throws {
        var random = SeededGenerator(seed + 40)
        let hosts = (0..<Int.random(in: 1...2, using: &random)).map { Self.randomHost("h\($0)", &random) }
        let claims = hosts.flatMap { Self.claims(on: $0, &random) }
        let demands = Self.demands(&random)
        let rules = [together("g", "v0", "v1")]
        let result = place(demands, rules, on: hosts, claims: claims)
        guard let rejection = result.rejection else { return }
        guard let change = rejection.nearestChanges.first else {
            // Nothing that could be added makes a host of another shape.
            let reasons = Dictionary(grouping: rejection.rejections, by: \.hostName).mapValues { $0.flatMap(\.reasons) }
            #expect(reasons.values.allSatisfy { $0.contains { $0.hasPrefix("needs 2 NUMA nodes, has") } }, "\(reasons)")
            return
        }

        #expect(
            place(demands, rules, on: Self.with(change.parts, of: change, hosts), claims: claims).isPlaced,
            "\(change.text)")
        // A CPU more is a core for one guest or carries vCPUs of another: what does for one can do for both.
        let areCPUsAlike = change.parts.count(where: \.isOfCPUs) > 1
        for index in change.parts.indices where !(areCPUsAlike && change.parts[index].isOfCPUs) {
            var parts = change.parts
            parts.remove(at: index)
            #expect(
                !place(demands, rules, on: Self.with(parts, of: change, hosts), claims: claims).isPlaced,
                "\(change.text), without part \(index)")
        }
    }

    @Test("most kinds of what can be missing come up in the property")
    func kinds() {
        var seen: Set<String> = []
        for seed in 0..<300 {
            var random = SeededGenerator(seed + 40)
            let hosts = (0..<Int.random(in: 1...2, using: &random)).map { Self.randomHost("h\($0)", &random) }
            let claims = hosts.flatMap { Self.claims(on: $0, &random) }
            let demands = Self.demands(&random)
            let result = place(demands, [together("g", "v0", "v1")], on: hosts, claims: claims)
            for part in result.rejection?.nearestChanges.flatMap(\.parts) ?? [] {
                seen.insert(String("\(part.what)".prefix { $0 != "(" }))
            }
        }
        #expect(
            seen.isSuperset(of: [
                "storage", "memory", "sharedCPUs", "pages", "wholeCores", "dedicatedCores", "pollingCore",
                "virtualFunctions", "vdpaDevices", "bandwidth", "interface", "devices",
            ]), "\(seen.sorted())")
    }

    @Test("a card on the wrong node is told with the node")
    func wrongNode() {
        let place1 = host(
            "a", cores: 4, nodes: 2, functions: [card("ens1", bus: 1, node: 1, functions: 1)],
            networks: ["ens1": "red"])
        let guest = demand(
            "v", vCPUs: 2, dedicated: true, nodes: .strict,
            functions: [
                FunctionDemand(id: "a", physicalNetwork: "red", affinity: .strict),
                FunctionDemand(id: "b", physicalNetwork: "red", affinity: .strict),
            ])
        let busy = [Claim(kind: .core, scope: "id-a", key: "2", owner: "x")]
        #expect(
            place([guest], on: [place1], claims: busy).rejection?.nearestChanges.map(\.text)
                == ["1 more dedicated core on node 1 and 1 more VF of ens1 on physical network red of host a for v"])
        let blue = demand(
            "w", vCPUs: 2, dedicated: true,
            functions: [FunctionDemand(id: "a", physicalNetwork: "blue", affinity: .strict)])
        #expect(
            place([blue], on: [place1]).rejection?.nearestChanges.map(\.text)
                == ["another interface on physical network blue on node 0 of host a for w"])
    }

    @Test("a guest for a Linux bridge needs one, whatever cards lead there")
    func bridge() {
        let place1 = host(
            "a", functions: [card("ens1", bus: 1, node: 0, functions: 1)], networks: ["ens1": "red"])
        let guest = demand(
            "v", functions: [FunctionDemand(id: "a", physicalNetwork: "red", bandwidth: 1, kind: .bridge)])
        let change = place([guest], on: [place1]).rejection?.nearestChanges.first
        #expect(change?.text == "a Linux bridge on physical network red of host a for v")
        #expect(change.map { place([guest], on: Self.with($0.parts, of: $0, [place1])).isPlaced } == true)
    }

    // MARK: Hosts with more

    private static func with(_ parts: [NearestChange.Part], of change: NearestChange, _ hosts: [Host]) -> [Host] {
        hosts.map { host in
            guard host.id == change.hostID else { return host }
            var host = host
            for (index, part) in parts.enumerated() { add(part, index, &host) }
            return host
        }
    }

    private static func add(_ part: NearestChange.Part, _ index: Int, _ host: inout Host) {
        guard var facts = host.facts else { return }
        let amount = Int(part.amount)
        func onNode(_ id: Int, _ body: (inout NUMANode) -> Void) {
            if let at = facts.numaNodes.firstIndex(where: { $0.id == id }) { body(&facts.numaNodes[at]) }
        }
        let isIsolated = facts.numaNodes.contains { $0.cpus.contains(where: \.isIsolated) }
        let threads =
            Dictionary(grouping: facts.numaNodes.flatMap(\.cpus), by: \.core).values.map(\.count).max() ?? 1
        func addCPUs(_ count: Int, perCore: Int, to id: Int, isolated: Bool) -> [Int] {
            let ids = (0..<count).map { 1000 * (index + 1) + $0 }
            onNode(id) { node in
                node.cpus += ids.map {
                    HostCPU(
                        id: $0, core: 1000 * (index + 1) + ($0 - 1000 * (index + 1)) / perCore, isIsolated: isolated)
                }
            }
            return ids
        }
        switch part.what {
        case .storage: facts.storageCapacity += part.amount
        case .memory: onNode(0) { $0.memory += part.amount }
        case .sharedCPUs: _ = addCPUs(amount, perCore: threads, to: 0, isolated: false)
        case .nodeMemory(let node): onNode(node) { $0.memory += part.amount }
        case .pages(let size, let node):
            onNode(node) {
                $0.hugepages[size, default: 0] += amount
                $0.memory += part.amount * Int64(size) * 1024
            }
        case .nodeSharedCPUs(let node): _ = addCPUs(amount, perCore: threads, to: node, isolated: false)
        case .wholeCores(let node):
            _ = addCPUs(amount * threads, perCore: threads, to: node, isolated: isIsolated)
        case .dedicatedCores(let node): _ = addCPUs(amount, perCore: 1, to: node, isolated: isIsolated)
        case .pollingCore(let node):
            facts.networkSwitch.pmdCPUs += addCPUs(1, perCore: 1, to: node, isolated: false)
        case .virtualFunctions(let interface, _):
            for at in facts.physicalFunctions.indices where facts.physicalFunctions[at].name == interface {
                facts.physicalFunctions[at].virtualFunctions += (0..<amount).map {
                    VirtualFunction(index: 50 + $0, pciAddress: "0000:a\(index):00.\($0)")
                }
            }
        case .vdpaDevices(let interface, _):
            let parent = facts.physicalFunctions.first { $0.name == interface }?.pciAddress
            facts.vdpaDevices += (0..<amount).map { vdpa("new\(index)-\($0)", of: parent) }
        case .bandwidth(let interface, _):
            for at in facts.physicalFunctions.indices where facts.physicalFunctions[at].name == interface {
                facts.physicalFunctions[at].speed? += amount
            }
        case .interface(let demand, let node):
            let name = "new\(index)"
            switch demand.kind.uplink {
            case .bridge: facts.bridges.append(LinuxBridge(name: name))
            case .vdpa: facts.vdpaDevices.append(vdpa(name, of: nil, node: node))
            case .interface:
                facts.physicalFunctions.append(
                    PhysicalFunction(
                        name: name, pciAddress: "0000:b\(index):00.0", speed: nil, numaNode: node,
                        virtualFunctions: [VirtualFunction(index: 0, pciAddress: "0000:b\(index):10.0")]))
            }
            host.physicalNetworks[name] = demand.physicalNetwork
        case .devices(let demand, let node):
            facts.pciDevices += (0..<amount).map {
                PCIDevice(
                    address: "0000:c\(index):0\($0).0", vendorID: demand.vendorID ?? "ffff",
                    productID: demand.productID ?? "ffff", classCode: (demand.deviceClass ?? 0) << 8, numaNode: node)
            }
        }
        host.facts = facts
    }

    // MARK: Random hosts and guests

    private static func randomHost(_ name: String, _ random: inout SeededGenerator) -> Host {
        let nodes = Int.random(in: 1...2, using: &random)
        let threads = Int.random(in: 1...2, using: &random)
        let cards = (1...2).map {
            card(
                "ens\($0)", bus: $0, node: Int.random(in: 0..<nodes, using: &random),
                functions: Int.random(in: 0...2, using: &random))
        }
        let cores = nodes * Int.random(in: 1...3, using: &random) * 2
        var made = host(
            name, cores: cores, threads: threads, nodes: nodes,
            memory: Int64(Int.random(in: 2...6, using: &random)) * gibibyte,
            storage: Int64.random(in: 0...2, using: &random) * 10 * gibibyte,
            hugepages: [2048: Int.random(in: 0...1, using: &random) * 256], functions: cards,
            devices: Bool.random(using: &random)
                ? [
                    PCIDevice(
                        address: "0000:81:00.0", vendorID: "8086", productID: "0001", classCode: 0x0b4000,
                        numaNode: 0)
                ] : [],
            networks: ["ens1": "red", "ens2": Bool.random(using: &random) ? "red" : "blue"], hasDPDK: true,
            pmdCPUs: Bool.random(using: &random) ? [cores - 1] : [],
            isolated: Int.random(in: 0..<3, using: &random) == 0 ? [0, 1] : [])
        if Int.random(in: 0..<3, using: &random) == 0 {
            made.facts?.vdpaDevices = [vdpa("v0", of: cards[0].pciAddress), vdpa("v1", of: cards[1].pciAddress)]
        }
        return made
    }

    private static func claims(on host: Host, _ random: inout SeededGenerator) -> [Claim] {
        let scope = host.id.rawValue
        var claims: [Claim] = []
        if Bool.random(using: &random) { claims.append(Claim(kind: .core, scope: scope, key: "0", owner: "x")) }
        if Bool.random(using: &random) {
            claims.append(Claim(kind: .memory, scope: scope, amount: gibibyte / 2, owner: "x"))
            claims.append(Claim(kind: .sharedCPU, scope: scope, amount: 1, owner: "x"))
        }
        if host.facts?.vdpaDevices.isEmpty == false, Bool.random(using: &random) {
            claims.append(Claim(kind: .device, scope: scope, key: "vdpa/v0", owner: "x"))
        }
        if let address = host.facts?.physicalFunctions.first?.virtualFunctions.first?.pciAddress,
            Bool.random(using: &random)
        {
            claims.append(Claim(kind: .device, scope: scope, key: address, owner: "x"))
            claims.append(Claim(kind: .bandwidth, scope: scope, key: "ens1", amount: 5000, owner: "x"))
        }
        return claims
    }

    private static func demands(_ random: inout SeededGenerator) -> [PlacementDemand] {
        let count = Int.random(in: 1...2, using: &random)
        return (0..<count).map { randomDemand("v\($0)", isAlone: count == 1, &random) }
    }

    private static func randomDemand(
        _ title: String, isAlone: Bool, _ random: inout SeededGenerator
    ) -> PlacementDemand {
        let affinities: [DeviceAffinity] = [.none, .preferred, .strict]
        let policies: [PlacementDemand.ThreadPolicy] = [.prefer, .isolate, .require]
        let count = Int.random(in: 0...2, using: &random)
        // What is whole for one need and what is added to another's are the same interface in more ways than are tried.
        let mayBeWhole = isAlone && count == 1
        let functions = (0..<count).map { number in
            let kind: FunctionDemand.Kind = Int.random(in: 0..<4, using: &random) == 0 ? .vdpa : .function
            return FunctionDemand(
                id: "cp\(number)", physicalNetwork: ["red", "blue", "green"].randomElement(using: &random) ?? "",
                bandwidth: [0, 0, 3000, 8000].randomElement(using: &random) ?? 0,
                isWhole: mayBeWhole && kind == .function && Int.random(in: 0..<4, using: &random) == 0, kind: kind,
                affinity: affinities.randomElement(using: &random) ?? .none)
        }
        var devices: [DeviceDemand] = []
        if Int.random(in: 0..<4, using: &random) == 0 {
            devices.append(
                DeviceDemand(
                    productID: Bool.random(using: &random) ? "0001" : nil, deviceClass: 0x0b40,
                    count: Int.random(in: 1...2, using: &random),
                    affinity: affinities.randomElement(using: &random) ?? .none))
        }
        let memory = Int64.random(in: 1...4, using: &random) * gibibyte / 2
        let vCPUs = Int.random(in: 1...4, using: &random)
        let isSplit = vCPUs % 2 == 0 && Int.random(in: 0..<4, using: &random) == 0
        var made = demand(
            title, vCPUs: vCPUs, memory: memory, storage: Int64.random(in: 0...3, using: &random) * 5 * gibibyte,
            dedicated: Bool.random(using: &random), threads: policies.randomElement(using: &random) ?? .prefer,
            emulator: Bool.random(using: &random) ? .isolated : .shared,
            hugepages: Int.random(in: 0..<3, using: &random) == 0 ? 2048 : nil,
            cells: isSplit
                ? Array(repeating: PlacementDemand.Cell(vCPUs: vCPUs / 2, memory: memory / 2), count: 2) : [],
            nodes: Bool.random(using: &random) ? .strict : .preferred, functions: functions, devices: devices,
            vhostUserPorts: Int.random(in: 0..<4, using: &random) == 0 ? 1 : 0)
        made.vhostUserAffinity = affinities.randomElement(using: &random) ?? .none
        return made
    }
}

extension NearestChange.Part {
    fileprivate var isOfCPUs: Bool {
        switch what {
        case .sharedCPUs, .nodeSharedCPUs, .wholeCores, .dedicatedCores, .pollingCore: true
        default: false
        }
    }
}
