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

    struct Convention: CustomTestStringConvertible {
        var testDescription: String
        var pinning: CPUPinningPolicy?
        var requirements: [String: String]
        var cpuPolicy: PlacementDemand.CPUPolicy
        var emulatorThreads = PlacementDemand.EmulatorThreads.shared
    }

    @Test(
        "requirements on processors are read by the field's conventions",
        arguments: [
            Convention(testDescription: "none", requirements: [:], cpuPolicy: .shared),
            Convention(
                testDescription: "OpenStack's",
                requirements: ["hw:cpu_policy": "dedicated", "hw:cpu_thread_policy": "isolate"],
                cpuPolicy: .dedicated(.isolate)),
            Convention(
                testDescription: "OSM's", pinning: .static, requirements: ["thread-policy": "REQUIRE"],
                cpuPolicy: .dedicated(.require)),
            Convention(
                testDescription: "the standard's word goes first", pinning: .dynamic,
                requirements: ["cpu_policy": "dedicated"], cpuPolicy: .shared),
            Convention(
                testDescription: "the emulator's threads", pinning: .static,
                requirements: ["hw:emulator_threads_policy": "isolate"], cpuPolicy: .dedicated(.prefer),
                emulatorThreads: .isolated),
            Convention(
                testDescription: "what is none of the values", pinning: .static,
                requirements: ["hw:cpu_thread_policy": "sometimes"], cpuPolicy: .dedicated(.prefer)),
        ])
    func conventions(_ row: Convention) {
        var compute = VirtualCompute(virtualCPUs: 2, memoryBytes: 1 << 20, cpuPinningPolicy: row.pinning)
        compute.cpuRequirements = row.requirements
        let read = demand(compute)
        #expect(read.cpuPolicy == row.cpuPolicy && read.emulatorThreads == row.emulatorThreads)
        compute.cpuRequirements = [:]
        compute.computeRequirements = row.requirements
        #expect(demand(compute) == read)
    }

    @Test("mandatory capabilities are traits or CPU features of the host, wishes are neither")
    func capabilities() {
        var compute = VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 20)
        compute.requestedCapabilities = [
            RequestedCapability(id: "a", name: "AES", isMandatory: true),
            RequestedCapability(id: "b", name: "fast-disk", isMandatory: true),
            RequestedCapability(id: "c", name: "sugar", isMandatory: false),
        ]
        let wanted = demand(compute)
        #expect(wanted.capabilities == ["AES", "fast-disk"])
        func answer(traits: [String], features: [String]) -> PlacementResult {
            PlacementPlanner.place(
                PlacementRequest([wanted]), on: [capacity(host("a", traits: traits, features: features))])
        }
        guard case .placed = answer(traits: ["fast-disk"], features: ["aes"]) else {
            Issue.record("the host has both")
            return
        }
        guard case .rejected(let rejection) = answer(traits: ["AES"], features: []) else {
            Issue.record("the host has no fast disk")
            return
        }
        #expect(
            rejection.rejections.map(\.reasons)
                == [["has fast-disk neither as a trait nor as a feature of its CPU"]])
    }

    @Test("the processors that the guest sees make its vCPUs, or are refused")
    func topologies() throws {
        func topology(_ requirements: [String: String]) throws -> [Int]? {
            var compute = VirtualCompute(virtualCPUs: 8, memoryBytes: 1 << 20)
            compute.cpuRequirements = requirements
            return try compute.topology(ofVDU: "web").map { [$0.sockets, $0.cores, $0.threads] }
        }
        #expect(try topology([:]) == nil)
        #expect(try topology(["hw:cpu_cores": "2"]) == [4, 2, 1])
        #expect(try topology(["hw:cpu_sockets": "1"]) == [1, 8, 1])
        #expect(try topology(["cpu_sockets": "2", "cpu_cores": "2"]) == [2, 2, 2])
        #expect(try topology(["cpu_sockets": "2", "cpu_cores": "2", "cpu_threads": "2"]) == [2, 2, 2])
        for wrong in [
            ["cpu_cores": "3"], ["cpu_sockets": "1", "cpu_cores": "2", "cpu_threads": "2"], ["cpu_cores": "0"],
            ["cpu_cores": "many"], ["cpu_cores": "9223372036854775807", "cpu_sockets": "9223372036854775807"],
        ] {
            let error = #expect(throws: ManifoldError.self) { _ = try topology(wrong) }
            #expect(error?.message.contains("VDU web") == true && error?.remedy != nil)
        }
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
