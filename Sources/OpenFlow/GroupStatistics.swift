import NIOCore

/// A group's counters (OpenFlow 1.5.1, 7.3.5.9).
package struct GroupStatistics: Hashable, Sendable {
    package struct Counter: Hashable, Sendable {
        package var packets: UInt64
        package var bytes: UInt64
    }

    package var id: UInt32
    package var total: Counter
    /// In the order of the group's buckets.
    package var buckets: [Counter]

    init(from buffer: inout ByteBuffer) throws(OpenFlowError) {
        let length = Int(try buffer.take() as UInt16)
        var body = try buffer.take(slice: length - 2)
        try body.skip(2)
        id = try body.take()
        try body.skip(8)  // flows that send to it, padding
        total = Counter(packets: try body.take(), bytes: try body.take())
        try body.skip(8)  // duration
        buckets = []
        while body.readableBytes > 0 {
            buckets.append(Counter(packets: try body.take(), bytes: try body.take()))
        }
    }
}
