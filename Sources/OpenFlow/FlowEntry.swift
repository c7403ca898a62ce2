import NIOCore

/// A flow that is in force, with its counters (OpenFlow 1.5.1, 7.3.5.2).
package struct FlowEntry: Hashable, Sendable {
    package var table: UInt8
    package var priority: UInt16
    package var cookie: UInt64
    package var match: Match
    package var instructions: [Instruction]
    package var packets: UInt64
    package var bytes: UInt64

    package init(
        table: UInt8, priority: UInt16, cookie: UInt64, match: Match, instructions: [Instruction], packets: UInt64 = 0,
        bytes: UInt64 = 0
    ) {
        self.table = table
        self.priority = priority
        self.cookie = cookie
        self.match = match
        self.instructions = instructions
        self.packets = packets
        self.bytes = bytes
    }

    init(from buffer: inout ByteBuffer) throws(OpenFlowError) {
        let length = Int(try buffer.take() as UInt16)
        var body = try buffer.take(slice: length - 2)
        try body.skip(2)
        table = try body.take()
        try body.skip(1)
        priority = try body.take()
        try body.skip(8)  // timeouts, flags, importance
        cookie = try body.take()
        match = try Match(from: &body)
        (packets, bytes) = try Self.counters(from: &body)
        instructions = []
        while body.readableBytes > 0 { instructions.append(try Instruction(from: &body)) }
    }

    /// Reads the statistics fields (OXS, OpenFlow 1.5.1, 7.2.4).
    private static func counters(from buffer: inout ByteBuffer) throws(OpenFlowError) -> (UInt64, UInt64) {
        try buffer.skip(2)
        let length = Int(try buffer.take() as UInt16)
        guard length >= 4 else { throw OpenFlowError(.malformed, "flow statistics have length \(length)") }
        var fields = try buffer.take(slice: length - 4)
        try buffer.skip((8 - length % 8) % 8)
        var counters: (packets: UInt64, bytes: UInt64) = (0, 0)
        while fields.readableBytes > 0 {
            let `class`: UInt16 = try fields.take()
            let field: UInt8 = try fields.take()
            let size = Int(try fields.take() as UInt8)
            switch (`class`, field >> 1, size) {
            case (0x8002, 4, 8): counters.packets = try fields.take()
            case (0x8002, 5, 8): counters.bytes = try fields.take()
            default: try fields.skip(size)
            }
        }
        return counters
    }
}
