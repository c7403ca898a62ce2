import MANOModel
import Testing

@testable import LibvirtVIM

@Suite("What /sys tells of a host")
struct SystemFactsTests {
    @Test("an Intel 82576 has its VFs, one with the host's driver and one for guests")
    func igb() async throws {
        try await FakeSystem.run { system in
            try system.addPCI("0000:01:00.0", "8086:10c9", driver: "igb", node: 0, group: 14)
            try system.write("/sys/devices/pci0000:00/0000:01:00.0/sriov_totalvfs", "7")
            try system.addInterface(
                "enp1s0", on: "0000:01:00.0", ["address": "52:54:00:12:34:56", "speed": "1000"])
            try system.addPCI("0000:01:10.0", "8086:10ca", driver: "igbvf", node: 0, group: 15)
            try system.addPCI("0000:01:10.2", "8086:10ca", driver: "vfio-pci", node: 0, group: 16)
            try system.addVF("0000:01:10.0", of: "0000:01:00.0", 0)
            try system.addVF("0000:01:10.2", of: "0000:01:00.0", 1)
            try system.addInterface("enp1s0v0", on: "0000:01:10.0")
            let devices = system.facts.devices
            #expect(
                devices.functions == [
                    PhysicalFunction(
                        name: "enp1s0", pciAddress: "0000:01:00.0", macAddress: "52:54:00:12:34:56", driver: "igb",
                        speed: 1000, numaNode: 0, maxVirtualFunctions: 7,
                        virtualFunctions: [
                            VirtualFunction(
                                index: 0, pciAddress: "0000:01:10.0", driver: "igbvf", iommuGroup: 15,
                                interface: "enp1s0v0"),
                            VirtualFunction(
                                index: 1, pciAddress: "0000:01:10.2", driver: "vfio-pci", iommuGroup: 16),
                        ], vendorID: "8086", productID: "10c9", iommuGroup: 14)
                ])
            #expect(devices.pciDevices.isEmpty)
        }
    }

    @Test("both ports of an X710 without VFs are there, one without a link")
    func x710() async throws {
        try await FakeSystem.run { system in
            for port in 0...1 {
                let address = "0000:3b:00.\(port)"
                try system.addPCI(address, "8086:1572", driver: "i40e", node: 1)
                try system.write("/sys/devices/pci0000:00/\(address)/sriov_totalvfs", "64")
                // A port without a link says that it has no speed.
                try system.addInterface(
                    "ens1f\(port)", on: address,
                    ["speed": port == 0 ? "10000" : "-1", "operstate": port == 0 ? "up" : "down"])
            }
            let functions = system.facts.devices.functions
            #expect(functions.map(\.name) == ["ens1f0", "ens1f1"])
            #expect(functions.map(\.hasLink) == [true, false])
            #expect(functions.map(\.speed) == [10000, nil])
            #expect(functions.map(\.maxVirtualFunctions) == [64, 64])
            #expect(functions.allSatisfy { $0.virtualFunctions.isEmpty && $0.numaNode == 1 && !$0.isSwitchdev })
        }
    }

    @Test("a ConnectX in switchdev mode has VFs with their representors, which are no interfaces of their own")
    func switchdev() async throws {
        try await FakeSystem.run { system in
            for port in 0...1 {
                let address = "0000:5e:00.\(port)"
                try system.addPCI(address, "15b3:101d", driver: "mlx5_core")
                try system.write("/sys/devices/pci0000:00/\(address)/sriov_totalvfs", "8")
                try system.addPCI("0000:5e:00.\(port + 2)", "15b3:101e", driver: "mlx5_core")
                try system.addVF("0000:5e:00.\(port + 2)", of: address, 0)
                try system.addInterface(
                    "enp94s0f\(port)np\(port)", on: address,
                    ["phys_switch_id": "aa11", "phys_port_name": "p\(port)", "speed": "100000"])
                try system.addInterface(
                    "enp94s0f\(port)npf\(port)vf0", on: address,
                    ["phys_switch_id": "aa11", "phys_port_name": "pf\(port)vf0"])
            }
            let functions = system.facts.devices.functions
            #expect(functions.map(\.name) == ["enp94s0f0np0", "enp94s0f1np1"])
            #expect(functions.map(\.isSwitchdev) == [true, true])
            #expect(
                functions.map { $0.virtualFunctions.map(\.representor) } == [
                    ["enp94s0f0npf0vf0"], ["enp94s0f1npf1vf0"],
                ])
            #expect(system.facts.devices.hidden == ["enp94s0f0npf0vf0", "enp94s0f1npf1vf0"])
        }
    }

    @Test("two nodes with two threads a core: siblings, distances, pages, isolated and offline CPUs")
    func nodes() async throws {
        try await FakeSystem.run { system in
            let cpu = "/sys/devices/system/cpu"
            try system.write("\(cpu)/online", "0-6")
            try system.write("\(cpu)/present", "0-7")
            try system.write("\(cpu)/isolated", "2-3,6")
            for id in 0...7 {
                try system.write("\(cpu)/cpu\(id)/topology/physical_package_id", "\(id / 2 % 2)")
                try system.write("\(cpu)/cpu\(id)/topology/core_id", "\(id % 2)")
            }
            for node in 0...1 {
                let path = "/sys/devices/system/node/node\(node)"
                try system.write("\(path)/cpulist", node == 0 ? "0-1,4-5" : "2-3,6-7")
                try system.write("\(path)/distance", node == 0 ? "10 21" : "21 10")
                try system.write(
                    "\(path)/meminfo", "Node \(node) MemTotal:       1048576 kB\nNode \(node) MemFree: 5 kB")
                try system.write("\(path)/hugepages/hugepages-2048kB/nr_hugepages", "\(node * 128)")
                try system.write("\(path)/hugepages/hugepages-2048kB/free_hugepages", "\(node * 100)")
            }
            let facts = system.facts
            #expect(facts.offlineCPUs == [7])
            #expect(facts.isolatedCPUs == [2, 3, 6])
            #expect(facts.numaNodes.map(\.cores) == [[0, 1, 4, 5], [2, 3, 6]])
            #expect(facts.numaNodes[0].cpus.map(\.core) == [0, 1, 0, 1])
            #expect(facts.numaNodes[1].cpus.allSatisfy { $0.socket == 1 })
            #expect(facts.numaNodes.map(\.distances) == [[0: 10, 1: 21], [0: 21, 1: 10]])
            #expect(facts.numaNodes.map(\.hugepages) == [[:], [2048: 128]])
            #expect(facts.numaNodes[1].freeHugepages == [2048: 100])
            #expect(facts.numaNodes.map(\.memory) == [1 << 30, 1 << 30])

            var host = HostFacts(
                hypervisorVersion: "1", cpuModel: "m", architecture: "x86_64", kvm: true,
                numaNodes: [
                    NUMANode(id: 0, cores: [0, 1, 4, 5], memory: 5), NUMANode(id: 1, cores: [2, 3, 6, 7], memory: 6),
                ],
                storageCapacity: 0, storageFree: 0)
            host.complete(facts, DeviceFacts())
            #expect(host.numaNodes.map(\.cores) == [[0, 1, 4, 5], [2, 3, 6]])
            #expect(host.numaNodes[1].cpus.filter(\.isIsolated).map(\.id) == [2, 3, 6])
            #expect(host.numaNodes.map(\.memory) == [5, 6])
            #expect(host.offlineCPUs == [7])
        }
    }

    @Test("bridges tell their MTU and those of their ports that are the host's own")
    func bridges() async throws {
        try await FakeSystem.run { system in
            try system.addVirtual("br0", ["type": "1", "mtu": "9000", "bridge/vlan_filtering": "1"])
            for port in ["enp1s0", "bond0.100", "mfport", "vnet3"] {
                try system.write("/sys/devices/virtual/net/br0/brif/\(port)/state", "3")
            }
            try system.addVirtual("br1", ["type": "1", "mtu": "1500", "bridge/vlan_filtering": "0"])
            try system.addVirtual("up1", ["type": "1", "mtu": "1500"])
            #expect(
                system.facts.bridges == [
                    LinuxBridge(name: "br0", mtu: 9000, ports: ["bond0.100", "enp1s0"], filtersVLANs: true),
                    LinuxBridge(name: "br1", mtu: 1500),
                ])
            #expect(system.facts.interfaceMTUs == ["up1": 1500])
        }
    }

    @Test("interfaces without a device are told, but for bridges, taps and what is made for guests")
    func virtualInterfaces() async throws {
        try await FakeSystem.run { system in
            for name in ["bond0.100", "up1", "mfport", "vnet0", "veth12"] {
                try system.addVirtual(name, ["type": "1"])
            }
            try system.addVirtual("lo", ["type": "772"])
            try system.addVirtual("br0", ["type": "1", "bridge/bridge_id": "8000"])
            try system.addVirtual("ovs-netdev", ["type": "1", "tun_flags": "0x1002"])
            try system.addPCI("0000:01:00.0", "8086:10c9", driver: "igb")
            try system.addInterface("enp1s0", on: "0000:01:00.0", ["type": "1"])
            #expect(system.facts.virtualInterfaces == ["bond0.100", "up1"])
        }
    }

    @Test("bonds tell their mode, whether LACP found a partner, and which members carry traffic")
    func bonds() async throws {
        try await FakeSystem.run { system in
            func add(_ name: String, _ files: [String: String]) throws {
                try system.addVirtual(name, Dictionary(files.map { ("bonding/\($0)", $1) }) { $1 })
            }
            try add(
                "bond0", ["mode": "802.3ad 4", "slaves": "eth0 eth1", "ad_partner_mac": "00:1b:21:00:00:01"])
            try add("bond1", ["mode": "active-backup 1", "slaves": "eth2 eth3", "active_slave": "eth3"])
            try add("bond2", ["mode": "802.3ad 4", "slaves": "", "ad_partner_mac": "00:00:00:00:00:00"])
            for name in ["eth0", "eth1", "eth2", "eth3"] {
                try system.addVirtual(
                    name,
                    [
                        "bonding_slave/mii_status": name == "eth1" ? "down" : "up",
                        "bonding_slave/state": name == "eth1" ? "backup" : "active",
                    ])
            }
            #expect(
                system.facts.bonds == [
                    Bond(
                        name: "bond0", mode: "802.3ad", isNegotiated: true,
                        members: [
                            .init(name: "eth0", hasLink: true, isActive: true),
                            .init(name: "eth1", hasLink: false, isActive: false),
                        ]),
                    Bond(
                        name: "bond1", mode: "active-backup",
                        members: [
                            .init(name: "eth2", hasLink: true, isActive: false),
                            .init(name: "eth3", hasLink: true, isActive: true),
                        ]),
                    Bond(name: "bond2", mode: "802.3ad", isNegotiated: false, members: []),
                ])
            #expect(system.facts.devices.functions.isEmpty)
        }
    }

    @Test(
        "accelerators are known by class, mediated and vDPA devices by their parents; bridges and disks' links are left out"
    )
    func others() async throws {
        try await FakeSystem.run { system in
            try system.addPCI("0000:00:00.0", "8086:0d57", classCode: "0x060000")
            try system.addPCI("0000:b1:00.0", "8086:0d5c", classCode: "0x120001", driver: "vfio-pci", node: 1, group: 9)
            try system.addPCI("0000:b3:00.0", "8086:37c8", classCode: "0x0b4000", driver: "c6xx", node: 0)
            try system.addPCI("0000:b3:01.0", "8086:37c9", classCode: "0x0b4000")
            try system.addVF("0000:b3:01.0", of: "0000:b3:00.0", 0)
            let uuid = "b1ae8bf6-38b0-4c81-9d44-78ce3f520496"
            let mediated = "/sys/devices/pci0000:00/0000:b3:00.0/\(uuid)"
            try system.link("\(mediated)/mdev_type", to: "/sys/types/i915-GVTg_V5_4")
            try system.link("\(mediated)/iommu_group", to: "/sys/kernel/iommu_groups/30")
            try system.link("/sys/bus/mdev/devices/\(uuid)", to: mediated)
            let vdpa = "/sys/devices/pci0000:00/0000:b1:00.0/vdpa0"
            try system.link("\(vdpa)/driver", to: "/sys/bus/vdpa/drivers/vhost_vdpa")
            try system.write("\(vdpa)/vhost-vdpa-3/dev", "1:2")
            try system.link("/sys/bus/vdpa/devices/vdpa0", to: vdpa)
            let devices = system.facts.devices
            #expect(devices.pciDevices.map(\.address) == ["0000:b1:00.0", "0000:b3:00.0", "0000:b3:01.0"])
            #expect(devices.pciDevices.map(\.purpose) == [.baseband, .crypto, .crypto])
            #expect(devices.pciDevices.map(\.physicalFunction) == [nil, nil, "0000:b3:00.0"])
            #expect(devices.pciDevices[0].iommuGroup == 9)
            #expect(
                devices.mediated == [
                    MediatedDevice(
                        uuid: uuid, type: "i915-GVTg_V5_4", parent: "0000:b3:00.0", iommuGroup: 30, numaNode: 0)
                ])
            #expect(
                devices.vdpa == [
                    VDPADevice(
                        name: "vdpa0", driver: "vhost_vdpa", characterDevice: "/dev/vhost-vdpa-3",
                        parent: "0000:b1:00.0", numaNode: 1)
                ])
        }
    }

    @Test("a folder without anything is no error")
    func nothing() async throws {
        try await FakeSystem.run { system in
            let facts = system.facts
            #expect(facts.devices == DeviceFacts())
            #expect(facts.onlineCPUs == nil)
            #expect(facts.numaNodes.isEmpty && facts.bonds.isEmpty && facts.bridges.isEmpty)
        }
    }
}
