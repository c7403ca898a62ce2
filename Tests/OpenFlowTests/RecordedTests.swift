import NIOCore
import Testing

@testable import OpenFlow

/// What Open vSwitch 3.1.0 sent, after these two commands of `ovs-ofctl -O OpenFlow15`:
/// `add-group BR group_id=5,type=select,selection_method=hash,selection_method_param=4660,fields(ip_src,tcp_src),`
/// `bucket=bucket_id:11,weight:2,watch_port:3,actions=output:3,bucket=bucket_id:12,weight:1,watch_port:4,actions=output:4`
/// `add-flow BR table=0,priority=200,cookie=0xab02,in_port=1,tcp,nw_src=10.0.0.0/8,tp_dst=8000/0xfff0,`
/// `actions=note:6d.66.3a.61,group:5`
@Suite struct RecordedTests {
    private static let flows = """
        061300b000000002000100000000000000a00000000000c80000000000000000000000000000ab020001002b800000040000000180000a02
        0800800017080a000000ff000000800014010680001d041f40fff0000000000000000034800200080000000004b571c08002020800000000
        0000000080020808000000000000000080020a080000000000000000000000000004002000000000ffff00100000232000086d663a610000
        0016000800000005
        """
    private static let groups = """
        061300a800000003000700000000000000980100000000050050000000000000002800100000000b00000010000000030000000000000000
        00000008000200000001000800000003002800100000000c0000001000000004000000000000000000000008000100000001000800000004
        ffff00360000154d000000010000000068617368000000000000000000000000000000000000123480001604ffffffff80001a02ffff0000
        """
    private static let groupStatistics = """
        06130058000000040006000000000000004800000000000500000001000000000000000000000000000000000000000000000000068e7780
        0000000000000000000000000000000000000000000000000000000000000000
        """
    private static let ports = """
        0613005800000005000d000000000000fffffffe004800000200000000aa0000627230000000000000000000000000000000000100000001
        0000002000000000000008400000000000000000000000000098968000000000
        """

    private static func bytes(_ text: String) -> [UInt8] {
        let digits = Array(text.filter(\.isHexDigit))
        return stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16)! }
    }

    /// The body of the one multipart reply.
    private static func body(_ text: String) throws -> ByteBuffer {
        var splitter = FrameSplitter()
        let frames = try splitter.feed(ByteBuffer(bytes: bytes(text)))
        let frame = try #require(frames.count == 1 ? frames[0] : nil)
        #expect(frame.version == Frame.version && frame.kind == .multipartReply)
        var body = frame.body
        body.moveReaderIndex(forwardBy: 8)
        return body
    }

    private static func holds(_ part: [UInt8], _ whole: [UInt8]) -> Bool {
        whole.indices.contains { whole[$0...].starts(with: part) }
    }

    @Test("a flow is read as it was made, and its match and instructions are written as the switch writes them")
    func flow() throws {
        var body = try Self.body(Self.flows)
        let entry = try FlowEntry(from: &body)
        #expect(body.readableBytes == 0)
        #expect(
            entry
                == FlowEntry(
                    table: 0, priority: 200, cookie: 0xAB02,
                    match: Match([
                        .inPort(PortNumber(1)), .etherType(0x800), .ipProtocol(6),
                        .ipv4Source(0x0A00_0000, mask: 0xFF00_0000), .tcpDestination(8000, mask: 0xFFF0),
                    ]), instructions: [.applyActions([.note(Array("mf:a".utf8)), .group(5)])]))
        // The switch has an order of its own for the fields; each is the same bytes.
        let whole = Self.bytes(Self.flows)
        for field in entry.match.fields {
            var buffer = ByteBuffer()
            field.write(to: &buffer)
            #expect(Self.holds(Array(buffer.readableBytesView), whole))
        }
        var instructions = ByteBuffer()
        for instruction in entry.instructions { instruction.write(to: &instructions) }
        #expect(Self.holds(Array(instructions.readableBytesView), whole))
    }

    @Test("a group is read as it was made, and its buckets and properties are written as the switch writes them")
    func group() throws {
        var body = try Self.body(Self.groups)
        let group = try Group(from: &body)
        #expect(body.readableBytes == 0)
        #expect(
            group
                == Group(
                    id: 5, kind: .select,
                    buckets: [
                        .init(id: 11, weight: 2, watchPort: PortNumber(3), actions: [.output(PortNumber(3))]),
                        .init(id: 12, weight: 1, watchPort: PortNumber(4), actions: [.output(PortNumber(4))]),
                    ], selection: .init(fields: [.ipv4Source(.max), .tcpSource(.max)], parameter: 4660)))
        // After the fixed part of a group mod, which a description doesn't have. A switch answers an output to a port
        // with a length to send of 0, we ask for all; only the controller's port looks at it.
        let sent = GroupMod.add(group).encoded.dropFirst(16)
        let recorded = Self.bytes(Self.groups).dropFirst(32)
        let differing = zip(sent, recorded).filter { $0 != $1 }.map { $0.0 }
        #expect(sent.count == recorded.count && differing.allSatisfy { $0 == 0xFF } && differing.count == 4)
    }

    @Test("counters of groups and descriptions of ports are read")
    func others() throws {
        var counters = try Self.body(Self.groupStatistics)
        let statistics = try GroupStatistics(from: &counters)
        #expect(statistics.id == 5 && statistics.buckets.count == 2 && counters.readableBytes == 0)
        var ports = try Self.body(Self.ports)
        let port = try Port(from: &ports)
        #expect(
            port
                == Port(number: .local, name: "br0", hardwareAddress: [2, 0, 0, 0, 0, 0xAA], isUp: false))
        #expect(ports.readableBytes == 0)
    }
}
