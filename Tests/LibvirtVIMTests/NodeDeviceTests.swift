import MANOModel
import Testing

@testable import LibvirtVIM

@Suite("libvirt's node devices")
struct NodeDeviceTests {
    private static func pci(
        _ bus: Int, _ slot: Int, _ function: Int, product: String, driver: String, inner: String = "",
        classCode: String = "0x020000"
    ) -> (String, String) {
        let name = "pci_0000_0\(bus)_\(slot < 16 ? "0" : "")\(String(slot, radix: 16))_\(function)"
        return (
            name,
            """
            <device><name>\(name)</name><parent>pci_0000_00_01_0</parent><driver><name>\(driver)</name></driver>
            <capability type='pci'><class>\(classCode)</class><domain>0</domain><bus>\(bus)</bus><slot>\(slot)</slot>
            <function>\(function)</function><product id='0x\(product)'>82576 &amp; more</product>
            <vendor id='0x8086'>Intel</vendor>\(inner)<iommuGroup number='1\(function)'/><numa node='1'/></capability></device>
            """
        )
    }

    private static func net(_ interface: String, on parent: String) -> (String, String) {
        (
            "net_\(interface)",
            """
            <device><parent>\(parent)</parent><capability type='net'><interface>\(interface)</interface>
            <address>52:54:00:00:00:01</address><link speed='1000' state='up'/><capability type='80203'/></capability></device>
            """
        )
    }

    private static let documents: [(String, String)] = [
        pci(
            1, 0, 0, product: "10c9", driver: "igb",
            inner: """
                <capability type='virt_functions' maxCount='7'>
                <address domain='0x0000' bus='0x01' slot='0x10' function='0x0'/>
                <address domain='0x0000' bus='0x01' slot='0x10' function='0x2'/></capability>
                """),
        pci(
            1, 16, 0, product: "10ca", driver: "igbvf",
            inner:
                "<capability type='phys_function'><address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/></capability>"
        ),
        pci(
            1, 16, 2, product: "10ca", driver: "vfio-pci",
            inner:
                "<capability type='phys_function'><address domain='0x0000' bus='0x01' slot='0x00' function='0x0'/></capability>"
        ),
        pci(2, 0, 0, product: "37c8", driver: "c6xx", classCode: "0x0b4000"),
        pci(0, 31, 0, product: "2918", driver: "lpc", classCode: "0x060100"),
        net("enp1s0", on: "pci_0000_01_00_0"), net("enp1s0v0", on: "pci_0000_01_10_0"), net("br0", on: "computer"),
        ("block_vda", "<device><parent>x</parent><capability type='storage'/></device>"),
        (
            "mdev_b1ae8bf6_38b0_4c81_9d44_78ce3f520496",
            """
            <device><parent>pci_0000_02_00_0</parent><capability type='mdev'><type id='qat-1'/><iommuGroup number='3'/>
            </capability></device>
            """
        ),
        (
            "vdpa_vdpa0",
            """
            <device><parent>pci_0000_01_10_0</parent><driver><name>vhost_vdpa</name></driver>
            <capability type='vdpa'><chardev>/dev/vhost-vdpa-0</chardev></capability></device>
            """
        ),
    ]

    @Test("PFs have their VFs, other devices and slices their parents; bridges and virtual interfaces are left out")
    func facts() throws {
        let facts = NodeDeviceFacts.of(try Self.documents.compactMap { try NodeDevice(name: $0.0, xml: $0.1) })
        #expect(
            facts.functions == [
                PhysicalFunction(
                    name: "enp1s0", pciAddress: "0000:01:00.0", macAddress: "52:54:00:00:00:01", driver: "igb",
                    speed: 1000, numaNode: 1, maxVirtualFunctions: 7,
                    virtualFunctions: [
                        VirtualFunction(
                            index: 0, pciAddress: "0000:01:10.0", driver: "igbvf", iommuGroup: 10, interface: "enp1s0v0"
                        ),
                        VirtualFunction(index: 1, pciAddress: "0000:01:10.2", driver: "vfio-pci", iommuGroup: 12),
                    ], vendorID: "8086", productID: "10c9", iommuGroup: 10)
            ])
        #expect(facts.pciDevices.map(\.address) == ["0000:02:00.0"])
        #expect(facts.pciDevices.first?.productName == "82576 & more")
        #expect(facts.mediated.map(\.uuid) == ["b1ae8bf6-38b0-4c81-9d44-78ce3f520496"])
        #expect(facts.mediated.map(\.parent) == ["0000:02:00.0"])
        #expect(facts.mediated.map(\.numaNode) == [1])
        #expect(facts.vdpa.map(\.name) == ["vdpa0"])
        #expect(facts.vdpa.map(\.parent) == ["0000:01:10.0"])
    }

    @Test("what libvirt leaves out is completed, what it tells stays, and what it doesn't list is added")
    func completed() {
        let told = DeviceFacts(
            functions: [
                PhysicalFunction(
                    name: "a", pciAddress: "0000:01:00.0", driver: "igb", numaNode: 1,
                    virtualFunctions: [VirtualFunction(index: 0, pciAddress: "0000:01:10.0", iommuGroup: 4)]),
                PhysicalFunction(name: "representor", pciAddress: "0000:01:00.0"),
            ])
        let seen = DeviceFacts(
            functions: [
                PhysicalFunction(
                    name: "a", pciAddress: "0000:01:00.0", driver: "other", speed: 10, numaNode: 0, isSwitchdev: true,
                    maxVirtualFunctions: 8,
                    virtualFunctions: [
                        VirtualFunction(index: 0, pciAddress: "0000:01:10.0", driver: "vfio-pci", representor: "r"),
                        VirtualFunction(index: 1, pciAddress: "0000:01:10.1"),
                    ]), PhysicalFunction(name: "b", pciAddress: "0000:02:00.0"),
            ], pciDevices: [PCIDevice(address: "0000:03:00.0", vendorID: "1", productID: "2", classCode: 0x030000)],
            hidden: ["representor"])
        let all = told.completed(by: seen)
        #expect(all.functions.map(\.name) == ["a", "b"])
        let a = all.functions[0]
        #expect((a.driver, a.speed, a.numaNode, a.isSwitchdev, a.maxVirtualFunctions) == ("igb", 10, 1, true, 8))
        #expect(
            a.virtualFunctions == [
                VirtualFunction(
                    index: 0, pciAddress: "0000:01:10.0", driver: "vfio-pci", iommuGroup: 4, representor: "r"),
                VirtualFunction(index: 1, pciAddress: "0000:01:10.1"),
            ])
        #expect(all.pciDevices.map(\.purpose) == [.display])
    }

    @Test(
        "devices of the host are told, those of guests are not",
        arguments: [
            ("pci_0000_01_00_0", true), ("net_enp1s0_52_54", true), ("mdev_b1", true), ("vdpa_vdpa0", true),
            ("net_vnet0_fe", false), ("net_mfabc_fe", false), ("net_tap1_fe", false), ("block_vda", false),
        ])
    func relevance(name: String, isTold: Bool) {
        #expect(EventTranslator.isOfHost(device: name) == isTold)
    }

    @Test("neighbours are named by system, or chassis where it has no name")
    func neighbours() {
        let text = """
            {"lldp":[{"interface":[
              {"name":"ens1f0","via":"LLDP","chassis":[{"id":[{"type":"mac","value":"aa:bb"}],"name":[{"value":"leaf-1"}]}],
               "port":[{"id":[{"type":"ifname","value":"Ethernet7"}],"descr":[{"value":"to a"}]}]},
              {"name":"ens1f1","chassis":[{"id":[{"type":"mac","value":"aa:bb"}]}],"port":[{"descr":[{"value":"p"}]}]},
              {"name":"ens1f2"}]}]}
            """
        #expect(
            LinkLayerDiscovery.neighbours(in: Array(text.utf8)) == [
                LinkNeighbour(interface: "ens1f0", system: "leaf-1", port: "Ethernet7"),
                LinkNeighbour(interface: "ens1f1", system: "aa:bb", port: "p"),
            ])
        #expect(LinkLayerDiscovery.neighbours(in: Array("{\"lldp\":[{}]}".utf8)).isEmpty)
        #expect(LinkLayerDiscovery.neighbours(in: Array("no JSON".utf8)).isEmpty)
    }
}
