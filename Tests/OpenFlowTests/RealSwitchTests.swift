import Foundation
import SwitchConnection
import SwitchTestBed
import Testing

@testable import OpenFlow

@Suite(.enabled(if: SwitchTestBed.isAvailable, "a real Open vSwitch is needed"), .serialized)
struct RealSwitchTests {
    private static func withBridge(
        _ body: @Sendable (SwitchTestBed, OpenFlowClient) async throws -> Void
    ) async throws {
        try await SwitchTestBed.with { bed in
            try bed.vsctl(
                "add-br", "br0", "--", "set", "bridge", "br0", "datapath_type=netdev", "fail_mode=secure",
                "protocols=OpenFlow10,OpenFlow13,OpenFlow15", "other_config:datapath-id=00000000000000ab")
            let client = OpenFlowClient(address: .unix(path: bed.management(of: "br0")))
            try await body(bed, client)
            await client.close()
        }
    }

    private static let flows: [FlowMod] = [
        FlowMod(
            .add, table: 0, priority: 100, cookie: 0xAB01, match: Match([.inPort(PortNumber(1))]),
            instructions: [.applyActions([.output(.normal)])]),
        FlowMod(
            .add, table: 0, priority: 200, cookie: 0xAB02,
            match: Match([
                .inPort(PortNumber(1)), .etherType(0x800), .ipProtocol(6),
                .ipv4Source(0x0A00_0000, mask: 0xFF00_0000), .ipv4Destination(0x0A00_0002),
                .tcpDestination(0x1F40, mask: 0xFFF0), .ipDSCP(10),
            ]),
            instructions: [.applyActions([.note(Array("mf:a".utf8)), .group(5)])]),
        FlowMod(
            .add, table: 0, priority: 201, cookie: 0xAB02,
            match: Match([
                .etherType(0x86DD), .ipProtocol(17), .ipv6Source([0x20, 1] + [UInt8](repeating: 0, count: 14)),
                .udpSource(53),
            ]),
            instructions: [.writeMetadata(5, mask: 0xF), .goToTable(1)]),
        FlowMod(
            .add, table: 1, priority: 7, cookie: 0xCD01,
            match: Match([
                .etherType(0x806), .arpOperation(1), .arpTarget(0x0A00_0001), .packetRegister(3, 9, mask: 0xFFFF),
            ]),
            instructions: [
                .applyActions([
                    .pushVLAN(etherType: 0x8100), .setField(.vlan(12)), .setField(.packetRegister(1, 4)), .popVLAN,
                    .output(.inPort),
                ])
            ]),
        FlowMod(.add, table: 1, priority: 8, match: Match([.etherSource([2, 0, 0, 0, 0, 1]), .vlan(5)])),
    ]

    private static let groups: [Group] = [
        Group(
            id: 5, kind: .select,
            buckets: [
                .init(id: 11, weight: 2, watchPort: PortNumber(3), actions: [.output(PortNumber(3))]),
                .init(id: 12, weight: 1, watchPort: PortNumber(4), actions: [.note([65]), .output(PortNumber(4))]),
            ],
            selection: .init(
                fields: [.ipv4Source(.max), .tcpSource(.max)], parameter: 0x1234)),
        Group(
            id: 6, kind: .fastFailover,
            buckets: [.init(id: 0, watchPort: PortNumber(3), actions: [.output(PortNumber(3))])]),
        Group(id: 7, kind: .all, buckets: [.init(id: 0, actions: [.output(PortNumber(1))])]),
    ]

    @Test("flows and groups of one bundle come back as they were sent")
    func bundle() async throws {
        try await Self.withBridge { bed, client in
            #expect(try await client.datapathID() == 0xAB)
            try await client.apply(Self.groups.map { .group(.add($0)) } + Self.flows.map { .flow($0) })
            let found = try await client.flows()
            for mod in Self.flows {
                let entry = found.first { $0.table == mod.table && $0.priority == mod.priority }
                #expect(entry?.match == mod.match)
                #expect(entry?.instructions == mod.instructions)
                #expect(entry?.cookie == mod.cookie)
            }
            #expect(found.count == Self.flows.count)
            #expect(Set(try await client.groups()) == Set(Self.groups))
            let chosen = try await client.flows(FlowFilter(cookie: 0xAB00, cookieMask: 0xFF00))
            #expect(chosen.count == 3)

            let text = try bed.ofctl("dump-groups", bed.management(of: "br0"))
            #expect(text.contains("selection_method=hash,selection_method_param=4660,fields(ip_src,tcp_src)"))
            try await client.apply([
                .flow(FlowMod(.delete, table: 255, cookie: 0xAB00, cookieMask: 0xFF00, match: Match())),
                .group(.delete(id: 5)),
            ])
            #expect(try await client.flows().count == 2)
            #expect(try await client.groups().count == 2)
            #expect(try await client.groupStatistics().count == 2)
        }
    }

    @Test("a bundle with one bad member changes nothing, and the connection goes on")
    func atomic() async throws {
        try await Self.withBridge { _, client in
            let noSuchGroup = FlowMod(
                .add, table: 0, priority: 1, match: Match(), instructions: [.applyActions([.group(99)])])
            let noPrerequisite = FlowMod(.add, table: 0, priority: 1, match: Match([.tcpSource(1)]))
            for bad in [noSuchGroup, noPrerequisite] {
                do {
                    try await client.apply([.flow(Self.flows[0]), .flow(bad)])
                    Issue.record("it was taken")
                } catch let error as OpenFlowError {
                    #expect(error.code == .refused && error.reason != nil)
                }
                #expect(try await client.flows().isEmpty)
            }
            try await client.send([.flow(Self.flows[0])])
            #expect(try await client.flows().count == 1)
        }
    }

    @Test("a port that comes and goes is seen, with its number")
    func portEvents() async throws {
        try await Self.withBridge { bed, client in
            var events = try await client.portEvents().makeAsyncIterator()
            try bed.vsctl(
                "add-port", "br0", "p1", "--", "set", "interface", "p1", "type=internal", "ofport_request=77")
            var event = try await events.next()
            while event?.port.name != "p1" { event = try await events.next() }
            #expect(event?.reason == .added && event?.port.number == PortNumber(77))
            #expect(try await client.ports().map(\.name).sorted() == ["br0", "p1"])
            #expect(try await client.portStatistics().map(\.number).contains(PortNumber(77)))
            try bed.vsctl("del-port", "br0", "p1")
            while event?.reason != .removed { event = try await events.next() }
            #expect(event?.port.name == "p1")
        }
    }

    @Test("a stopped or killed switch ends calls in time, and they work again once it lives")
    func deadSwitch() async throws {
        try await Self.withBridge { bed, client in
            try await client.echo()
            bed.signalSwitch(SIGSTOP)
            let start = ContinuousClock.now
            await #expect(throws: OpenFlowError.self) { try await client.barrier(deadline: .milliseconds(200)) }
            // The stopped switch's socket still takes connections; the greeting never comes.
            await #expect(throws: OpenFlowError.self) { try await client.barrier(deadline: .milliseconds(200)) }
            #expect(start.duration(to: .now) < .seconds(60))
            bed.signalSwitch(SIGCONT)
            try await client.barrier()
            bed.stopSwitch()
            try bed.startSwitch()
            for _ in 0..<100 where !FileManager.default.fileExists(atPath: bed.management(of: "br0")) {
                try await Task.sleep(for: .milliseconds(20))
            }
            do {
                try await client.barrier()
            } catch let error as OpenFlowError where error.code == .unreachable {
                // The old socket file may still be there for a moment.
                try await Task.sleep(for: .milliseconds(300))
                try await client.barrier()
            }
        }
    }
}
