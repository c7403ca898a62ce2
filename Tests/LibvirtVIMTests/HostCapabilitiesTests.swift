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

    @Test("nodes, pages, processor and emulator of the host's own architecture are read")
    func read() throws {
        let capabilities = try HostCapabilities(xml: Self.document)
        #expect(capabilities.architecture == "x86_64")
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
}
