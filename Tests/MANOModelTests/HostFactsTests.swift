import Foundation
import Testing

@testable import MANOModel

@Suite("Facts of hosts")
struct HostFactsTests {
    private static func facts() -> HostFacts {
        HostFacts(
            hypervisorVersion: "1", cpuModel: "m", cpuFeatures: ["avx"], architecture: "x86_64", kvm: true,
            numaNodes: [
                NUMANode(
                    id: 0, cpus: [0, 1, 4, 5].map { HostCPU(id: $0, core: $0 % 4) }, memory: 8 << 30,
                    hugepages: [2048: 512], freeHugepages: [2048: 300])
            ],
            physicalFunctions: [
                PhysicalFunction(
                    name: "ens1f0", pciAddress: "0000:01:00.0", speed: 1000,
                    virtualFunctions: [VirtualFunction(index: 0, pciAddress: "0000:01:10.0")])
            ],
            pciDevices: [PCIDevice(address: "0000:02:00.0", vendorID: "8086", productID: "37c8", classCode: 0x0b4000)],
            networkSwitch: SwitchFacts(hasDPDK: true, pmdCPUs: [1]), storageCapacity: 100 << 30, storageFree: 1,
            bonds: [Bond(name: "bond0", mode: "802.3ad", isNegotiated: true, members: [])],
            bridges: [LinuxBridge(name: "br0", mtu: 1500, ports: ["bond0"])], interfaceMTUs: ["ens1": 1500])
    }

    private static func host(_ facts: HostFacts?) -> MANOModel.Host {
        MANOModel.Host(id: "h", name: "h", connection: .simulated(name: "h"), facts: facts, reservedCPUs: [0])
    }

    @Test("the first facts are summed up, the same facts are no change, and neither is what moves all the time")
    func unchanged() {
        let facts = Self.facts()
        #expect(
            facts.changes(since: nil)
                == ["first seen: 4 CPUs, 1 NUMA node, 8192 MiB, 1 interface, 1 VF, 1 other PCI device"])
        #expect(facts.changes(since: facts).isEmpty)
        var moved = facts
        moved.storageFree = 7
        moved.numaNodes[0].freeHugepages = [2048: 5]
        moved.numaNodes[0].hugepagesOfOthers = [2048: 5]
        moved.physicalFunctions[0].virtualFunctions[0].driver = "vfio-pci"
        moved.pciDevices[0].driver = "vfio-pci"
        #expect(moved.changes(since: facts).isEmpty)
    }

    @Test("each change is named")
    func changes() {
        let old = Self.facts()
        func changes(_ change: (inout HostFacts) -> Void) -> [String] {
            var new = old
            change(&new)
            return new.changes(since: old)
        }
        #expect(changes { $0.physicalFunctions[0].hasLink = false } == ["interface ens1f0 has lost its link"])
        #expect(changes { $0.physicalFunctions[0].speed = 100 } == ["interface ens1f0 Mbit/s: 1000 → 100"])
        #expect(changes { $0.physicalFunctions[0].virtualFunctions = [] } == ["interface ens1f0 VFs: 1 → 0"])
        #expect(changes { $0.physicalFunctions = [] } == ["interface no longer there: ens1f0"])
        #expect(changes { $0.numaNodes[0].hugepages[2048] = 256 } == ["NUMA node 0 pages of 2 MiB: 512 → 256"])
        #expect(changes { $0.numaNodes[0].cpus.removeLast() } == ["CPUs no longer on NUMA node 0: 5"])
        #expect(changes { $0.numaNodes[0].cpus[1].isIsolated = true } == ["CPUs of NUMA node 0 now isolated: 1"])
        #expect(changes { $0.pciDevices = [] } == ["PCI device no longer there: 0000:02:00.0"])
        #expect(changes { $0.cpuFeatures = [] } == ["CPU feature no longer there: avx"])
        #expect(changes { $0.kvm = false } == ["KVM: works → doesn't work"])
        #expect(changes { $0.bonds[0].isNegotiated = false } == ["bond bond0 has no LACP partner"])
        #expect(changes { $0.networkSwitch.pmdCPUs = [1, 2] } == ["CPUs now polled by the switch: 2"])
        #expect(changes { $0.bridges[0].mtu = 9000 } == ["bridge br0 MTU: 1500 → 9000"])
        #expect(changes { $0.interfaceMTUs["ens1"] = 9000 } == ["ens1 MTU: 1500 → 9000"])
        #expect(changes { $0.bridges[0].ports = [] } == ["port of bridge br0 no longer there: bond0"])
        #expect(changes { $0.bridges = [] } == ["bridge no longer there: br0"])
        #expect(
            changes { $0.neighbours = [LinkNeighbour(interface: "ens1f0", system: "leaf", port: "7")] }
                == ["neighbour at new: ens1f0 (leaf, 7)"])
        #expect(
            changes { $0.cpuFeatures = (10...19).map { "f\($0)" } }[1]
                == "CPU feature new: f10, f11, f12, f13, f14, f15, f16, f17 and 2 more")
    }

    @Test("claims on what is gone are named with their owners, and so are settings that name what isn't there")
    func warnings() {
        var host = Self.host(Self.facts())
        host.reservedCPUs = [0, 64]
        host.physicalNetworks = ["ens1f0": "one", "bond0": "two", "br0": "two", "ens9": "three"]
        let claims = [
            Claim(kind: .core, scope: "h", key: "0", owner: "a"), Claim(kind: .core, scope: "h", key: "1", owner: "a"),
            Claim(kind: .core, scope: "h", key: "4", owner: "a"), Claim(kind: .core, scope: "h", key: "7", owner: "a"),
            Claim(kind: .device, scope: "h", key: "0000:01:10.0", owner: "a"),
            Claim(kind: .device, scope: "h", key: "0000:01:10.2", owner: "a"),
            Claim(kind: .bandwidth, scope: "h", key: "ens5", amount: 1, owner: "b"),
            Claim(kind: .bandwidth, scope: "h", key: "br0", amount: 1, owner: "b"),
            Claim(kind: .memory, scope: "h", key: "pages/2048/0", amount: 2 << 30, owner: "b"),
        ]
        #expect(
            host.warnings(claims: claims, title: { "guest \($0)" }) == [
                "reservedCPUs names 64; the host has 0-1,4-5",
                "physicalNetworks puts three behind interface ens9; the host has bond0, br0 and ens1f0",
                "core 0 of guest a is one that the host keeps for itself",
                "core 1 of guest a is one that the switch polls on",
                "core 7 and device 0000:01:10.2 of guest a are gone", "interface ens5 of guest b is gone",
                "2048 MiB of 1024 MiB in 2048 KiB pages on NUMA node 0 are claimed",
            ])
        var facts = Self.facts()
        facts.guestCPUModels = ["EPYC", "Nehalem"]
        var other = Self.host(facts)
        for model in [nil, "host-passthrough", "host-model", "EPYC"] {
            other.guestCPUModel = model
            #expect(other.settingWarnings(facts) == [])
        }
        other.guestCPUModel = "epyc"
        #expect(
            other.settingWarnings(facts) == [
                "guestCPUModel is epyc, which its guests can't have; they can have EPYC or Nehalem"
            ])
        #expect(Self.host(nil).warnings(claims: claims, title: { $0 }).isEmpty)
        #expect(
            Self.host(Self.facts()).warnings(
                claims: [Claim(kind: .core, scope: "h", key: "4", owner: "a")], title: { $0 }
            ).isEmpty)
    }

    @Test("pages that are neither free nor claimed are somebody else's, and no guest gets them")
    func pages() {
        var facts = Self.facts()
        let claim = Claim(kind: .memory, scope: "h", key: "pages/2048/0", amount: 100 << 21, owner: "a")
        facts.noteHugepagesOfOthers(claims: [claim])
        #expect(facts.numaNodes[0].hugepagesOfOthers == [2048: 112])
        let capacity = HostCapacity(host: Self.host(facts), claims: [])
        #expect(capacity.limit(of: HugepagePool(node: 0, size: 2048)) == 400 << 21)
        facts.numaNodes[0].freeHugepages = nil
        facts.noteHugepagesOfOthers(claims: [])
        #expect(facts.numaNodes[0].hugepagesOfOthers == nil)
        facts.numaNodes[0].freeHugepages = [2048: 512]
        facts.noteHugepagesOfOthers(claims: [claim])
        #expect(facts.numaNodes[0].hugepagesOfOthers == [:])
    }

    @Test("facts of a row from before there was more of them can be read")
    func older() throws {
        let facts = Self.facts()
        var object = try JSONValue(encoding: facts).objectValue ?? [:]
        for key in [
            "offlineCPUs", "bonds", "bridges", "neighbours", "mediatedDevices", "vdpaDevices", "storagePools",
            "notKnown",
        ] {
            #expect(object.removeValue(forKey: key) != nil)
        }
        object["networkSwitch"] = .object(["hasDPDK": .bool(true), "pmdCPUs": .array([.integer(1)])])
        var expected = facts
        expected.bonds = []
        expected.bridges = []
        let data = try JSONEncoder().encode(JSONValue.object(object))
        #expect(try JSONDecoder().decode(HostFacts.self, from: data) == expected)
    }
}
