import MANOModel
import Planner

let mebibyte: Int64 = 1 << 20
let gibibyte: Int64 = 1 << 30

func host(
    _ name: String, cores: Int = 4, threads: Int = 1, nodes: Int = 1, memory: Int64 = 8 * gibibyte,
    storage: Int64 = 100 * gibibyte, hugepages: [Int: Int] = [:], functions: [PhysicalFunction] = [],
    devices: [PCIDevice] = [], networks: [String: String] = [:], hasDPDK: Bool = false, pmdCPUs: [Int] = [],
    isolated: Set<Int> = [], zone: String = "default", groups: [String] = [], traits: [String] = [],
    features: [String] = [], state: Host.State = .enabled, overcommit: Double = 1, reserved: Int64 = 0,
    reservedCPUs: [Int] = [], architecture: String = "x86_64"
) -> Host {
    let perNode = cores / nodes
    let numaNodes = (0..<nodes).map { node in
        NUMANode(
            id: node,
            cpus: (node * perNode..<(node + 1) * perNode).map {
                HostCPU(id: $0, core: $0 / threads, isIsolated: isolated.contains($0))
            }, memory: memory / Int64(nodes), hugepages: hugepages)
    }
    let facts = HostFacts(
        hypervisorVersion: "1", cpuModel: "model", cpuFeatures: features, architecture: architecture, kvm: true,
        numaNodes: numaNodes, physicalFunctions: functions, pciDevices: devices,
        networkSwitch: SwitchFacts(hasDPDK: hasDPDK, pmdCPUs: pmdCPUs), storageCapacity: storage, storageFree: storage)
    return Host(
        id: Identifier("id-\(name)"), name: name, zone: zone, groups: groups, traits: traits,
        connection: .simulated(name: name), state: state, facts: facts, vCPUOvercommit: overcommit,
        reservedMemory: reserved, reservedCPUs: reservedCPUs, physicalNetworks: networks)
}

/// A card with VFs.
func card(_ name: String, bus: Int, node: Int?, functions: Int, speed: Int? = 10_000) -> PhysicalFunction {
    PhysicalFunction(
        name: name, pciAddress: "0000:0\(bus):00.0", speed: speed, numaNode: node,
        virtualFunctions: (0..<functions).map { VirtualFunction(index: $0, pciAddress: "0000:0\(bus):10.\($0)") })
}

/// A guest can have it.
func vdpa(_ name: String, of parent: String?, node: Int? = nil) -> VDPADevice {
    VDPADevice(
        name: name, driver: "vhost_vdpa", characterDevice: "/dev/vhost-\(name)", parent: parent, numaNode: node)
}

func capacity(_ host: Host, claims: [Claim] = []) -> HostCapacity { HostCapacity(host: host, claims: claims) }

func demand(
    _ title: String, vCPUs: Int = 1, memory: Int64 = gibibyte, storage: Int64 = 0, dedicated: Bool = false,
    threads: PlacementDemand.ThreadPolicy = .prefer, emulator: PlacementDemand.EmulatorThreads = .shared,
    hugepages: Int? = nil, cells: [PlacementDemand.Cell] = [], nodes: PlacementDemand.NodePolicy = .preferred,
    functions: [FunctionDemand] = [], devices: [DeviceDemand] = [], vhostUserPorts: Int = 0,
    features: [String] = [], traits: [String] = [], zones: Set<String>? = nil,
    on hosts: Set<Identifier<Host>>? = nil, because reason: String? = nil, architecture: String? = nil
) -> PlacementDemand {
    PlacementDemand(
        id: "id-\(title)", title: title, vCPUs: vCPUs, memory: memory, storage: storage,
        cpuPolicy: dedicated ? .dedicated(threads) : .shared, emulatorThreads: emulator,
        pages: hugepages.map { .size($0) } ?? .normal, cells: cells, nodePolicy: nodes, functions: functions,
        devices: devices, vhostUserPorts: vhostUserPorts, cpuFeatures: features, traits: traits,
        architecture: architecture, zones: zones, hosts: hosts, hostsReason: reason)
}

func together(
    _ id: String, _ titles: String..., scope: PlacementConstraint.Scope = .host, isStrict: Bool = true
) -> PlacementConstraint {
    PlacementConstraint(
        id: id, kind: .together, scope: scope, members: titles.map { "id-\($0)" }, isStrict: isStrict)
}

func apart(
    _ id: String, _ titles: String..., scope: PlacementConstraint.Scope = .host, standing: [Identifier<Host>] = [],
    isStrict: Bool = true
) -> PlacementConstraint {
    PlacementConstraint(
        id: id, kind: .apart, scope: scope, members: titles.map { "id-\($0)" }, standing: standing, isStrict: isStrict)
}

func place(
    _ demands: [PlacementDemand], _ constraints: [PlacementConstraint] = [],
    neighbours: [PlacementRequest.Neighbours] = [], on hosts: [Host], claims: [Claim] = [],
    policy: PlacementPolicy = .pack
) -> PlacementResult {
    PlacementPlanner.place(
        PlacementRequest(demands, constraints: constraints, neighbours: neighbours, policy: policy),
        on: HostCapacity.of(hosts, claims: claims))
}

extension PlacementResult {
    var plan: PlacementPlan? { if case .placed(let plan) = self { plan } else { nil } }
    var placements: [String: Placement] { plan?.placements ?? [:] }
    var rejection: PlacementRejection? { if case .rejected(let rejection) = self { rejection } else { nil } }
    var rejections: [Rejection] { rejection?.rejections ?? [] }
    var isPlaced: Bool { plan != nil }
    subscript(_ title: String) -> Placement? { placements["id-\(title)"] }
    func hostName(_ title: String) -> String? { self[title].map { String($0.hostID.rawValue.dropFirst(3)) } }
}
