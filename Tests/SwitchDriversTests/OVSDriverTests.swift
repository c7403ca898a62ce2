import Dataplane
import Foundation
import MANOModel
import OpenFlow
import SwitchTestBed
import Testing

@testable import SwitchDrivers

@Suite(.enabled(if: SwitchTestBed.isAvailable, "a real Open vSwitch is needed"), .serialized)
struct OVSDriverTests {
    private static func withDriver(
        _ body: @Sendable (SwitchTestBed, OVSDriver) async throws -> Void
    ) async throws {
        try await SwitchTestBed.with { bed in
            let driver = try OVSDriver(
                .init(
                    database: "unix:\(bed.database)", runFolder: bed.folder, bridge: "mfbr0", datapathType: "netdev",
                    namespace: bed.namespace))
            try await driver.ensureBridge()
            try await body(bed, driver)
            await driver.close()
        }
    }

    private static func port(
        _ name: String, _ number: Int, segment: Int = 10, isChained: Bool = false, owner: String = "vnfc-1"
    ) -> PortSpec {
        PortSpec(
            name: name, owner: owner, number: number, segment: segment, macAddress: "02:00:00:00:00:01",
            isChained: isChained)
    }

    private static func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<100 {
            if try await condition() { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    @Test("the bridge is secure, made once, and somebody else's bridge of that name is refused")
    func bridge() async throws {
        try await Self.withDriver { bed, driver in
            try await driver.ensureBridge()
            #expect(try bed.vsctl("get", "bridge", "mfbr0", "fail_mode").contains("secure"))
            try bed.vsctl("del-fail-mode", "mfbr0")
            try await driver.ensureBridge()
            #expect(try bed.vsctl("get", "bridge", "mfbr0", "fail_mode").contains("secure"))
            try bed.vsctl("--no-wait", "add-br", "foreign")
            let other = try OVSDriver(
                .init(database: "unix:\(bed.database)", runFolder: bed.folder, bridge: "foreign"))
            do {
                try await other.ensureBridge()
                Issue.record("it was taken")
            } catch let error as ManifoldError {
                #expect(error.code == .infrastructure)
            }
        }
    }

    @Test("the switch tells its version, the operator's ports and bonds, and none of ours")
    func facts() async throws {
        try await Self.withDriver { bed, driver in
            try await driver.attachPorts([Self.port("mftap1", 301)])
            try bed.vsctl("--no-wait", "add-br", "uplinks", "--", "set", "bridge", "uplinks", "datapath_type=netdev")
            try bed.vsctl("--no-wait", "add-port", "uplinks", "up0")
            try bed.vsctl(
                "--no-wait", "add-bond", "uplinks", "bond0", "up1", "up2", "lacp=active", "bond_mode=balance-tcp")
            try bed.vsctl(
                "--no-wait", "set", "Open_vSwitch", ".", "ovs-version=3.1.0", "other_config:pmd-cpu-mask=0x6")
            let facts = try await driver.facts()
            #expect(facts.version == "3.1.0")
            // Without DPDK a mask means nothing.
            #expect(!facts.hasDPDK && facts.pmdCPUs.isEmpty && facts.notKnown.isEmpty)
            #expect(facts.ports.map(\.name) == ["up0", "up1", "up2"])
            #expect(facts.ports.allSatisfy { $0.bridge == "uplinks" && !$0.hasLink })
            #expect(
                facts.bonds == [
                    Bond(
                        name: "bond0", mode: "balance-tcp", isNegotiated: false,
                        members: ["up1", "up2"].map { .init(name: $0, hasLink: false, isActive: false) })
                ])
        }
    }

    @Test("the bridge goes when it has no ports, and no bridge of somebody else's goes")
    func removedBridge() async throws {
        try await Self.withDriver { bed, driver in
            try await driver.attachPorts([Self.port("mftap1", 301)])
            try await driver.removeBridge()
            #expect(try bed.vsctl("list-br").contains("mfbr0"))
            try await driver.detachPorts(names: ["mftap1"])
            try await driver.removeBridge()
            try await driver.removeBridge()
            #expect(try !bed.vsctl("list-br").contains("mfbr0"))

            try bed.vsctl("--no-wait", "add-br", "foreign")
            let other = try OVSDriver(
                .init(database: "unix:\(bed.database)", runFolder: bed.folder, bridge: "foreign"))
            try await other.removeBridge()
            #expect(try bed.vsctl("list-br").contains("foreign"))
            await other.close()
        }
    }

    @Test("a port whose tap comes later gets its number, and again after the tap was made anew")
    func lateTap() async throws {
        try await Self.withDriver { bed, driver in
            let specs = [Self.port("mftap1", 301), Self.port("mftap2", 302, isChained: true)]
            try await driver.attachPorts(specs)
            try await driver.attachPorts(specs)
            let before = try await driver.ports(names: ["mftap1", "mftap2", "mftap3"])
            #expect(before.map(\.name).sorted() == ["mftap1", "mftap2"])
            #expect(before.allSatisfy { $0.number == nil && !$0.isUp && $0.owner == "vnfc-1" })

            for _ in 0..<2 {
                for (name, number) in [("mftap1", 301), ("mftap2", 302)] {
                    try bed.ovs(["ip", "tuntap", "add", name, "mode", "tap"])
                    try bed.ovs(["ip", "link", "set", name, "up"])
                    #expect(
                        try await Self.eventually {
                            try await driver.ports(names: [name]).first?.number == number
                        })
                }
                for name in ["mftap1", "mftap2"] { try bed.ovs(["ip", "link", "del", name]) }
                _ = try await Self.eventually { try await driver.ports(names: ["mftap1"]).first?.isUp == false }
                try await driver.attachPorts(specs)
                // The row is new, so that the next tap of that name is opened afresh.
                #expect(try await driver.ports(names: ["mftap1"]).first?.number == nil)
            }

            #expect(
                try await driver.inventory() == [
                    OwnedSwitchResource(kind: .port, name: "mftap1", owner: "vnfc-1"),
                    OwnedSwitchResource(kind: .port, name: "mftap2", owner: "vnfc-1"),
                ])
            try await driver.detachPorts(names: ["mftap1", "mftap2"])
            try await driver.detachPorts(names: ["mftap1", "mftap2"])
            #expect(try await driver.inventory().isEmpty)
            #expect(try await driver.ports(names: ["mftap1"]).isEmpty)
            #expect(try await driver.tables().entries.isEmpty)
        }
    }

    @Test("a port of another owner is refused, and so is a number that is taken")
    func refusals() async throws {
        try await Self.withDriver { bed, driver in
            try bed.ovs(["ip", "tuntap", "add", "mftap1", "mode", "tap"])
            try bed.ovs(["ip", "tuntap", "add", "mftap2", "mode", "tap"])
            try await driver.attachPorts([Self.port("mftap1", 301)])
            for bad in [Self.port("mftap1", 301, owner: "vnfc-2"), Self.port("mftap2", 301)] {
                do {
                    try await driver.attachPorts([bad])
                    Issue.record("\(bad) was taken")
                } catch let error as ManifoldError {
                    #expect(error.code == .infrastructure)
                }
            }
        }
    }

    @Test("a switch that can't be asked is unknown, not absent")
    func unreachable() async throws {
        try await Self.withDriver { bed, driver in
            bed.stopDatabase()
            do {
                _ = try await driver.ports(names: ["mftap1"])
                Issue.record("nobody answered")
            } catch let error as ManifoldError {
                #expect(error.code == .unknown)
            }
        }
    }

    @Test("guests on one segment reach each other and the host, other segments don't")
    func segments() async throws {
        try await Self.withDriver { bed, driver in
            let endpoints = [("a", 1, 10, "10.8.0.1/24"), ("b", 2, 10, "10.8.0.2/24"), ("c", 3, 20, "10.8.0.3/24")].map
            {
                EndpointSpec(
                    owner: "net-\($0.0)", portName: "mfend\($0.0)", number: $0.1, segment: $0.2,
                    attachment: .namespace(name: "\(bed.namespace)-\($0.0)", address: $0.3), isChained: false)
            }
            let host = EndpointSpec(
                owner: "net-m", portName: "mfhost", number: 4, segment: 10, attachment: .host(address: "10.8.0.4/24"),
                isChained: false)
            for endpoint in endpoints + [host] {
                #expect(try await driver.endpoint(endpoint) == false)
                try await driver.ensureEndpoint(endpoint)
                try await driver.ensureEndpoint(endpoint)
                #expect(try await driver.endpoint(endpoint))
            }
            func ping(_ from: String, _ to: String) -> Bool {
                let place = from.isEmpty ? bed.namespace : "\(bed.namespace)-\(from)"
                return
                    (try? SwitchTestBed.run(
                        ["ip", "netns", "exec", place, "ping", "-c", "1", "-W", "1", "-q", "10.8.0.\(to)"])) != nil
            }
            #expect(ping("a", "2"))
            #expect(ping("a", "4"))
            #expect(ping("", "1"))
            #expect(!ping("a", "3"))
            // Nor does the host's own stack, which sees what arrives at the links too, answer for it.
            let stack = try NamespaceSocket(namespace: bed.namespace, port: 9000)
            let (near, far) = (
                try NamespaceSocket(namespace: "\(bed.namespace)-a", port: 9001),
                try NamespaceSocket(namespace: "\(bed.namespace)-c", port: 9001)
            )
            let address = try bed.ovs(["cat", "/sys/class/net/mfendc/address"])
                .trimmingCharacters(in: .whitespacesAndNewlines)
            try SwitchTestBed.run([
                "ip", "-n", "\(bed.namespace)-c", "neigh", "replace", "10.8.0.4", "lladdr", address, "dev", "mfendc",
            ])
            far.send([3], to: "10.8.0.4", 9000)
            #expect(stack.receive() == nil)
            near.send([1], to: "10.8.0.4", 9000)
            #expect(stack.receive()?.bytes == [1])

            var chained = endpoints[1]
            chained.isChained = true
            try await driver.ensureEndpoint(chained)
            #expect(try await driver.endpoint(endpoints[1]) == false)
            #expect(!ping("a", "2"))
            try await driver.ensureEndpoint(endpoints[1])
            #expect(ping("a", "2"))

            for endpoint in endpoints + [host] {
                try await driver.removeEndpoint(endpoint)
                try await driver.removeEndpoint(endpoint)
                #expect(try await driver.endpoint(endpoint) == false)
            }
            #expect(try await driver.inventory().isEmpty)
            #expect(!FileManager.default.fileExists(atPath: "/run/netns/\(bed.namespace)-a"))
        }
    }

    @Test("what a network's MTU lets through gets through, and a tap that comes later has it too")
    func jumboFrames() async throws {
        try await Self.withDriver { bed, driver in
            for (name, number, mtu) in [("a", 1, 9000), ("b", 2, 9000), ("c", 3, 1400)] {
                try await driver.ensureEndpoint(
                    EndpointSpec(
                        owner: "net-\(name)", portName: "mfend\(name)", number: number, segment: 10,
                        attachment: .namespace(name: "\(bed.namespace)-\(name)", address: "10.8.0.\(number)/24"),
                        isChained: false, mtu: mtu))
            }
            func ping(_ from: String, _ to: Int, bytes: Int) -> Bool {
                (try? SwitchTestBed.run([
                    "ip", "netns", "exec", "\(bed.namespace)-\(from)", "ping", "-c", "1", "-W", "1", "-q", "-M", "do",
                    "-s", "\(bytes)", "10.8.0.\(to)",
                ])) != nil
            }
            #expect(ping("a", 2, bytes: 9000 - 28))
            #expect(!ping("a", 2, bytes: 9001 - 28))
            #expect(ping("c", 1, bytes: 1400 - 28))
            #expect(!ping("c", 1, bytes: 1401 - 28))
            var port = Self.port("mftap1", 301)
            port.mtu = 9000
            try await driver.attachPorts([port])
            try bed.ovs(["ip", "tuntap", "add", "mftap1", "mode", "tap"])
            #expect(
                try await Self.eventually {
                    try bed.ovs(["cat", "/sys/class/net/mftap1/mtu"]).hasPrefix("9000")
                })
            for (name, number) in [("a", 1), ("b", 2), ("c", 3)] {
                try await driver.removeEndpoint(
                    EndpointSpec(
                        owner: "net-\(name)", portName: "mfend\(name)", number: number, segment: 10,
                        attachment: .namespace(name: "\(bed.namespace)-\(name)", address: nil), isChained: false))
            }
        }
    }

    @Test("a namespace that was there before stays")
    func operatorsNamespace() async throws {
        try await Self.withDriver { bed, driver in
            let name = "\(bed.namespace)-own"
            try SwitchTestBed.run(["ip", "netns", "add", name])
            let endpoint = EndpointSpec(
                owner: "n", portName: "mfend1", number: 1, segment: 5, attachment: .namespace(name: name, address: nil),
                isChained: true)
            try await driver.ensureEndpoint(endpoint)
            try await driver.removeEndpoint(endpoint)
            #expect(FileManager.default.fileExists(atPath: "/run/netns/\(name)"))
        }
    }

    @Test("a namespace that two networks share goes with the last of them")
    func sharedNamespace() async throws {
        try await Self.withDriver { bed, driver in
            let name = "\(bed.namespace)-both"
            let endpoints = [1, 2].map {
                EndpointSpec(
                    owner: "n\($0)", portName: "mfend\($0)", number: $0, segment: $0,
                    attachment: .namespace(name: name, address: "10.\($0).0.1/24"), isChained: false)
            }
            for endpoint in endpoints { try await driver.ensureEndpoint(endpoint) }
            try await driver.removeEndpoint(endpoints[0])
            #expect(try await driver.endpoint(endpoints[1]))
            try await driver.removeEndpoint(endpoints[1])
            #expect(!FileManager.default.fileExists(atPath: "/run/netns/\(name)"))
        }
    }

    @Test("a physical interface carries several networks, each in its own VLAN")
    func physical() async throws {
        try await Self.withDriver { bed, driver in
            // The physical interface is one end of a pair; the outside is a trunk switch's job, so look at the tags.
            try bed.ovs(["ip", "link", "add", "phy0", "type", "veth", "peer", "name", "phy1"])
            for link in ["phy0", "phy1"] { try bed.ovs(["ip", "link", "set", link, "up"]) }
            let endpoints = [(100, 1), (200, 2)].map { (vlan: Int, number: Int) in
                EndpointSpec(
                    owner: "net-\(vlan)", portName: "mfphy\(number)", number: number, segment: number,
                    attachment: .physical(interface: "phy0", vlan: vlan), isChained: false)
            }
            for endpoint in endpoints {
                try await driver.ensureEndpoint(endpoint)
                try await driver.ensureEndpoint(endpoint)
                #expect(try await driver.endpoint(endpoint))
            }
            try await driver.removeEndpoint(endpoints[0])
            #expect(try await driver.endpoint(endpoints[1]))
            try await driver.removeEndpoint(endpoints[1])
            #expect(try bed.vsctl("list-br").split(separator: "\n") == ["mfbr0"])
        }
    }

    @Test("a name that could be an option or a path is refused", arguments: ["-all", "a/b", "..", "a b", ""])
    func badNames(_ name: String) async throws {
        let driver = try OVSDriver(.init())
        let endpoint = EndpointSpec(
            owner: "n", portName: "mfend1", number: 1, segment: 5, attachment: .namespace(name: name, address: nil),
            isChained: true)
        do {
            try await driver.ensureEndpoint(endpoint)
            Issue.record("it was taken")
        } catch let error as ManifoldError {
            #expect(error.code == .unprocessable)
        }
    }
}
