import Foundation
import Infrastructure
import MANOModel
import Operations
import Testing

@testable import LibvirtVIM
@testable import VNFM

/// What a descriptor and a network ask of a guest's interfaces, from the typed descriptor to the switch, libvirt and the
/// config drive.
@Suite("A guest's interfaces as its descriptor and networks want them")
struct GuestInterfaceTests {
    private struct Made {
        var guest: GuestSpec
        var ports: [PortSpec]
        var drive: ConfigDriveData
    }

    private static func requirement(_ requirements: [String: String]) -> [InterfaceRequirement] {
        [InterfaceRequirement(name: "card", requirements: requirements)]
    }

    /// A guest with one CP.
    private func make(_ point: ConnectionPoint, _ requirements: [String: String] = [:]) throws -> Made {
        let image = SoftwareImage(
            id: "image", name: "image", version: "1", checksum: Checksum(algorithm: .sha256, hash: "00"),
            containerFormat: "bare", diskFormat: "qcow2", minDiskBytes: 1 << 20, sizeBytes: 1, location: "image.qcow2")
        let vdu = VDU(
            id: "web", name: "web", compute: VirtualCompute(virtualCPUs: 1, memoryBytes: 1 << 28), softwareImage: image,
            profile: VduProfile(minNumberOfInstances: 1, maxNumberOfInstances: 1))
        let flavour = DeploymentFlavour(
            id: "default", vdus: [vdu],
            vduCps: [VduCp(id: "cp", vduID: "web", interfaceRequirements: Self.requirement(requirements))],
            defaultInstantiationLevelID: "default")
        let vnfc = VNFC(
            id: "c1", vduID: "web", index: 0, hostID: "h1", domainName: "mfguest", vCPUs: 1, memory: 1 << 28,
            volumes: [
                VNFC.Volume(id: "0", virtualStorageDescID: "web", name: "mfvolume", size: 1 << 20, imageHash: "aa")
            ],
            connectionPoints: [point])
        let now = Date(timeIntervalSince1970: 0)
        var facts = HostFacts(
            hypervisorVersion: "", cpuModel: "", architecture: "x86_64", kvm: false, numaNodes: [], storageCapacity: 0,
            storageFree: 0)
        facts.vdpaDevices = [
            VDPADevice(name: "vdpa0", driver: "vhost_vdpa", characterDevice: "/dev/vhost-vdpa-7"),
            VDPADevice(name: "vdpa1", driver: "virtio_vdpa"),
        ]
        let host = Host(id: "h1", name: "h1", connection: .simulated(name: "h1"), facts: facts)
        let steps = VNFSteps(
            instance: VNFInstance(
                id: "v1", vnfdID: "d", packageID: "p1", provider: "p", productName: "p", softwareVersion: "1",
                vnfdVersion: "1", createdAt: now),
            target: InstantiatedVNF(flavourID: "default", vnfcs: [vnfc]),
            package: VNFPackage(id: "p1", imageHashes: ["image.qcow2": "aa"], createdAt: now), flavour: flavour,
            imageFolder: "/images", hosts: [host])
        let drafts = try steps.create([vnfc])
        func payload<Payload: Decodable>(_ kind: String, _ type: Payload.Type) throws -> Payload? {
            try drafts.first { $0.kind == kind }?.payload.decode(type)
        }
        return Made(
            guest: try #require(try payload(StepKind.startGuest, Payloads.Guest.self)).guest,
            ports: try payload(StepKind.attachPorts, Payloads.Ports.self)?.ports ?? [],
            drive: try #require(try payload(StepKind.createConfigDrive, Payloads.ConfigDrive.self)).drive)
    }

    private func interface(_ guest: GuestSpec) throws -> XMLNode {
        let surroundings = DomainSurroundings(
            virtualization: "qemu", emulator: nil, architecture: "x86_64", layout: StorageLayout(root: "/pool"))
        let domain = try XMLNode.parse(DomainDocument.qemu.text(of: guest, digest: "d1", in: surroundings))
        return try #require(domain["devices"]?["interface"])
    }

    private func point(mtu: Int?) -> ConnectionPoint {
        ConnectionPoint(
            id: "p1", cpdID: "cp", networkID: "n1", segment: 1, macAddress: "02:00:00:00:00:01",
            addresses: ["10.0.0.5/24"], portName: "mfport1", portNumber: 7, mtu: mtu)
    }

    private func networkConfig(_ drive: ConfigDriveData) async throws -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try await ConfigDriveRenderer(folder: root.appending(path: "Templates").path).render(drive).networkConfig
    }

    @Test("the network's MTU reaches the switch's port, the tap, and the guest's network configuration")
    func mtu() async throws {
        let made = try make(point(mtu: 9000))
        #expect(made.ports.map(\.mtu) == [9000])
        #expect(try interface(made.guest)["mtu"]?.attributes == ["size": "9000"])
        #expect(try await networkConfig(made.drive).contains("\n    mtu: 9000\n"))
        let usual = try make(point(mtu: nil))
        #expect(usual.ports.map(\.mtu) == [nil])
        #expect(try interface(usual.guest)["mtu"] == nil)
        #expect(try await !networkConfig(usual.drive).contains("mtu"))
    }

    @Test("what goes past the switch has its MTU by the guest's network configuration alone")
    func pastTheSwitch() async throws {
        var macvtap = point(mtu: 9000)
        macvtap.macvtap = ConnectionPoint.Macvtap(interface: "ens1", mode: .bridge)
        var function = point(mtu: 9000)
        function.function = ConnectionPoint.Function(
            pciAddress: "0000:3b:02.1", isPhysical: false, segment: nil, bandwidth: 0)
        for point in [macvtap, function] {
            let made = try make(point)
            #expect(made.ports.isEmpty)
            #expect(try interface(made.guest)["mtu"] == nil)
            #expect(try await networkConfig(made.drive).contains("mtu: 9000"))
        }
    }

    @Test("a vDPA device is opened by the path that its host has for its name, and missed where it is gone")
    func vdpaDevice() throws {
        var point = point(mtu: nil)
        point.vdpaDevice = "vdpa0"
        let made = try make(point)
        #expect(made.ports.isEmpty)
        #expect(made.guest.vdpaDevices == ["/dev/vhost-vdpa-7"])
        #expect(try interface(made.guest)["source"]?.attributes == ["dev": "/dev/vhost-vdpa-7"])
        point.vdpaDevice = "vdpa1"
        let error = #expect(throws: ManifoldError.self) { try make(point) }
        #expect(error?.message.contains("no vDPA device vdpa1") == true, "\(error?.message ?? "")")
    }

    @Test(
        "offloads are off until they are asked for, and those that need checksums bring them",
        arguments: [
            ([:], ["csum", "ecn", "gso", "tso4", "tso6", "ufo"], ["csum", "ecn", "tso4", "tso6", "ufo"]),
            (
                ["checksum_offload": "true"], ["ecn", "gso", "tso4", "tso6", "ufo"], ["ecn", "tso4", "tso6", "ufo"]
            ),
            (["segmentation_offload": "TRUE"], ["ufo"], ["ufo"]),
            (
                ["ufo_offload": "true", "mergeable_buffers": "false"],
                ["ecn", "gso", "mrg_rxbuf", "tso4", "tso6"], ["ecn", "tso4", "tso6"]
            ),
            (["segmentation_offload": "true", "ufo_offload": "true"], [], []),
        ] as [([String: String], [String], [String])])
    func offloads(_ requirements: [String: String], _ host: [String], _ guest: [String]) throws {
        let driver = try interface(try make(point(mtu: nil), requirements).guest)["driver"]
        func off(_ side: String) -> [String] {
            (driver?[side]?.attributes ?? [:]).filter { $0.value == "off" }.keys.sorted()
        }
        #expect(off("host") == host)
        #expect(off("guest") == guest)
    }

    @Test("a macvtap has all offloads, as the kernel finishes them, and none where its checksums are its own")
    func kernelOffloads() throws {
        var point = point(mtu: nil)
        point.macvtap = ConnectionPoint.Macvtap(interface: "ens1", mode: .bridge)
        #expect(
            try make(point).guest.interfaces[0].offloads
                == .init(checksums: true, segmentation: true, fragmentation: true))
        #expect(try make(point, ["checksum_offload": "false"]).guest.interfaces[0].offloads == .init())
        #expect(
            try make(point, ["ufo_offload": "false"]).guest.interfaces[0].offloads
                == .init(checksums: true, segmentation: true))
    }

    struct LinkMTU: Sendable {
        var mtu: Int?
        var version: IPVersion?
        var layers: [LayerProtocol] = [.ipv4]
        var isRefused = false
    }

    @Test(
        "an MTU that no link can have is refused with the link, the value and the limits",
        arguments: [
            LinkMTU(mtu: nil), LinkMTU(mtu: 68), LinkMTU(mtu: 65521), LinkMTU(mtu: 1280, version: .ipv6),
            LinkMTU(mtu: 67, isRefused: true), LinkMTU(mtu: 65522, isRefused: true),
            LinkMTU(mtu: 1279, version: .ipv6, isRefused: true), LinkMTU(mtu: 1279, layers: [.ipv6], isRefused: true),
        ])
    func limits(_ link: LinkMTU) throws {
        let l3 = link.version.map { L3ProtocolData(ipVersion: $0, cidr: "2001:db8::/64") }
        let profile = VirtualLinkProfile(protocols: [
            VirtualLinkProtocolData(layerProtocol: .ethernet, l2: link.mtu.map { L2ProtocolData(mtu: $0) }, l3: l3)
        ])
        let connectivity = ConnectivityType(layerProtocols: link.layers)
        guard link.isRefused else {
            return #expect(try profile.checkedMTU(ofLink: "left", connectivity) == link.mtu)
        }
        let error = #expect(throws: ManifoldError.self) { try profile.checkedMTU(ofLink: "left", connectivity) }
        #expect(error?.message == "the MTU of virtual link left is \(link.mtu ?? 0)")
        let least = link.version == .ipv6 || link.layers == [.ipv6] ? "1280 (IPv6)" : "68"
        #expect(error?.remedy?.hasPrefix("from \(least) to 65521 bytes") == true)
    }
}
