import NIOCore

/// What a flow does with a packet (OpenFlow 1.5.1, 7.2.5). None: the packet is dropped.
package enum Instruction: Hashable, Sendable {
    case goToTable(UInt8)
    case writeMetadata(UInt64, mask: UInt64)
    case writeActions([Action])
    case applyActions([Action])
    case clearActions
    /// Any other, as it came: the bytes after type and length.
    case other(type: UInt16, body: [UInt8])

    func write(to buffer: inout ByteBuffer) {
        buffer.writeSized(lengthAt: 2) { buffer in
            switch self {
            case .goToTable(let table):
                buffer.writeInteger(UInt32(1) << 16)
                buffer.writeInteger(table)
                buffer.writeZeros(3)
            case .writeMetadata(let value, let mask):
                buffer.writeInteger(UInt32(2) << 16)
                buffer.writeZeros(4)
                buffer.writeInteger(value)
                buffer.writeInteger(mask)
            case .writeActions(let actions), .applyActions(let actions):
                let isApply = if case .applyActions = self { true } else { false }
                buffer.writeInteger(UInt32(isApply ? 4 : 3) << 16)
                buffer.writeZeros(4)
                for action in actions { action.write(to: &buffer) }
            case .clearActions:
                buffer.writeInteger(UInt32(5) << 16)
                buffer.writeZeros(4)
            case .other(let type, let body):
                buffer.writeInteger(type)
                buffer.writeZeros(2)
                buffer.writeBytes(body)
            }
        }
    }

    init(from buffer: inout ByteBuffer) throws(OpenFlowError) {
        let type: UInt16 = try buffer.take()
        let length = Int(try buffer.take() as UInt16)
        guard length >= 8 else { throw OpenFlowError(.malformed, "an instruction has length \(length)") }
        var body = try buffer.take(slice: length - 4)
        switch type {
        case 1: self = .goToTable(try body.take())
        case 2:
            try body.skip(4)
            self = .writeMetadata(try body.take(), mask: try body.take())
        case 3, 4:
            try body.skip(4)
            let actions = try Action.list(from: &body, bytes: body.readableBytes)
            self = type == 3 ? .writeActions(actions) : .applyActions(actions)
        case 5: self = .clearActions
        default: self = .other(type: type, body: try body.take(bytes: body.readableBytes))
        }
    }
}
