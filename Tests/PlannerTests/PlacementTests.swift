import MANOModel
import Planner
import Testing

@Suite("Placement")
struct PlacementTests {
    @Test("Packing fills one host, spreading uses all")
    func policies() {
        let hosts = ["a", "b", "c"].map { host($0) }
        let demands = (0..<3).map { demand("vfw-\($0)") }
        let packed = place(demands, on: hosts, policy: .pack)
        let spread = place(demands, on: hosts, policy: .spread)
        #expect(Set(packed.placements.values.map(\.hostID)).count == 1)
        #expect(Set(spread.placements.values.map(\.hostID)).count == 3)
    }

    @Test("Rules keep together and apart")
    func rules() {
        let result = place(
            [demand("x0"), demand("y0"), demand("x1"), demand("y1")],
            [
                together("left", "x0", "y0"), together("right", "x1", "y1"), apart("x", "x0", "x1"),
                apart("y", "y0", "y1"),
            ], on: ["a", "b"].map { host($0) })
        #expect(result.isPlaced)
        #expect(result.hostName("x0") == result.hostName("y0"))
        #expect(result.hostName("x1") == result.hostName("y1"))
        #expect(result.hostName("x0") != result.hostName("x1"))
    }

    @Test("Zones and groups are scopes of rules", arguments: [PlacementConstraint.Scope.zone, .group])
    func scopes(scope: PlacementConstraint.Scope) {
        let hosts = [
            host("a", zone: "1", groups: ["p"]), host("b", zone: "1", groups: ["p"]),
            host("c", zone: "2", groups: ["q"]), host("d", cores: 1, zone: "3", groups: ["r"]),
        ]
        let far = place(
            (0..<3).map { demand("v\($0)") }, [apart("far", "v0", "v1", "v2", scope: scope)], on: hosts)
        let domains = far.placements.values.map { placement in
            hosts.first { $0.id == placement.hostID }?.zone
        }
        #expect(Set(domains).count == 3)
        // Only the first zone has room for all of them.
        let near = place(
            (0..<6).map { demand("v\($0)") },
            [together("near", "v0", "v1", "v2", "v3", "v4", "v5", scope: scope)], on: hosts)
        #expect(Set(near.placements.values.map(\.hostID)) == ["id-a", "id-b"])
    }

    @Test("A wish is followed where it can be, and costs where it can't")
    func wishes() {
        let wish = apart("far", "v0", "v1", isStrict: false)
        let two = place([demand("v0"), demand("v1")], [wish], on: [host("a"), host("b")])
        #expect(two.hostName("v0") != two.hostName("v1"))
        #expect(two.plan?.objective.wish == 0)
        let one = place([demand("v0"), demand("v1")], [wish], on: [host("a")])
        #expect(one.plan?.objective.wish == 200)
    }

    @Test("Neighbours sit on one host where that costs nothing else")
    func neighbours() {
        let hosts = ["a", "b", "c"].map { host($0, cores: 2) }
        let pairs = [("v0", "v3"), ("v1", "v4"), ("v2", "v5")]
        let result = place(
            (0..<6).map { demand("v\($0)") }, neighbours: pairs.map { .init("id-\($0.0)", "id-\($0.1)") }, on: hosts)
        for pair in pairs { #expect(result.hostName(pair.0) == result.hostName(pair.1)) }
        #expect(result.plan?.objective.distance == 0)
    }

    @Test("Dedicated cores come from the node that they fill")
    func nodes() {
        let taken = [Claim(kind: .core, scope: "id-a", key: "4", owner: "x")]
        let result = place(
            [demand("v", vCPUs: 3, dedicated: true)], on: [host("a", cores: 8, nodes: 2)], claims: taken)
        #expect(result["v"]?.cells.map(\.node) == [1])
        #expect(result["v"]?.cores == [5, 6, 7])
    }

    @Test("Cores come evenly from several nodes where one hasn't enough, unless one is a must")
    func acrossNodes() {
        let hosts = [host("a", cores: 8, nodes: 2)]
        let result = place([demand("v", vCPUs: 6, dedicated: true)], on: hosts)
        #expect(result["v"]?.cells.map(\.cpus) == [[0, 1, 2], [4, 5, 6]])
        #expect(result.plan?.objective.split == 50)
        #expect(!place([demand("v", vCPUs: 6, dedicated: true, nodes: .strict)], on: hosts).isPlaced)
    }

    @Test("Cells are on nodes of their own, with their memory and pages")
    func cells() {
        let cells = [
            PlacementDemand.Cell(vCPUs: 1, memory: gibibyte), PlacementDemand.Cell(vCPUs: 3, memory: 2 * gibibyte),
        ]
        let result = place(
            [demand("v", vCPUs: 4, memory: 3 * gibibyte, dedicated: true, hugepages: 1_048_576, cells: cells)],
            on: [host("a", cores: 8, nodes: 2, hugepages: [1_048_576: 2])],
            claims: [
                Claim(kind: .core, scope: "id-a", key: "0", owner: "x"),
                Claim(kind: .core, scope: "id-a", key: "1", owner: "x"),
            ])
        #expect(result["v"]?.cells.map(\.node) == [0, 1])
        #expect(result["v"]?.cells.map(\.cpus.count) == [1, 3])
        #expect(result["v"]?.cells.map(\.memory) == [gibibyte, 2 * gibibyte])
        #expect(!place([demand("v", vCPUs: 4, cells: cells)], on: [host("a")]).isPlaced)
    }

    @Test("Thread policies: siblings to one guest, one vCPU a core, or whatever is there")
    func threads() {
        let hosts = [host("a", cores: 8, threads: 2)]
        let require = place([demand("v", vCPUs: 3, dedicated: true, threads: .require)], on: hosts)
        #expect(require["v"]?.cores == [0, 1, 2])
        #expect(require["v"]?.idleCPUs == [3])
        let isolate = place([demand("v", vCPUs: 3, dedicated: true, threads: .isolate)], on: hosts)
        #expect(isolate["v"]?.cores == [0, 2, 4])
        #expect(isolate["v"]?.idleCPUs == [1, 3, 5])
        #expect(!place([demand("v", vCPUs: 5, dedicated: true, threads: .isolate)], on: hosts).isPlaced)
        let claims = [Claim(kind: .core, scope: "id-a", key: "0", owner: "x")]
        let prefer = place([demand("v", vCPUs: 3, dedicated: true)], on: hosts, claims: claims)
        #expect(prefer["v"]?.cores == [2, 3, 1])
        let all = place(
            [
                demand("v", vCPUs: 2, dedicated: true, threads: .isolate), demand("w", vCPUs: 3, dedicated: true),
                demand("x", dedicated: true),
            ], on: hosts)
        #expect(Set(["v", "w", "x"].flatMap { all[$0]?.cores ?? [] }).count == 6)
    }

    @Test("The emulator's threads have a core of their own where they are to be isolated")
    func emulator() {
        let result = place([demand("v", vCPUs: 2, dedicated: true, emulator: .isolated)], on: [host("a", cores: 3)])
        #expect(result["v"]?.cores == [0, 1])
        #expect(result["v"]?.emulatorCPUs == [2])
        #expect(
            !place([demand("v", vCPUs: 3, dedicated: true, emulator: .isolated)], on: [host("a", cores: 3)]).isPlaced)
    }

    @Test("Isolated CPUs are for those that pin, the others for everybody else, reserved and polling ones for nobody")
    func isolated() {
        let hosts = [host("a", cores: 8, hasDPDK: true, pmdCPUs: [4], isolated: [4, 5, 6], reservedCPUs: [0])]
        let pinned = place([demand("v", vCPUs: 2, dedicated: true)], on: hosts)
        #expect(pinned["v"]?.cores == [5, 6])
        #expect(!place([demand("v", vCPUs: 3, dedicated: true)], on: hosts).isPlaced)
        #expect(place([demand("v", vCPUs: 4)], on: hosts).isPlaced)
        #expect(!place([demand("v", vCPUs: 5)], on: hosts).isPlaced)
    }

    @Test("VFs come from a card on the guest's node, from one that is in use already, and with the bandwidth left")
    func functions() {
        let hosts = [
            host(
                "a", cores: 8, nodes: 2,
                functions: [card("ens1", bus: 1, node: 0, functions: 2), card("ens2", bus: 2, node: 1, functions: 2)],
                networks: ["ens1": "red", "ens2": "red"])
        ]
        let taken = [Claim(kind: .core, scope: "id-a", key: "0", owner: "x")]
        func wanted(_ title: String, bandwidth: Int64 = 0) -> PlacementDemand {
            demand(
                title, vCPUs: 4, memory: gibibyte, dedicated: true, nodes: .strict,
                functions: [
                    FunctionDemand(id: "cp", physicalNetwork: "red", bandwidth: bandwidth, affinity: .strict)
                ])
        }
        let result = place([wanted("v", bandwidth: 6000)], on: hosts, claims: taken)
        #expect(result["v"]?.cells.map(\.node) == [1])
        #expect(
            result["v"]?.functions == [
                .init(id: "cp", interface: "ens2", pciAddress: "0000:02:10.0", bandwidth: 6000)
            ])
        let two = (0..<2).map {
            demand("w\($0)", functions: [FunctionDemand(id: "cp", physicalNetwork: "red", bandwidth: 6000)])
        }
        let both = place(two, on: hosts)
        #expect(Set(both.placements.values.map { $0.functions[0].interface }) == ["ens1", "ens2"])
        let narrow = (0..<2).map { demand("w\($0)", functions: [FunctionDemand(id: "cp", physicalNetwork: "red")]) }
        #expect(Set(place(narrow, on: hosts).placements.values.map { $0.functions[0].interface }).count == 1)
    }

    @Test("A whole card is given only while nobody has a VF of it, and takes all of them")
    func wholeFunction() {
        let hosts = [
            host("a", functions: [card("ens1", bus: 1, node: 0, functions: 2)], networks: ["ens1": "red"])
        ]
        let whole = demand("v", functions: [FunctionDemand(id: "cp", physicalNetwork: "red", isWhole: true)])
        let result = place([whole], on: hosts)
        #expect(result["v"]?.functions.first?.pciAddress == "0000:01:00.0")
        #expect(result["v"]?.functions.first?.blocked == ["0000:01:10.0", "0000:01:10.1"])
        #expect(
            !place([whole, demand("w", functions: [FunctionDemand(id: "cp", physicalNetwork: "red")])], on: hosts)
                .isPlaced)
        let taken = [Claim(kind: .device, scope: "id-a", key: "0000:01:10.1", owner: "x")]
        #expect(!place([whole], on: hosts, claims: taken).isPlaced)
    }

    @Test("Ports of a Linux bridge are on hosts with one that leads there; its own ports are nobody's as a whole")
    func bridges() {
        func wanted(_ name: String, _ kind: FunctionDemand.Kind, whole: Bool = false) -> PlacementDemand {
            demand(
                name,
                functions: [
                    FunctionDemand(id: "cp", physicalNetwork: "red", bandwidth: 1, isWhole: whole, kind: kind)
                ])
        }
        let cards = [card("ens1", bus: 1, node: 0, functions: 1)]
        let without = host("a", functions: cards, networks: ["ens1": "red"])
        var with = host("b", functions: cards, networks: ["ens1": "red", "br0": "red"])
        with.facts?.bridges = [LinuxBridge(name: "br0", ports: ["ens1"]), LinuxBridge(name: "br1")]
        let both = place([wanted("v", .bridge), wanted("w", .bridge)], on: [without, with])
        for name in ["v", "w"] {
            #expect(both[name]?.hostID == "id-b")
            #expect(both[name]?.functions == [.init(id: "cp", interface: "br0", pciAddress: "", bandwidth: 1)])
        }
        #expect(place([wanted("v", .function)], on: [with])["v"]?.functions.first?.interface == "ens1")
        #expect(place([wanted("v", .macvtap)], on: [without, with])["v"]?.hostID == "id-a")
        func reasons(_ demand: PlacementDemand, on host: MANOModel.Host) -> [String] {
            place([demand], on: [host]).rejections.flatMap(\.reasons)
        }
        #expect(reasons(wanted("v", .bridge), on: without) == ["has no Linux bridge on physical network red"])
        #expect(
            reasons(wanted("v", .macvtap), on: with)
                == ["needs an interface for a macvtap on physical network red, each is a port of a Linux bridge"])
        #expect(
            reasons(wanted("v", .function, whole: true), on: with)
                == ["needs a whole interface on physical network red, all are in use"])
    }

    @Test("A vDPA device is one guest's, and so is the VF that it is made of; its card is nobody's as a whole")
    func vdpaDevices() {
        func wanted(_ name: String, _ kind: FunctionDemand.Kind, whole: Bool = false, rate: Int64 = 0)
            -> PlacementDemand
        {
            demand(
                name,
                functions: [
                    FunctionDemand(id: "cp", physicalNetwork: "red", bandwidth: rate, isWhole: whole, kind: kind)
                ])
        }
        var with = host(
            "a", functions: [card("ens1", bus: 1, node: 0, functions: 2)], networks: ["ens1": "red", "sim0": "red"])
        with.facts?.vdpaDevices = [
            vdpa("v0", of: "0000:01:10.1"), vdpa("v1", of: "0000:01:00.0"), vdpa("sim0", of: nil),
            VDPADevice(name: "own", driver: "virtio_vdpa", parent: "0000:01:00.0"),
        ]
        let all = place(["a", "b", "c"].map { wanted($0, .vdpa) } + [wanted("d", .function)], on: [with])
        #expect(
            ["a", "b", "c"].compactMap { all[$0]?.functions.first }.sorted { $0.pciAddress < $1.pciAddress }
                == [
                    .init(id: "cp", interface: "sim0", pciAddress: "vdpa/sim0", bandwidth: 0),
                    .init(
                        id: "cp", interface: "ens1", pciAddress: "vdpa/v0", blocked: ["0000:01:10.1"], bandwidth: 0),
                    .init(id: "cp", interface: "ens1", pciAddress: "vdpa/v1", bandwidth: 0),
                ])
        #expect(all["d"]?.functions.first?.pciAddress == "0000:01:10.0")
        func reasons(_ demands: [PlacementDemand], claims: [Claim] = []) -> [String] {
            place(demands, on: [with], claims: claims).rejections.flatMap(\.reasons)
        }
        #expect(
            reasons(["a", "b", "c", "d"].map { wanted($0, .vdpa) })
                == ["needs 1 vDPA device on physical network red, 0 are free beside a, b and c"])
        #expect(!reasons([wanted("a", .function), wanted("b", .function)]).isEmpty)
        #expect(
            reasons([wanted("a", .function, whole: true)])
                == ["needs a whole interface on physical network red, all are in use or have vDPA devices"])
        // The VF is somebody's: so is the device.
        let taken = ["0000:01:10.1", "vdpa/v1", "vdpa/sim0"].map {
            Claim(kind: .device, scope: "id-a", key: $0, owner: "x")
        }
        #expect(!reasons([wanted("a", .vdpa)], claims: taken).isEmpty)
        with.physicalNetworks["sim0"] = nil
        #expect(
            !reasons([wanted("a", .vdpa, rate: 6000), wanted("b", .function, rate: 6000)]).isEmpty,
            "VFs and vDPA devices share their card's line")
    }

    @Test("Macvtaps share an interface, of a card or not, until one has it for itself")
    func macvtaps() {
        var place1 = host("a", functions: [card("ens1", bus: 1, node: 0, functions: 2)], networks: ["ens1": "red"])
        func wanted(_ name: String, whole: Bool = false, on network: String = "red") -> PlacementDemand {
            demand(
                name,
                functions: [
                    FunctionDemand(id: "cp", physicalNetwork: network, bandwidth: 1, isWhole: whole, kind: .macvtap)
                ])
        }
        let vf = demand("vf", functions: [FunctionDemand(id: "cp", physicalNetwork: "red")])
        let result = place([wanted("v"), wanted("w"), vf], on: [place1])
        #expect(result["v"]?.functions == [.init(id: "cp", interface: "ens1", pciAddress: "", bandwidth: 1)])
        #expect(result["w"]?.functions.first?.interface == "ens1" && result["vf"]?.functions.first?.pciAddress != "")
        #expect(!place([wanted("v"), wanted("w", whole: true)], on: [place1]).isPlaced)
        let own = place([wanted("w", whole: true)], on: [place1])
        #expect(own["w"]?.functions.first?.pciAddress == "0000:01:00.0")
        let shared = [Claim(kind: .bandwidth, scope: "id-a", key: "ens1", owner: "x")]
        #expect(place([wanted("v")], on: [place1], claims: shared).isPlaced)
        #expect(!place([wanted("w", whole: true)], on: [place1], claims: shared).isPlaced)
        let taken = [Claim(kind: .device, scope: "id-a", key: "0000:01:00.0", owner: "x")]
        #expect(!place([wanted("v")], on: [place1], claims: taken).isPlaced)

        place1.physicalNetworks = ["bond0": "green", "gone0": "green"]
        place1.facts?.virtualInterfaces = ["bond0"]
        let bond = place([wanted("v", whole: true, on: "green")], on: [place1])
        #expect(
            bond["v"]?.functions == [.init(id: "cp", interface: "bond0", pciAddress: "bond0", bandwidth: 1)])
        #expect(
            !place(
                [wanted("v", on: "green")], on: [place1],
                claims: [
                    Claim(kind: .device, scope: "id-a", key: "bond0", owner: "x")
                ]
            ).isPlaced)
        let whole = demand("p", functions: [FunctionDemand(id: "cp", physicalNetwork: "green", isWhole: true)])
        guard case .rejected(let rejection) = place([whole], on: [place1]) else {
            Issue.record("a bond is no device")
            return
        }
        #expect(
            rejection.rejections.flatMap(\.reasons)
                == ["needs a whole PCI interface on physical network green; the host's is none"])
    }

    @Test("Devices are given by vendor, product and class, each once")
    func devices() {
        let devices = (0..<3).map {
            PCIDevice(
                address: "0000:0\($0):00.0", vendorID: "8086", productID: $0 == 2 ? "0001" : "0d5c",
                classCode: 0x0b4000,
                numaNode: 0)
        }
        let hosts = [host("a", devices: devices)]
        let demands = [
            demand("v", devices: [DeviceDemand(vendorID: "8086", productID: "0D5C")]),
            demand("w", devices: [DeviceDemand(deviceClass: 0x0b40, count: 2)]),
        ]
        let result = place(demands, on: hosts)
        #expect(Set(result.placements.values.flatMap { $0.devices.joined() }).count == 3)
        #expect(result["v"]?.devices.first?.first != "0000:02:00.0")
    }

    @Test("A demand that is bound to a host gets it although a freer one comes first")
    func bound() {
        #expect(place([demand("v", on: ["id-b"])], on: [host("a"), host("b")]).hostName("v") == "b")
    }

    @Test("Spellings of one architecture are the same")
    func architecture() {
        #expect(place([demand("v", architecture: "AMD64")], on: [host("a")]).isPlaced)
    }

    @Test("What only an exchange makes fit is found")
    func exchange() {
        // Taking the fullest host for the large ones first leaves no room for the last; 5+3 and 4+4 fit exactly.
        let sizes: [Int64] = [5, 4, 4, 3]
        let demands = sizes.enumerated().map { demand("v\($0.offset)", memory: $0.element * gibibyte) }
        #expect(place(demands, on: ["a", "b"].map { host($0) }).isPlaced)
    }

    @Test("Claims of a placement, read back, are what is taken")
    func claims() {
        let big = host("a", cores: 8, nodes: 2, hugepages: [2048: 1024])
        let demands = [
            demand("d", vCPUs: 2, memory: gibibyte - 1, storage: gibibyte, dedicated: true, hugepages: 2048),
            demand("s", vCPUs: 3, memory: gibibyte),
        ]
        let placements = place(demands, on: [big]).placements
        let claims = demands.flatMap { demand in placements[demand.id].map(demand.claims) ?? [] }
        let after = capacity(big, claims: claims)
        #expect(after.cores.count == 2)
        #expect(after.sharedCPUs == 3)
        #expect(after.memory == gibibyte)
        #expect(after.hugepages == [HugepagePool(node: 0, size: 2048): gibibyte])
        #expect(after.storage == gibibyte)
        #expect(after.excesses.isEmpty)
        #expect(Set(claims.map(\.owner)) == ["id-d", "id-s"])
    }

    @Test("An overfull host says by how much")
    func excesses() {
        let claims = [
            Claim(kind: .sharedCPU, scope: "id-a", amount: 5, owner: "x"),
            Claim(kind: .memory, scope: "id-a", amount: 9 * gibibyte, owner: "x"),
            Claim(kind: .core, scope: "id-a", key: "77", owner: "x"),
        ]
        #expect(
            capacity(host("a"), claims: claims).excesses == [
                "5 of 4 shared vCPUs are claimed", "9216 MiB of 8192 MiB of memory are claimed",
                "cores that the host doesn't have are claimed: 77",
            ])
    }
}
