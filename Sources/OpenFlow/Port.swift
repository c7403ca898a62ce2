import NIOCore

/// A port as the switch describes it (OpenFlow 1.5.1, 7.2.1).
package struct Port: Hashable, Sendable {
    package var number: PortNumber
    package var name: String
    package var hardwareAddress: [UInt8]
    /// Nobody turned it off, and its link is there.
    package var isUp: Bool

    package init(number: PortNumber, name: String, hardwareAddress: [UInt8], isUp: Bool) {
        self.number = number
        self.name = name
        self.hardwareAddress = hardwareAddress
        self.isUp = isUp
    }

    init(from buffer: inout ByteBuffer) throws(OpenFlowError) {
        number = PortNumber(try buffer.take())
        let length = Int(try buffer.take() as UInt16)
        var body = try buffer.take(slice: length - 6)
        try body.skip(2)
        hardwareAddress = try body.take(bytes: 6)
        try body.skip(2)
        name = String(decoding: try body.take(bytes: 16).prefix { $0 != 0 }, as: UTF8.self)
        let config: UInt32 = try body.take()
        let state: UInt32 = try body.take()
        isUp = config & 1 == 0 && state & 1 == 0
    }
}

/// A port came, went, or changed (OpenFlow 1.5.1, 7.4.3).
package struct PortEvent: Hashable, Sendable {
    package enum Reason: UInt8, Sendable {
        case added = 0
        case removed = 1
        case changed = 2
    }

    package let reason: Reason
    package let port: Port

    init(from buffer: inout ByteBuffer) throws(OpenFlowError) {
        let number: UInt8 = try buffer.take()
        guard let reason = Reason(rawValue: number) else {
            throw OpenFlowError(.malformed, "a port status has reason \(number)")
        }
        self.reason = reason
        try buffer.skip(7)
        port = try Port(from: &buffer)
    }
}

/// A port's counters (OpenFlow 1.5.1, 7.3.5.6); those that a port doesn't keep are all ones.
package struct PortStatistics: Hashable, Sendable {
    package var number: PortNumber
    package var receivedPackets: UInt64
    package var sentPackets: UInt64
    package var receivedBytes: UInt64
    package var sentBytes: UInt64
    package var receivedDropped: UInt64
    package var sentDropped: UInt64

    init(from buffer: inout ByteBuffer) throws(OpenFlowError) {
        let length = Int(try buffer.take() as UInt16)
        var body = try buffer.take(slice: length - 2)
        try body.skip(2)
        number = PortNumber(try body.take())
        try body.skip(8)  // duration
        receivedPackets = try body.take()
        sentPackets = try body.take()
        receivedBytes = try body.take()
        sentBytes = try body.take()
        receivedDropped = try body.take()
        sentDropped = try body.take()
    }
}
