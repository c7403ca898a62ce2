import MANOModel
import Testing

@testable import Planner

@Suite("What a VDU asks of a host")
struct VDUDemandTests {
    private func network(_ attachment: Network.Attachment) -> Network {
        Network(id: "n1", name: "fast", segment: 7, attachment: attachment)
    }

    private func demand(_ compute: VirtualCompute) -> PlacementDemand {
        PlacementDemand(
            id: "d", title: "web-0",
            vdu: VDU(
                id: "web", name: "web", compute: compute,
                profile: VduProfile(minNumberOfInstances: 1, maxNumberOfInstances: 1)),
            storage: 5)
    }

    @Test("NUMA nodes divide vCPUs and memory; a guest that is NUMA-aware stays on its node with its cards")
    func nodes() throws {
        var compute = VirtualCompute(virtualCPUs: 5, memoryBytes: 4 << 30, cpuPinningPolicy: .static)
        compute.isNUMAEnabled = true
        compute.numaNodes = 2
        compute.pageSize = .large
        var demand = demand(compute)
        #expect(demand.cells.map(\.vCPUs) == [3, 2])
        #expect(demand.cells.map(\.memory) == [2 << 30, 2 << 30])
        #expect(demand.nodePolicy == .strict && demand.pages == .huge && demand.cpuPolicy == .dedicated(.prefer))
        let cp = VduCp(id: "data", vduID: "web", vnicType: .direct, bitrate: 1_000_001)
        try demand.add(cp, on: network(.provider(physicalNetwork: "physnet1", vlan: 200)))
        #expect(
            demand.functions
                == [FunctionDemand(id: "data", physicalNetwork: "physnet1", bandwidth: 2, affinity: .strict)])
    }

    @Test("a function of a card needs a physical network, and a port of the switch one that the switch leads to")
    func networks() throws {
        var demand = demand(VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 20))
        let function = #expect(throws: ManifoldError.self) {
            try demand.add(VduCp(id: "data", vduID: "web", vnicType: .directPhysical), on: network(.none))
        }
        #expect(function?.message.contains("network fast is on no physical network") == true)
        let port = #expect(throws: ManifoldError.self) {
            try demand.add(
                VduCp(id: "data", vduID: "web", vnicType: .virtio),
                on: network(.provider(physicalNetwork: "p", vlan: nil)))
        }
        #expect(port?.message.contains("reached through functions of network cards alone") == true)
        try demand.add(VduCp(id: "fast", vduID: "web", vnicType: .vhostUser), on: network(.none))
        #expect(demand.vhostUserPorts == 1 && demand.functions.isEmpty)
    }

    @Test("two functions of one card are one claim on its bandwidth")
    func claims() {
        var demand = demand(VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 20))
        demand.functions = ["a", "b"].map { FunctionDemand(id: $0, physicalNetwork: "p", bandwidth: 10) }
        let placement = Placement(
            hostID: "h",
            functions: ["0000:01:10.0", "0000:01:10.2"].enumerated().map {
                Placement.Function(id: ["a", "b"][$0], interface: "ens1", pciAddress: $1, bandwidth: 10)
            })
        let claims = demand.claims(at: placement)
        #expect(claims.filter { $0.kind == .bandwidth }.map(\.amount) == [20])
        #expect(claims.filter { $0.kind == .device }.count == 2)
    }
}
