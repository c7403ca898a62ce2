import NIOCore
import Testing

@testable import OpenFlow

@Suite struct CodecTests {
    private static func randomBytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in .random(in: 0...255) } }

    private static func randomField() -> OXMField {
        let number = UInt32.random(in: 0...UInt32.max)
        let port = UInt16.random(in: 0...UInt16.max)
        let fields: [OXMField] = [
            .inPort(PortNumber(number)), .metadata(UInt64(number), mask: 0xFF00), .etherSource(randomBytes(6)),
            .etherDestination(randomBytes(6), mask: randomBytes(6)), .etherType(port), .vlan(port & 0xFFF), .noVLAN,
            .ipDSCP(7), .ipProtocol(6), .ipv4Source(number, mask: 0xFFFF_FF00), .ipv4Destination(number),
            .tcpSource(port), .tcpDestination(port, mask: 0xFFF0), .udpSource(port), .udpDestination(port),
            .icmpType(8), .icmpCode(0), .arpOperation(1), .arpSource(number), .arpTarget(number, mask: 0xFF00_0000),
            .ipv6Source(randomBytes(16)), .ipv6Destination(randomBytes(16), mask: randomBytes(16)), .icmpv6Type(135),
            .packetRegister(3, UInt64(number), mask: 0xFFFF),
        ]
        return fields.randomElement()!
    }

    private static func randomActions() -> [Action] {
        let all: [Action] = [
            .output(PortNumber(.random(in: 1...UInt32.max))), .output(.normal), .group(7), .setField(randomField()),
            .pushVLAN(etherType: 0x8100), .popVLAN, .note([]), .note(Array("mf:p1:h2".utf8)),
            .other(type: 24, body: [0, 0, 0, 0]),
        ]
        return (0..<Int.random(in: 0...4)).map { _ in all.randomElement()! }
    }

    private static func randomMatch() -> Match {
        var seen: Set<UInt32> = []
        return Match(
            (0..<Int.random(in: 0...6)).map { _ in randomField() }
                .filter { seen.insert(UInt32($0.class) << 8 | UInt32($0.field)).inserted })
    }

    private static func randomInstructions() -> [Instruction] {
        let all: [Instruction] = [
            .goToTable(3), .writeMetadata(5, mask: 0xFF), .writeActions(randomActions()),
            .applyActions(randomActions()), .clearActions, .other(type: 6, body: [0, 0, 0, 1]),
        ]
        return (0..<Int.random(in: 0...3)).map { _ in all.randomElement()! }
    }

    @Test("a flow mod survives the way over the wire and has a length that is a multiple of 8", arguments: 0..<200)
    func flowMod(_ run: Int) throws {
        let mod = FlowMod(
            [.add, .modify, .modifyStrict, .delete, .deleteStrict].randomElement()!, table: UInt8(run),
            priority: UInt16(run), cookie: .random(in: 0...UInt64.max), cookieMask: .max, match: Self.randomMatch(),
            instructions: Self.randomInstructions(), idleTimeout: 1, hardTimeout: 2)
        var buffer = ByteBuffer()
        mod.write(to: &buffer)
        #expect(buffer.readableBytes.isMultiple(of: 8))
        #expect(try FlowMod(from: &buffer) == mod)
        #expect(buffer.readableBytes == 0)
    }

    @Test("any shortening of a flow mod is refused, never read beyond its end")
    func shortened() {
        let mod = FlowMod(
            .add, table: 0, match: Match([.inPort(PortNumber(1)), .etherType(0x800)]),
            instructions: [.applyActions([.output(PortNumber(2)), .note([1, 2])])])
        var whole = ByteBuffer()
        mod.write(to: &whole)
        var head = ByteBuffer()
        FlowMod(.add, table: 0, match: mod.match).write(to: &head)
        // A flow mod may end after its match: that one has no instructions.
        for length in 0..<whole.readableBytes where length != head.readableBytes {
            var part = whole.getSlice(at: 0, length: length)!
            #expect(throws: OpenFlowError.self) { try FlowMod(from: &part) }
        }
    }

    @Test("a match is the same whatever the order of its fields, and bits under a mask don't count")
    func canonical() {
        let first = Match([.etherType(0x800), .inPort(PortNumber(1)), .ipv4Source(0x0A01_02FF, mask: 0xFFFF_FF00)])
        let second = Match([
            .ipv4Source(0x0A01_0200, mask: 0xFFFF_FF00), .inPort(PortNumber(1)), .etherType(0x800),
            .ipv4Destination(0x0102_0304, mask: 0),
        ])
        #expect(first == second)
        #expect(OXMField.tcpSource(80, mask: 0xFFFF) == OXMField.tcpSource(80))
    }

    @Test("a stream cut anywhere gives the same frames")
    func splitter() throws {
        var stream = ByteBuffer()
        let frames = [
            Frame(.hello, xid: 1), Frame(.echoRequest, xid: 2, body: ByteBuffer(bytes: [1, 2, 3])),
            Frame(.barrierReply, xid: .max),
        ]
        for frame in frames { frame.write(to: &stream) }
        for cut in 0...stream.readableBytes {
            var splitter = FrameSplitter()
            let found =
                try splitter.feed(stream.getSlice(at: 0, length: cut)!)
                + splitter.feed(stream.getSlice(at: cut, length: stream.readableBytes - cut)!)
            #expect(found == frames)
        }
    }

    @Test("a frame shorter than its header is refused")
    func badFrame() {
        var splitter = FrameSplitter()
        #expect(throws: OpenFlowError.self) { try splitter.feed(ByteBuffer(bytes: [6, 0, 0, 4, 0, 0, 0, 0])) }
    }
}
