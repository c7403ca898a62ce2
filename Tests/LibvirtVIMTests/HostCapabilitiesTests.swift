import MANOModel
import Testing

@testable import LibvirtVIM

@Suite("HostCapabilities")
struct HostCapabilitiesTests {
    private static let document = """
        <capabilities><host><uuid>u</uuid>
        <cpu><arch>x86_64</arch><model>Skylake-Server</model><vendor>Intel</vendor><feature name='ds'/><feature name='vmx'/></cpu>
        <topology><cells num='2'>
        <cell id='0'><memory unit='KiB'>1048576</memory><pages unit='KiB' size='4'>262144</pages>
        <pages unit='KiB' size='2048'>64</pages><pages unit='KiB' size='1048576'>0</pages>
        <cpus num='2'><cpu id='0'/><cpu id='2'/></cpus></cell>
        <cell id='1'><memory unit='KiB'>2097152</memory><cpus num='2'><cpu id='1'/><cpu id='3'/></cpus></cell>
        </cells></topology></host>
        <guest><os_type>hvm</os_type><arch name='i686'><emulator>/usr/bin/i386</emulator><domain type='kvm'/></arch></guest>
        <guest><os_type>hvm</os_type><arch name='x86_64'><emulator>/usr/bin/qemu</emulator><domain type='qemu'/></arch></guest>
        </capabilities>
        """

    @Test(
        "firmware is what libvirt finds described",
        arguments: [
            ("<domainCapabilities/>", nil),
            ("<domainCapabilities><os supported='no'/></domainCapabilities>", nil),
            (
                "<domainCapabilities><os supported='yes'><enum name='firmware'/><loader supported='yes'>"
                    + "<enum name='secure'><value>no</value></enum></loader></os></domainCapabilities>", [.bios]
            ),
            (
                "<domainCapabilities><os supported='yes'><enum name='firmware'><value>efi</value></enum>"
                    + "<loader supported='yes'><enum name='secure'><value>no</value></enum></loader></os>"
                    + "</domainCapabilities>", [.bios, .uefi]
            ),
            (
                "<domainCapabilities><os supported='yes'><enum name='firmware'><value>efi</value></enum>"
                    + "<loader supported='yes'><enum name='secure'><value>no</value><value>yes</value></enum></loader>"
                    + "</os></domainCapabilities>", [.bios, .uefi, .secureBoot]
            ),
        ] as [(String, [GuestSpec.Firmware]?)])
    func firmware(document: String, kinds: [GuestSpec.Firmware]?) throws {
        #expect(HostFirmware.kinds(try XMLNode.parse(document)) == kinds)
    }

    @Test(
        "models of guests' CPUs are those that libvirt calls usable, and all where CPUs are emulated",
        arguments: [
            ("<domainCapabilities/>", true, nil),
            ("<domainCapabilities><cpu><mode name='custom' supported='no'/></cpu></domainCapabilities>", true, []),
            (
                "<domainCapabilities><cpu><mode name='custom' supported='yes'>"
                    + "<model usable='yes'>486</model><model usable='no'>EPYC</model></mode></cpu>"
                    + "</domainCapabilities>", false, ["486", "EPYC"]
            ),
            (
                "<domainCapabilities><cpu><mode name='host-model' supported='yes'><model>Penryn</model></mode>"
                    + "<mode name='custom' supported='yes'><model usable='yes'>qemu64</model>"
                    + "<model usable='no'>EPYC</model><model usable='yes'>Nehalem</model></mode></cpu>"
                    + "</domainCapabilities>", true, ["Nehalem", "qemu64"]
            ),
        ] as [(String, Bool, [String]?)])
    func models(document: String, hasKVM: Bool, names: [String]?) throws {
        #expect(GuestCPUModels.names(try XMLNode.parse(document), hasKVM: hasKVM) == names)
    }

    @Test("nodes, pages, processor and emulator of the host's own architecture are read")
    func read() throws {
        let capabilities = try HostCapabilities(xml: Self.document)
        #expect(capabilities.architecture == "x86_64")
        #expect(capabilities.machine == "u")
        #expect(capabilities.cpuModel == "Skylake-Server")
        #expect(capabilities.hasVirtualizationFlag)
        #expect(capabilities.emulator == "/usr/bin/qemu")
        #expect(
            capabilities.numaNodes == [
                NUMANode(id: 0, cores: [0, 2], memory: 1 << 30, hugepages: [2048: 64]),
                NUMANode(id: 1, cores: [1, 3], memory: 2 << 30),
            ])
    }

    @Test("KVM for another architecture is no offer of KVM")
    func kvm() throws {
        #expect(try HostCapabilities(xml: Self.document).offersKVM == false)
        let offering = Self.document.replacing(
            "<domain type='qemu'/>", with: "<domain type='qemu'/><domain type='kvm'/>")
        #expect(try HostCapabilities(xml: offering).offersKVM)
    }

    private static func cells(_ cells: String) throws -> HostCapabilities {
        try HostCapabilities(
            xml: "<capabilities><host><topology><cells>\(cells)</cells></topology></host></capabilities>")
    }

    @Test("siblings are threads of one core, distances are read, and a CPU without a place is offline")
    func topology() throws {
        let capabilities = try Self.cells(
            """
            <cell id='0'><memory>1024</memory><distances><sibling id='0' value='10'/><sibling id='1' value='21'/></distances>
            <cpus><cpu id='0' socket_id='0' core_id='0' siblings='0,2'/><cpu id='2' socket_id='0' core_id='0' siblings='0,2'/>
            <cpu id='1' socket_id='0' core_id='4' siblings='1'/><cpu id='3'/></cpus></cell>
            """)
        #expect(
            capabilities.numaNodes == [
                NUMANode(
                    id: 0,
                    cpus: [
                        HostCPU(id: 0, socket: 0, core: 0), HostCPU(id: 1, socket: 0, core: 4),
                        HostCPU(id: 2, socket: 0, core: 0),
                    ], memory: 1 << 20, distances: [0: 10, 1: 21])
            ])
        #expect(capabilities.offlineCPUs == [3])
    }

    @Test("where two dies count their cores alike, siblings tell the cores apart")
    func dies() throws {
        let capabilities = try Self.cells(
            """
            <cell id='0'><memory>1024</memory><cpus>
            <cpu id='0' socket_id='0' die_id='0' core_id='0' siblings='0-1'/>
            <cpu id='1' socket_id='0' die_id='0' core_id='0' siblings='0-1'/>
            <cpu id='2' socket_id='0' die_id='1' core_id='0' siblings='2-3'/>
            <cpu id='3' socket_id='0' die_id='1' core_id='0' siblings='2-3'/></cpus></cell>
            """)
        #expect(capabilities.numaNodes[0].cpus.map(\.core) == [0, 0, 2, 2])
    }
}
