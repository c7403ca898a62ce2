import NIOCore

/// The fields that a packet must have, all of them (OpenFlow 1.5.1, 7.2.3). No field: every packet.
///
/// Prerequisites (an ether type before IP fields, a protocol before ports) are the caller's to give.
package struct Match: Hashable, Sendable {
    /// In the order of class and field; none of them matches everything.
    package let fields: [OXMField]

    package init(_ fields: [OXMField] = []) {
        self.fields = fields.filter { !$0.matchesEverything }
            .sorted { ($1.class, $0.field) < ($0.class, $1.field) }
    }

    func write(to buffer: inout ByteBuffer) {
        buffer.writeSized(lengthAt: 2, counted: false) { buffer in
            buffer.writeInteger(UInt16(1))  // OFPMT_OXM
            buffer.writeInteger(UInt16(0))
            for field in fields { field.write(to: &buffer) }
        }
    }

    init(from buffer: inout ByteBuffer) throws(OpenFlowError) {
        let type: UInt16 = try buffer.take()
        let length = Int(try buffer.take() as UInt16)
        guard type == 1, length >= 4 else { throw OpenFlowError(.malformed, "a match has type \(type)") }
        var body = try buffer.take(slice: length - 4)
        try buffer.skip((8 - length % 8) % 8)
        var fields: [OXMField] = []
        while body.readableBytes > 0 { fields.append(try OXMField(from: &body)) }
        self.init(fields)
    }
}
