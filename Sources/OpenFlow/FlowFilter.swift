import NIOCore

/// Which flows are asked for (OpenFlow 1.5.1, 7.3.5.2).
package struct FlowFilter: Hashable, Sendable {
    /// 255: all tables.
    package var table: UInt8
    package var cookie: UInt64
    /// Which bits of a flow's cookie must equal `cookie`.
    package var cookieMask: UInt64
    /// Flows whose match is this or narrower.
    package var match: Match

    package init(table: UInt8 = 255, cookie: UInt64 = 0, cookieMask: UInt64 = 0, match: Match = Match()) {
        self.table = table
        self.cookie = cookie
        self.cookieMask = cookieMask
        self.match = match
    }

    func write(to buffer: inout ByteBuffer) {
        buffer.writeInteger(table)
        buffer.writeZeros(3)
        buffer.writeInteger(PortNumber.any.rawValue)
        buffer.writeInteger(UInt32.max)  // OFPG_ANY
        buffer.writeZeros(4)
        buffer.writeInteger(cookie)
        buffer.writeInteger(cookieMask)
        match.write(to: &buffer)
    }
}
