import MANOModel
import Planner

let mebibyte: Int64 = 1 << 20
let gibibyte: Int64 = 1 << 30

/// The same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 0x9e37_79b9_7f4a_7c15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_f491_4f6c_dd1d
    }
}

func host(
    _ name: String, cores: Int = 4, nodes: Int = 1, memory: Int64 = 8 * gibibyte, storage: Int64 = 100 * gibibyte,
    hugepages: [Int: Int] = [:], state: Host.State = .enabled, overcommit: Double = 1, reserved: Int64 = 0,
    architecture: String = "x86_64"
) -> Host {
    let numaNodes = (0..<nodes).map { node in
        NUMANode(
            id: node, cores: Array(node * cores / nodes..<(node + 1) * cores / nodes), memory: memory / Int64(nodes),
            hugepages: hugepages)
    }
    let facts = HostFacts(
        hypervisorVersion: "1", cpuModel: "model", architecture: architecture, kvm: true, numaNodes: numaNodes,
        storageCapacity: storage, storageFree: storage)
    return Host(
        id: Identifier("id-\(name)"), name: name, connection: .simulated(name: name), state: state, facts: facts,
        vCPUOvercommit: overcommit, reservedMemory: reserved)
}

func capacity(_ host: Host, claims: [Claim] = [], labels: Set<String> = []) -> HostCapacity {
    HostCapacity(host: host, claims: claims, labels: labels)
}

func demand(
    _ title: String, vCPUs: Int = 1, memory: Int64 = gibibyte, storage: Int64 = 0, dedicated: Bool = false,
    hugepages: Int? = nil, on hosts: Set<Identifier<Host>>? = nil, because reason: String? = nil, group: String? = nil,
    apart: [String] = [], architecture: String? = nil
) -> PlacementDemand {
    PlacementDemand(
        id: "id-\(title)", title: title, vCPUs: vCPUs, memory: memory, storage: storage, dedicatedCores: dedicated,
        hugepageSize: hugepages, hosts: hosts, hostsReason: reason, group: group, antiAffinity: apart,
        architecture: architecture)
}

extension PlacementResult {
    var placements: [String: Placement] { if case .placed(let placements) = self { placements } else { [:] } }
    var rejections: [Rejection] { if case .rejected(let rejections) = self { rejections } else { [] } }
    var isPlaced: Bool { if case .placed = self { true } else { false } }
    func hostName(_ title: String) -> String? {
        placements["id-\(title)"].map { String($0.hostID.rawValue.dropFirst(3)) }
    }
}
