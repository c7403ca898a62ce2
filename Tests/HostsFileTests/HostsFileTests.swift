import Foundation
import HostsFile
import MANOModel
import Testing

@Suite("Hosts files")
struct HostsFileTests {
    private let gibibyte: Int64 = 1 << 30

    private func parse(_ text: String) throws -> HostsFile {
        try HostsFile(parsing: Array(text.utf8), name: "HOSTS.yaml")
    }

    private func host(_ text: String) throws -> MANOModel.Host {
        try #require(try parse("hosts: [{\(text)}]").hosts.first)
    }

    @Test("What a host is and keeps for itself is understood")
    func whole() throws {
        let file = try parse(
            """
            hosts:
              - name: edge
                count: 2
                zone: east
                groups: [rack-1, row-2]
                traits: ssd
                cores: 8
                threads: 2
                numa: 2
                memory: 64 GiB
                storage: 1.5 TiB
                hugepages: { 1 GiB: 4 }
                distances: [[10, 21], [21, 10]]
                isolated: 2-7,10-15
                reservedCPUs: 0,8
                reservedMemory: 1 GiB
                overcommit: 4
                architecture: aarch64
                cpuModel: Neoverse-N1
                features: [sve, asimd]
                kvm: false
                switch: { dpdk: true, pmdCPUs: "2,10" }
            """)
        #expect(file.hosts.map(\.name) == ["edge-1", "edge-2"])
        #expect(file.claims == [])
        let edge = try #require(file.hosts.last)
        #expect(edge.id == "edge-2")
        #expect(edge.connection == .simulated(name: "edge-2"))
        #expect(edge.zone == "east")
        #expect(edge.groups == ["rack-1", "row-2"])
        #expect(edge.traits == ["ssd"])
        #expect(edge.vCPUOvercommit == 4)
        #expect(edge.reservedMemory == gibibyte)
        #expect(edge.reservedCPUs == [0, 8])
        let facts = try #require(edge.facts)
        #expect(facts.storageCapacity == 1536 * gibibyte)
        #expect(facts.architecture == "aarch64")
        #expect(facts.cpuModel == "Neoverse-N1")
        #expect(facts.cpuFeatures == ["sve", "asimd"])
        #expect(!facts.kvm)
        #expect(facts.networkSwitch == SwitchFacts(hasDPDK: true, pmdCPUs: [2, 10]))
        #expect(facts.numaNodes.map(\.cores) == [[0, 1, 2, 3, 8, 9, 10, 11], [4, 5, 6, 7, 12, 13, 14, 15]])
        #expect(facts.numaNodes[1].cpus.map(\.core) == [4, 5, 6, 7, 4, 5, 6, 7])
        #expect(facts.numaNodes[0].cpus.filter(\.isIsolated).map(\.id) == [2, 3, 10, 11])
        #expect(facts.numaNodes.map(\.distances) == [[0: 10, 1: 21], [0: 21, 1: 10]])
        #expect(facts.numaNodes.map(\.memory) == [32 * gibibyte, 32 * gibibyte])
        #expect(facts.numaNodes.map(\.hugepages) == [[1_048_576: 4], [1_048_576: 4]])
    }

    @Test("NUMA nodes may be described one by one, by number of cores or by CPUs")
    func nodes() throws {
        let nodes = try host(
            """
            name: a, threads: 2, numa: [{cores: "0-3,8-11", memory: 4 GiB, hugepages: {2 MiB: 512}},
            {cores: 2, memory: 2 GiB}]
            """
        ).facts?.numaNodes
        #expect(nodes?.map(\.cores) == [[0, 1, 2, 3, 8, 9, 10, 11], [12, 13, 14, 15]])
        #expect(nodes?.map { $0.cpus.map(\.core) } == [[0, 1, 2, 3, 0, 1, 2, 3], [12, 13, 12, 13]])
        #expect(nodes?.map(\.hugepages) == [[2048: 512], [:]])
    }

    @Test("Physical functions and devices have addresses of their own, and what of them is used is claimed")
    func devices() throws {
        let file = try parse(
            """
            hosts:
              - name: a
                count: 2
                cores: 4
                numa: 2
                memory: 16 GiB
                hugepages: { 1 GiB: 4 }
                physicalFunctions:
                  - { name: ens1, physicalNetwork: red, speed: 25 Gbit/s, node: 1, virtualFunctions: 130, driver: ice,
                      switchdev: true, link: false, used: 2, usedBandwidth: 4000 }
                  - { name: ens2, virtualFunctions: 2, used: whole }
                devices:
                  - { vendor: 8086, product: 37C8, class: 0x0b40, count: 3, node: 0, used: 1 }
                  - { vendor: 10de, product: "1234" }
                used:
                  cpus: 1,3
                  sharedCPUs: 5
                  memory: 1 GiB
                  storage: 10 GiB
                  numa: { 0: { sharedCPUs: 2, memory: 2 GiB, hugepages: { 1 GiB: 3 } } }
            """)
        let facts = try #require(file.hosts.first?.facts)
        #expect(file.hosts.first?.physicalNetworks == ["ens1": "red"])
        let first = try #require(facts.physicalFunctions.first)
        #expect(first.speed == 25_000)
        #expect(first.numaNode == 1)
        #expect(first.driver == "ice")
        #expect(first.isSwitchdev)
        #expect(!first.hasLink)
        #expect(first.pciAddress == "0000:10:00.0")
        #expect(first.virtualFunctions.count == 130)
        #expect(first.virtualFunctions[9].pciAddress == "0000:10:11.1")
        #expect(first.virtualFunctions[129].pciAddress == "0000:11:00.1")
        #expect(facts.physicalFunctions[1].speed == nil)
        #expect(facts.physicalFunctions[1].pciAddress == "0000:12:00.0")
        #expect(
            facts.pciDevices == [0, 1, 2].map {
                PCIDevice(
                    address: "0001:00:0\($0).0", vendorID: "8086", productID: "37c8", classCode: 0x0b4000, numaNode: 0)
            } + [PCIDevice(address: "0001:00:03.0", vendorID: "10de", productID: "1234", classCode: 0xff0000)])
        let claims = file.claims.filter { $0.scope == "a-2" }
        #expect(file.claims.count == 2 * claims.count)
        let capacity = HostCapacity(host: file.hosts[1], claims: claims)
        #expect(capacity.cores == [1, 3])
        #expect(capacity.sharedCPUs == 7)
        #expect(capacity.nodeSharedCPUs == [0: 2])
        #expect(capacity.memory == 3 * gibibyte)
        #expect(capacity.nodeMemory == [0: 2 * gibibyte])
        #expect(capacity.hugepages == [HugepagePool(node: 0, size: 1_048_576): 3 * gibibyte])
        #expect(capacity.storage == 10 * gibibyte)
        #expect(capacity.bandwidth == ["ens1": 4000])
        #expect(
            capacity.devices == [
                "0000:10:10.0", "0000:10:10.1", "0000:12:00.0", "0000:12:10.0", "0000:12:10.1", "0001:00:00.0",
            ])
    }

    @Test("vDPA devices are their card's, and those that are used are claimed")
    func vdpaDevices() throws {
        let text =
            "name: a, physicalFunctions: [{name: ens1, physicalNetwork: lan, vdpaDevices: 2, usedVDPADevices: 1}]"
        let host = try host(text)
        let uplink = try #require(host.uplinks.last)
        #expect(uplink.kind == .vdpa && uplink.interface.name == "ens1")
        #expect(uplink.parts.map(\.claimKey) == ["vdpa/ens1-vdpa0", "vdpa/ens1-vdpa1"])
        #expect(host.facts?.vdpaDevices.map(\.characterDevice) == ["/dev/vhost-vdpa-0", "/dev/vhost-vdpa-1"])
        let claims = try parse("hosts: [{\(text)}]").claims
        #expect(claims.map(\.key) == ["vdpa/ens1-vdpa0"])
    }

    @Test("Linux bridges lead where they say")
    func bridges() throws {
        let host = try host(
            """
            name: a, physicalFunctions: [{name: ens1}],
            bridges: [{name: br0, physicalNetwork: lan, mtu: 9000, ports: [ens1]}, {name: br1}]
            """)
        #expect(host.physicalNetworks == ["br0": "lan"])
        #expect(
            host.facts?.bridges
                == [LinuxBridge(name: "br0", mtu: 9000, ports: ["ens1"]), LinuxBridge(name: "br1", mtu: 1500)])
    }

    @Test("A host with a name only, and a number of hosts, are standard")
    func standard() throws {
        #expect(try host("name: a").facts?.memory == HostsFile.standard("a").facts?.memory)
        #expect(try host("name: a").facts?.numaNodes.count == 1)
        #expect(try parse("hosts: 3").hosts == ["sim-1", "sim-2", "sim-3"].map(HostsFile.standard))
    }

    @Test(
        "Each problem is named with its place and what would be right",
        arguments: [
            ("^colour: red", "there is no key \"colour\" here; keys are name, count, zone,"),
            ("^coers: 3", "there is no key \"coers\" here; did you mean \"cores\"?"),
            ("zone: ^[]", "this is a list; write a text"),
            ("overcommit: ^0", "overcommit is not a factor; write shared vCPUs a core, such as 8"),
            ("threads: ^9", "\"9\" can't stand here; write a number from 1 to 8"),
            ("numa: ^64", "32 cores are too few for 64 NUMA nodes"),
            ("numa: ^[]", "there are 0 NUMA nodes; write 1 to 64, or leave numa out"),
            ("cores: ^3, numa: [{cores: 1, memory: 1}]", "cores stands beside numa; write it for each NUMA node"),
            ("numa: [^{memory: 1}]", "the NUMA node has no cores; add the key cores"),
            ("threads: 2, numa: [{cores: ^0-2, memory: 1}]", "these are 3 CPUs; write all 2 threads of each core"),
            ("numa: [{cores: 0-2, memory: 1}, {cores: ^\"2\", memory: 1}]", "core 2 is there twice"),
            ("hugepages: {^3: 1}", "3 is not a page size; write one such as 2 MiB or 1 GiB"),
            ("hugepages: ^3", "hugepages is an integer; write a map of page sizes to numbers such as 2 MiB: 1024"),
            ("distances: ^[[10]], numa: 2", "distances don't fit 2 NUMA nodes; write a row for each"),
            ("distances: [[^9]]", "\"9\" can't stand here; write a number from 10 to 254"),
            ("isolated: ^x", "this can't be read; write CPU numbers such as 0-3,16-19"),
            ("isolated: ^30-32", "the host has no CPU 32; write CPU numbers that it has"),
            ("reservedCPUs: ^99", "the host has no CPU 99; write CPU numbers that it has"),
            ("switch: {pmdCPUs: ^99}", "the host has no CPU 99; write CPU numbers that it has"),
            ("switch: {dpdk: ^1}", "this is an integer; write true or false"),
            ("switch: ^on", "the switch is a text; write a map with dpdk, pmdCPUs"),
            ("physicalFunctions: [^{}]", "the physical function has no name; add the key name"),
            ("physicalFunctions: [{name: a}, {name: ^a}]", "a physical function named a was described before"),
            ("physicalFunctions: [{name: a, speed: ^fast}]", "\"fast\" is not a rate; write whole Mbit/s"),
            ("physicalFunctions: [{name: a, mtu: ^60}]", "\"60\" can't stand here; write a number from 68 to 65535"),
            ("physicalFunctions: [{name: a, node: ^3}]", "the host has no NUMA node 3; it has 0 to 0"),
            ("physicalFunctions: [{name: a, used: ^1}]", "\"1\" can't stand here; write a number from 0 to 0"),
            (
                "physicalFunctions: [{name: a, ^virtualFunction: 3}]",
                "there is no key \"virtualFunction\" here; did you"
            ),
            ("bridges: [^{mtu: 9000}]", "the bridge has no name; add the key name"),
            ("bridges: [{name: br0}, {name: ^br0}]", "an interface named br0 was described before"),
            ("bridges: [{name: br0, mtu: ^67}]", "\"67\" can't stand here; write a number from 68 to 65535"),
            ("bridges: [^{name: br0, ports: [up1]}]", "bridge br0 has a port up1, which is no physical function"),
            (
                "physicalFunctions: [{name: e}], bridges: [{name: b, ports: e}, ^{name: c, ports: e}]",
                "e is a port of another bridge"
            ),
            ("devices: [^{vendor: 8086}]", "the device has no product; add the key product"),
            ("devices: [{vendor: ^abc, product: 1234}]", "\"abc\" can't stand here; write 4 hexadecimal digits"),
            (
                "devices: [{vendor: 8086, product: 1234, used: ^2}]",
                "\"2\" can't stand here; write a number from 0 to 1"
            ),
            ("used: ^{cpus: 99}", "more is used than is there: cores that the host doesn't have are claimed: 99"),
            ("used: ^{memory: 1 TiB}", "more is used than is there: 1024 GiB of 127 GiB of memory are claimed"),
            ("memory: ^4000000 TiB", "\"4000000 TiB\" is more than anything has; write at most 1024 TiB"),
            ("hugepages: {16 GiB: ^1000000000}", "1000000000 pages of 16 GiB are more than any host has; write fewer"),
            (
                "used: {numa: {0: {hugepages: {16 GiB: ^1000000000}}}}",
                "1000000000 pages of 16 GiB are more than any host has; write fewer"
            ),
            ("used: {^memry: 1}", "there is no key \"memry\" here; did you mean \"memory\"?"),
        ])
    func problems(text: String, message: String) {
        // The caret is where the problem is.
        let start = "hosts: [{name: a, "
        let column = (start + text).prefix { $0 != "^" }.count + 1
        let error = #expect(throws: ManifoldError.self) { try parse("\(start)\(text.replacing("^", with: ""))}]") }
        #expect(error?.code == .unprocessable)
        #expect(error?.message.hasPrefix("HOSTS.yaml:1:\(column): \(message)") == true, "\(error?.message ?? "")")
    }

    @Test("What a simulation reads may stand in the file, and anything else may not")
    func others() throws {
        _ = try parse("hosts: 1\ndelays: {}\nreadyAfter: 1 s\nfaults: []")
        let error = #expect(throws: ManifoldError.self) { try parse("hosts: 1\nfalts: []") }
        #expect(error?.message == "HOSTS.yaml:2:1: there is no key \"falts\" here; did you mean \"faults\"?")
    }

    @Test("A file with very many problems tells the first hundred and how many there are")
    func many() {
        let error = #expect(throws: ManifoldError.self) {
            try parse("hosts:\n" + String(repeating: "  - {}\n", count: 150))
        }
        let lines = error?.message.split(separator: "\n") ?? []
        #expect(lines.count == 101)
        #expect(lines.last == "HOSTS.yaml: and 50 more problems")
    }

    @Test("The example of the page is read, and has every key that there is")
    func page() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Docs/hosts-file.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let example = try #require(text.components(separatedBy: "```yaml\n").dropFirst().first)
        let file = try parse(try #require(example.components(separatedBy: "```").first))
        #expect(file.hosts.map(\.name) == ["edge-1", "edge-2", "edge-3", "core"])
        #expect(file.claims.count == 3 * 13)
        let facts = try #require(file.hosts.first?.facts)
        // Siblings as the page says.
        #expect(facts.numaNodes[0].cpus.filter { $0.core == 3 }.map(\.id) == [3, 19])
        #expect(facts.physicalFunctions.first?.pciAddress == "0000:10:00.0")
        #expect(facts.pciDevices.first?.address == "0001:00:00.0")
        let keys = error("hosts: [{name: a, no: 1}]").split(separator: "keys are ").last?.split(separator: ", ") ?? []
        #expect(keys.count == 25)
        for key in keys { #expect(example.contains("\(key):"), "\(key)") }
    }

    private func error(_ text: String) -> String {
        do {
            _ = try parse(text)
            return ""
        } catch let error as ManifoldError {
            return error.message
        } catch {
            return "\(error)"
        }
    }
}
