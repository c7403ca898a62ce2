import Dataplane
import Foundation
import MANOModel
import SwitchConnection
import SwitchTestBed
import Testing

@testable import SwitchDrivers

@Suite("Switches of other machines")
struct RemoteSwitchTests {
    @Test("a folder of sockets, or an address on which the bridge is to listen")
    func management() throws {
        #expect(try Management("/run/openvswitch").address(of: "br") == .unix(path: "/run/openvswitch/br.mgmt"))
        #expect(try Management("/run/openvswitch").listener == nil)
        let four = try Management("tcp:192.0.2.7:6653")
        #expect(four.address(of: "br") == .tcp(host: "192.0.2.7", port: 6653))
        #expect(four.listener == "ptcp:6653:192.0.2.7")
        #expect(try Management("tcp:[2001:db8::7]:6653").listener == "ptcp:6653:[2001:db8::7]")
        for bad in ["tcp:far:6653", "tcp:1.2.3:6653", "tcp:1.2.3.256:6653", "tcp:1.2.3.4:0", "tcp:", "tcp:[g::]:1"] {
            let error = #expect(throws: ManifoldError.self) { _ = try Management(bad) }
            #expect(error?.message.contains(bad) == true && error?.remedy != nil)
        }
    }

    @Test(
        "over TCP the bridge is made to listen, once, on the datapath that is there, and ports and flows are put on it",
        .enabled(if: SwitchTestBed.isAvailable, "a real Open vSwitch is needed"))
    func overTCP() async throws {
        try await SwitchTestBed.with { bed in
            // The test is in another namespace than the switch: one that listens is reached through a pair of links.
            // Not mf…: what arrives on such links is kept from the stack.
            let link = "rsw\(UInt32.random(in: 0...99999))"
            try SwitchTestBed.run([
                "ip", "link", "add", link, "type", "veth", "peer", "name", "mgmt", "netns", bed.namespace,
            ])
            defer { _ = try? SwitchTestBed.run(["ip", "link", "del", link]) }
            let network = "198.18.\(UInt8.random(in: 0...255))"
            try SwitchTestBed.run(["ip", "addr", "add", "\(network).1/30", "dev", link])
            try SwitchTestBed.run(["ip", "link", "set", link, "up"])
            try SwitchTestBed.run(["ip", "-n", bed.namespace, "addr", "add", "\(network).2/30", "dev", "mgmt"])
            try SwitchTestBed.run(["ip", "-n", bed.namespace, "link", "set", "mgmt", "up"])
            var configuration = try OVSDriver.Configuration(
                database: "unix:\(bed.database)", runFolder: "tcp:\(network).2:6653", bridge: "mfbr0")
            configuration.isRemote = true
            let driver = OVSDriver(configuration)
            try await driver.ensureBridge()
            try await driver.ensureBridge()
            #expect(try bed.vsctl("get-controller", "mfbr0").contains("ptcp:6653:\(network).2"))
            #expect(
                try bed.vsctl("--columns=target", "--format=csv", "--no-headings", "list", "controller").split(
                    separator: "\n"
                ).count == 1)
            #expect(try bed.vsctl("get", "bridge", "mfbr0", "fail_mode").contains("secure"))
            #expect(try !bed.vsctl("get", "bridge", "mfbr0", "datapath_id").contains("[]"))
            let port = PortSpec(
                name: "mfrport", owner: "vnfc-1", number: 5, segment: 10, macAddress: "02:00:00:00:00:01",
                isChained: false)
            try await driver.attachPorts([port])
            #expect(try await driver.inventory().map(\.name) == ["mfrport"])
            #expect(try await driver.speakingPorts() == [5])

            // Links of its own machine are not to be had.
            let endpoint = EndpointSpec(
                owner: "n", portName: "mfrout", number: 6, segment: 10,
                attachment: .namespace(name: "mfr", address: "10.0.0.1/24"), isChained: false)
            let error = await #expect(throws: ManifoldError.self) { try await driver.ensureEndpoint(endpoint) }
            #expect(
                error?.message.contains("another machine") == true && error?.remedy?.contains("--interface") == true)
            #expect(try await !driver.endpoint(endpoint))

            // An interface of its is reached through a bridge that moves packets by itself.
            try SwitchTestBed.run([
                "ip", "-n", bed.namespace, "link", "add", "eth7", "type", "veth", "peer", "name", "eth8",
            ])
            let outside = EndpointSpec(
                owner: "n", portName: "mfrphy", number: 7, segment: 10,
                attachment: .physical(interface: "eth7", vlan: 9), isChained: false)
            try await driver.ensureEndpoint(outside)
            #expect(try await driver.endpoint(outside))
            let bridges = try bed.vsctl("list-br").split(separator: "\n").filter { $0 != "mfbr0" }
            let edge = try #require(bridges.first)
            #expect(try bed.vsctl("get", "bridge", String(edge), "fail_mode").contains("standalone"))
            try await driver.removeEndpoint(outside)
            #expect(try bed.vsctl("list-br").split(separator: "\n") == ["mfbr0"])
            try await driver.detachPorts(names: ["mfrport"])
            try await driver.removeBridge()
            #expect(try bed.vsctl("list-br").isEmpty)
            await driver.close()
        }
    }
}
