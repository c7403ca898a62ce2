import NIOCore

/// A change of the flow tables (OpenFlow 1.5.1, 7.3.4.2).
package struct FlowMod: Hashable, Sendable {
    package enum Command: UInt8, Sendable {
        /// Replaces a flow with the same table, priority and match, and its counters.
        case add = 0
        /// Every flow that the match covers; counters stay.
        case modify = 1
        /// The flow with exactly this match and priority; counters stay.
        case modifyStrict = 2
        case delete = 3
        case deleteStrict = 4
    }

    package var command: Command
    /// 255: all tables, when deleting.
    package var table: UInt8
    package var priority: UInt16
    package var cookie: UInt64
    /// Which bits of a flow's cookie must equal `cookie` for it to be modified or deleted; unused when adding.
    package var cookieMask: UInt64
    package var match: Match
    package var instructions: [Instruction]
    /// Seconds; 0 is never.
    package var idleTimeout: UInt16
    package var hardTimeout: UInt16

    package init(
        _ command: Command, table: UInt8, priority: UInt16 = 0, cookie: UInt64 = 0, cookieMask: UInt64 = 0,
        match: Match, instructions: [Instruction] = [], idleTimeout: UInt16 = 0, hardTimeout: UInt16 = 0
    ) {
        self.command = command
        self.table = table
        self.priority = priority
        self.cookie = cookie
        self.cookieMask = cookieMask
        self.match = match
        self.instructions = instructions
        self.idleTimeout = idleTimeout
        self.hardTimeout = hardTimeout
    }

    /// The message's body as it travels: equal changes have equal bytes, in every version of this program.
    package var encoded: [UInt8] {
        var buffer = ByteBuffer()
        write(to: &buffer)
        return Array(buffer.readableBytesView)
    }

    func write(to buffer: inout ByteBuffer) {
        buffer.writeInteger(cookie)
        buffer.writeInteger(cookieMask)
        buffer.writeInteger(table)
        buffer.writeInteger(command.rawValue)
        buffer.writeInteger(idleTimeout)
        buffer.writeInteger(hardTimeout)
        buffer.writeInteger(priority)
        buffer.writeInteger(UInt32.max)  // OFP_NO_BUFFER
        buffer.writeInteger(PortNumber.any.rawValue)
        buffer.writeInteger(UInt32.max)  // OFPG_ANY
        buffer.writeZeros(4)  // flags, importance
        match.write(to: &buffer)
        for instruction in instructions { instruction.write(to: &buffer) }
    }

    /// Reads what `write` writes; fields that it never sets are not looked at.
    init(from buffer: inout ByteBuffer) throws(OpenFlowError) {
        cookie = try buffer.take()
        cookieMask = try buffer.take()
        table = try buffer.take()
        let number: UInt8 = try buffer.take()
        guard let command = Command(rawValue: number) else {
            throw OpenFlowError(.malformed, "a flow mod has command \(number)")
        }
        self.command = command
        idleTimeout = try buffer.take()
        hardTimeout = try buffer.take()
        priority = try buffer.take()
        try buffer.skip(16)
        match = try Match(from: &buffer)
        instructions = []
        while buffer.readableBytes > 0 { instructions.append(try Instruction(from: &buffer)) }
    }
}
