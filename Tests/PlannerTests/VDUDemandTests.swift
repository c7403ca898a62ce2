import MANOModel
import Testing

@testable import Planner

@Suite("What a VDU asks of a host")
struct VDUDemandTests {
    private func network(_ attachment: Network.Attachment) -> Network {
        Network(id: "n1", name: "fast", segment: 7, attachment: attachment)
    }

    private func demand(_ compute: VirtualCompute) throws -> PlacementDemand {
        try PlacementDemand(
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
        var demand = try demand(compute)
        #expect(demand.cells.map(\.vCPUs) == [3, 2])
        #expect(demand.cells.map(\.memory) == [2 << 30, 2 << 30])
        #expect(demand.nodePolicy == .strict && demand.pages == .huge && demand.cpuPolicy == .dedicated(.prefer))
        let cp = VduCp(id: "data", vduID: "web", vnicType: .direct, bitrate: 1_000_001)
        try demand.add(cp, on: network(.provider(physicalNetwork: "physnet1", vlan: 200)))
        #expect(
            demand.functions
                == [FunctionDemand(id: "data", physicalNetwork: "physnet1", bandwidth: 2, affinity: .strict)])
    }

    private static func nodes(_ requirements: [[String: String]], vCPUs: Int = 4, mebibytes: Int = 3072)
        -> VirtualCompute
    {
        var compute = VirtualCompute(virtualCPUs: vCPUs, memoryBytes: mebibytes << 20, isNUMAEnabled: true)
        compute.numaNodes = requirements.count
        compute.logicalNodes = requirements.enumerated().map { LogicalNode(id: "n\($0)", requirements: $1) }
        return compute
    }

    @Test("logical nodes can be unlike, in the order of their vCPUs")
    func unlikeNodes() throws {
        let demand = try demand(
            Self.nodes([
                ["hw:numa_cpus": "3", "hw:numa_mem": "2048"], ["numa_cpus": "0-1,2", "numa_mem": "1024"],
            ]))
        #expect(
            demand.cells == [
                PlacementDemand.Cell(vCPUs: 3, memory: 1 << 30), PlacementDemand.Cell(vCPUs: 1, memory: 2 << 30),
            ])
        #expect(demand.vhostUserAffinity == .strict)
        #expect(try self.demand(Self.nodes([["node": "zero"], [:]])).cells.map(\.vCPUs) == [2, 2])
    }

    @Test(
        "logical nodes that don't make the VDU are refused by name",
        arguments: [
            ([["numa_cpus": "0-3", "numa_mem": "3072"], [:]], "logical node n1 is without numa_cpus"),
            ([["numa_cpus": "0-1", "numa_mem": "3072"], ["numa_cpus": "2-3"]], "logical node n1 is without numa_mem"),
            ([["numa_cpus": "0,2", "numa_mem": "3072"]], "numa_cpus of logical node n0 is 0,2"),
            ([["numa_cpus": "0-4", "numa_mem": "3072"]], "numa_cpus of logical node n0 is 0-4"),
            (
                [["numa_cpus": "0-2", "numa_mem": "1024"], ["numa_cpus": "2-3", "numa_mem": "2048"]],
                "numa_cpus of logical node n1 is 2-3"
            ),
            ([["numa_cpus": "0-3", "numa_mem": "much"]], "numa_mem of logical node n0 is much"),
            ([["numa_cpus": "0-2", "numa_mem": "3072"]], "the logical nodes have 3 vCPUs and 3072 MiB together"),
            (
                [["numa_cpus": "0-2", "numa_mem": "1024"], ["numa_cpus": "3", "numa_mem": "1024"]],
                "the logical nodes have 4 vCPUs and 2048 MiB together"
            ),
        ])
    func wrongNodes(requirements: [[String: String]], message: String) throws {
        let error = #expect(throws: ManifoldError.self) { try demand(Self.nodes(requirements)) }
        #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
    }

    @Test("a function of a card needs a physical network, and a port of the switch one that the switch leads to")
    func networks() throws {
        var demand = try demand(VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 20))
        let function = #expect(throws: ManifoldError.self) {
            try demand.add(VduCp(id: "data", vduID: "web", vnicType: .directPhysical), on: network(.none))
        }
        #expect(function?.message.contains("network fast is on no physical network") == true)
        let port = #expect(throws: ManifoldError.self) {
            try demand.add(
                VduCp(id: "data", vduID: "web", vnicType: .vhostUser),
                on: network(.provider(physicalNetwork: "p", vlan: nil)))
        }
        #expect(port?.message.contains("reached through network cards and Linux bridges alone") == true)
        try demand.add(VduCp(id: "fast", vduID: "web", vnicType: .vhostUser), on: network(.none))
        #expect(demand.vhostUserPorts == 1 && demand.functions.isEmpty)
    }

    @Test("a usual port on a physical network is one of a Linux bridge, whatever its card, and no VLAN of it")
    func bridges() throws {
        var demand = try demand(VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 20))
        let provider = network(.provider(physicalNetwork: "p", vlan: nil))
        try demand.add(VduCp(id: "a", vduID: "web", vnicType: .virtio), on: provider)
        try demand.add(asked(["vif_model": "e1000"], .normal), on: provider)
        #expect(
            demand.functions
                == ["a", "data"].map {
                    FunctionDemand(id: $0, physicalNetwork: "p", bandwidth: 1, kind: .bridge)
                })
        #expect(!demand.needsTaps && demand.vhostUserPorts == 0)
        try demand.add(VduCp(id: "b", vduID: "web", vnicType: .normal), on: network(.none))
        #expect(demand.functions.count == 2)
        let tagged = #expect(throws: ManifoldError.self) {
            try demand.add(
                VduCp(id: "c", vduID: "web", vnicType: .normal),
                on: network(.provider(physicalNetwork: "p", vlan: 7)))
        }
        #expect(tagged?.message.contains("is a port of a Linux bridge, which passes frames on as they are") == true)
        #expect(tagged?.message.contains("network fast is VLAN 7 of what it leads to") == true)
    }

    @Test("a vDPA device is on a physical network without a VLAN, and no card of another model")
    func vdpaDevices() throws {
        var demand = try demand(VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 20))
        try demand.add(
            VduCp(id: "a", vduID: "web", vnicType: .vdpa), on: network(.provider(physicalNetwork: "p", vlan: nil)))
        #expect(demand.functions == [FunctionDemand(id: "a", physicalNetwork: "p", kind: .vdpa)])
        for (attachment, problem) in [
            (Network.Attachment.none, "is on no physical network"),
            (.provider(physicalNetwork: "p", vlan: 7), "is a vDPA device, which passes frames on as they are"),
        ] {
            let error = #expect(throws: ManifoldError.self) {
                try demand.add(VduCp(id: "b", vduID: "web", vnicType: .vdpa), on: network(attachment))
            }
            #expect(error?.message.contains(problem) == true, "\(error?.message ?? "")")
        }
        let model = #expect(throws: ManifoldError.self) {
            try demand.add(
                asked(["vif_model": "e1000"], .vdpa), on: network(.provider(physicalNetwork: "p", vlan: nil)))
        }
        #expect(model?.message.contains("asks for a card e1000") == true)
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
    func conventions(_ row: Convention) throws {
        var compute = VirtualCompute(virtualCPUs: 2, memoryBytes: 1 << 20, cpuPinningPolicy: row.pinning)
        compute.cpuRequirements = row.requirements
        let read = try demand(compute)
        #expect(read.cpuPolicy == row.cpuPolicy && read.emulatorThreads == row.emulatorThreads)
        compute.cpuRequirements = [:]
        compute.computeRequirements = row.requirements
        #expect(try demand(compute) == read)
    }

    @Test("mandatory capabilities are traits or CPU features of the host, wishes are neither")
    func capabilities() throws {
        var compute = VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 20)
        compute.requestedCapabilities = [
            RequestedCapability(id: "a", name: "AES", isMandatory: true),
            RequestedCapability(id: "b", name: "fast-disk", isMandatory: true),
            RequestedCapability(id: "c", name: "sugar", isMandatory: false),
        ]
        let wanted = try demand(compute)
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

    private func asked(_ requirements: [String: String], _ type: VNICType = .macvtap) -> VduCp {
        VduCp(
            id: "data", vduID: "web", vnicType: type,
            interfaceRequirements: [InterfaceRequirement(requirements: requirements)])
    }

    @Test("a macvtap is on an interface of its physical network, and has it for itself where it is passed through")
    func macvtaps() throws {
        var demand = try demand(VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 20))
        try demand.add(asked([:]), on: network(.provider(physicalNetwork: "p", vlan: nil)))
        var other = asked([:])
        other.id = "own"
        other.bitrate = 7_000_000
        let external = VnfExtCp(
            id: "out", attachment: .vduCp("own"),
            interfaceRequirements: [InterfaceRequirement(nicIORequirements: ["macvtap_mode": "PASSTHROUGH"])])
        try demand.add(other, exposedAs: external, on: network(.provider(physicalNetwork: "p", vlan: nil)))
        #expect(
            demand.functions == [
                FunctionDemand(id: "data", physicalNetwork: "p", bandwidth: 1, kind: .macvtap),
                FunctionDemand(id: "own", physicalNetwork: "p", bandwidth: 7, isWhole: true, kind: .macvtap),
            ])
        for mode in GuestInterface.MacvtapMode.allCases {
            #expect(asked(["macvtap_mode": mode.rawValue]).macvtapMode() == mode)
        }
        #expect(asked(["macvtap_mode": "sideways"]).macvtapMode() == .bridge)
        #expect(asked(["macvtap_mode": "vepa"], .normal).macvtapMode() == nil)
        for (attachment, reason) in [
            (Network.Attachment.none, "network fast is on no physical network"),
            (.provider(physicalNetwork: "p", vlan: 42), "network fast is VLAN 42"),
        ] {
            let error = #expect(throws: ManifoldError.self) { try demand.add(asked([:]), on: network(attachment)) }
            #expect(error?.message.contains(reason) == true && error?.remedy?.contains("no VLAN") == true)
        }
    }

    @Test(
        "a card that is too small for its network's MTU is refused, with both",
        arguments: [("rtl8139", 1500), ("e1000e", 9212), ("e1000", 16110), ("virtio", 65521)])
    func smallCards(model: String, most: Int) throws {
        var demand = try demand(VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 20))
        var link = network(.none)
        link.mtu = most
        try demand.add(asked(["vif_model": model], .normal), on: link)
        link.mtu = most + 1
        let error = #expect(throws: ManifoldError.self) {
            try demand.add(asked(["vif_model": model], .normal), on: link)
        }
        #expect(error?.message.contains("at most \(most), and network fast has an MTU of \(most + 1)") == true)
    }

    @Test("offloads that need checksums are refused without them", arguments: ["segmentation_offload", "ufo_offload"])
    func offloads(key: String) throws {
        var demand = try demand(VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 20))
        try demand.add(asked([key: "true"], .normal), on: network(.none))
        let error = #expect(throws: ManifoldError.self) {
            try demand.add(asked([key: "true", "checksum_offload": "false"], .normal), on: network(.none))
        }
        #expect(error?.message.contains("has \(key) and no checksum_offload") == true)
    }

    @Test("another card than virtio keeps a guest off switches with DPDK, and is refused where a kind can't be another")
    func models() throws {
        var demand = try demand(VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 20))
        try demand.add(asked(["hw_vif_model": "virtio"], .vhostUser), on: network(.none))
        #expect(!demand.needsTaps)
        try demand.add(asked(["vif_model": "E1000"], .normal), on: network(.none))
        #expect(demand.needsTaps)
        #expect(asked(["vif_model": "e1000e"], .normal).model() == .e1000e)
        for type in [VNICType.vhostUser, .virtio, .direct, .directPhysical] {
            let error = #expect(throws: ManifoldError.self) {
                try demand.add(asked(["hw:vif_model": "e1000"], type), on: network(.none))
            }
            #expect(error?.message.contains("asks for a card e1000") == true, "\(type)")
        }
        demand.vhostUserPorts = 0
        var fast = host("fast")
        fast.facts?.networkSwitch.hasDPDK = true
        guard
            case .rejected(let rejection) = PlacementPlanner.place(
                PlacementRequest([demand]), on: [capacity(fast)])
        else {
            Issue.record("its switch has DPDK")
            return
        }
        #expect(
            rejection.rejections.map(\.reasons)
                == [["its switch has DPDK, whose ports are virtio alone, and web-0 has another card"]])
        #expect(PlacementPlanner.place(PlacementRequest([demand]), on: [capacity(fast), capacity(host("b"))]).isPlaced)
    }

    @Test("devices are asked for by vendor, product and class, and what can't be read is refused")
    func devices() throws {
        func wanted(_ name: String, _ parameters: [String: String], isMandatory: Bool = true) throws -> PlacementDemand
        {
            var compute = VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 20)
            compute.requestedCapabilities = [
                RequestedCapability(
                    id: "gpu", name: name, isMandatory: isMandatory, targetPerformanceParameters: parameters)
            ]
            return try demand(compute)
        }
        let exact = try wanted(
            "pci_device",
            ["vendor_id": "0x8086", "product_id": "0D5C", "count": "2", "numa_affinity_policy": "required"])
        #expect(
            exact.devices == [DeviceDemand(vendorID: "8086", productID: "0d5c", count: 2, affinity: .strict)]
                && exact.capabilities == [])
        #expect(
            try wanted("Accelerator", ["device_class": "0x0b40", "numa_affinity_policy": "legacy"]).devices
                == [DeviceDemand(deviceClass: 0x0b40, affinity: .none)])
        #expect(try wanted("pci-passthrough", ["vendor_id": "8086"], isMandatory: false).devices == [])
        #expect(try wanted("aes", ["vendor_id": "8086"]).devices == [])
        for (parameters, part) in [
            ([:], "doesn't say which"), (["vendor_id": "intel"], "vendor_id intel, which is no number of a vendor"),
            (["vendor_id": "8086", "count": "0"], "count 0"), (["product_id": "12345"], "product_id 12345"),
            (["vendor_id": "8086", "numa_affinity_policy": "maybe"], "numa_affinity_policy maybe"),
            (["device_class": "+b40"], "device_class +b40"),
        ] as [([String: String], String)] {
            let error = #expect(throws: ManifoldError.self) { _ = try wanted("pci-device", parameters) }
            #expect(error?.message.contains(part) == true && error?.remedy != nil, "\(part)")
        }
    }

    @Test("UEFI and secure boot are asked for by OpenStack's words, and hosts without them refuse")
    func firmwares() throws {
        func firmware(_ requirements: [String: String]) throws -> GuestSpec.Firmware {
            var compute = VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 20)
            compute.computeRequirements = requirements
            return try demand(compute).firmware
        }
        #expect(try firmware([:]) == .bios)
        #expect(try firmware(["hw_firmware_type": "UEFI"]) == .uefi)
        #expect(try firmware(["hw:firmware_type": "uefi", "os_secure_boot": "optional"]) == .uefi)
        #expect(try firmware(["os:secure_boot": "required"]) == .secureBoot)
        let error = #expect(throws: ManifoldError.self) {
            _ = try firmware(["firmware_type": "bios", "secure_boot": "required"])
        }
        #expect(error?.message.contains("VDU web") == true)
        var wanted = try demand(VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 20))
        func reasons(_ its: [GuestSpec.Firmware]?) -> [String]? {
            var host = host("a")
            host.facts?.firmwares = its
            let result = PlacementPlanner.place(PlacementRequest([wanted]), on: [capacity(host)])
            if case .rejected(let rejection) = result { return rejection.rejections.flatMap(\.reasons) }
            return nil
        }
        #expect(reasons([]) == nil)
        wanted.firmware = .uefi
        #expect(reasons([.bios]) == ["has no UEFI firmware, which web-0 starts by"])
        #expect(reasons([.bios, .uefi]) == nil && reasons(nil) == nil)
        wanted.firmware = .secureBoot
        #expect(reasons([.bios, .uefi]) == ["has no UEFI firmware with secure boot, which web-0 starts by"])
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
    func claims() throws {
        var demand = try demand(VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 20))
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
