import CLibvirt
import Testing

@testable import Libvirt

@Suite("Events of a host's devices", .timeLimit(.minutes(1)))
struct DeviceEventTests {
    @Test("a device that comes and goes is told by its name, twice")
    func comesAndGoes() async throws {
        await TestDriverEvents.keepFlowing()
        let host = LibvirtHost(uri: "test:///default", name: "devices")
        var events = host.events().makeAsyncIterator()
        #expect(await events.next() == .resync)
        // The test driver makes virtual host adapters only.
        let xml = """
            <device><parent>scsi_host1</parent><capability type='scsi_host'><capability type='fc_host'>
            <wwnn>2000000012341234</wwnn><wwpn>1000000012341234</wwpn></capability></capability></device>
            """
        let name = try await host.change { connection in
            let device = try #require(virNodeDeviceCreateXML(connection.pointer, xml, 0))
            defer { virNodeDeviceFree(device) }
            let name = String(cString: virNodeDeviceGetName(device))
            try #require(virNodeDeviceDestroy(device) == 0)
            return name
        }
        var told = 0
        while told < 2, let event = await events.next() {
            if event == .device(name: name) { told += 1 }
        }
        #expect(told == 2)
        await host.close()
    }
}
