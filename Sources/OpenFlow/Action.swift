import NIOCore

/// What is done to a packet (OpenFlow 1.5.1, 7.2.6). An empty list drops it.
package enum Action: Hashable, Sendable {
    case output(PortNumber)
    case group(UInt32)
    case setField(OXMField)
    /// 0x8100 is the usual one.
    case pushVLAN(etherType: UInt16)
    case popVLAN
    /// Does nothing; keeps words in a flow, for whoever reads it (Open vSwitch's NXAST_NOTE). No trailing NUL bytes.
    case note([UInt8])
    /// Any other, as it came: the bytes after type and length.
    case other(type: UInt16, body: [UInt8])

    private static let nicira: UInt32 = 0x0000_2320
    private static let noteSubtype: UInt16 = 8

    func write(to buffer: inout ByteBuffer) {
        buffer.writeSized(lengthAt: 2) { buffer in
            buffer.writeInteger(type)
            buffer.writeInteger(UInt16(0))
            switch self {
            case .output(let port):
                buffer.writeInteger(port.rawValue)
                buffer.writeInteger(UInt16(0xFFFF))  // OFPCML_NO_BUFFER
                buffer.writeZeros(6)
            case .group(let id): buffer.writeInteger(id)
            case .setField(let field): field.write(to: &buffer)
            case .pushVLAN(let etherType):
                buffer.writeInteger(etherType)
                buffer.writeZeros(2)
            case .popVLAN: buffer.writeZeros(4)
            case .note(let bytes):
                buffer.writeInteger(Self.nicira)
                buffer.writeInteger(Self.noteSubtype)
                buffer.writeBytes(bytes)
                // The structure has room for six bytes at least.
                buffer.writeZeros(max(0, 6 - bytes.count))
            case .other(_, let body): buffer.writeBytes(body)
            }
        }
    }

    private var type: UInt16 {
        switch self {
        case .output: 0
        case .pushVLAN: 17
        case .popVLAN: 18
        case .group: 22
        case .setField: 25
        case .note: 0xFFFF
        case .other(let type, _): type
        }
    }

    init(from buffer: inout ByteBuffer) throws(OpenFlowError) {
        let type: UInt16 = try buffer.take()
        let length = Int(try buffer.take() as UInt16)
        guard length >= 8, length.isMultiple(of: 8) else {
            throw OpenFlowError(.malformed, "an action has length \(length)")
        }
        var body = try buffer.take(slice: length - 4)
        switch type {
        case 0: self = .output(PortNumber(try body.take()))
        case 17: self = .pushVLAN(etherType: try body.take())
        case 18: self = .popVLAN
        case 22: self = .group(try body.take())
        case 25: self = .setField(try OXMField(from: &body))
        case 0xFFFF where Self.isNote(body):
            try body.skip(6)
            var bytes = try body.take(bytes: body.readableBytes)
            while bytes.last == 0 { bytes.removeLast() }
            self = .note(bytes)
        default: self = .other(type: type, body: try body.take(bytes: body.readableBytes))
        }
    }

    private static func isNote(_ body: ByteBuffer) -> Bool {
        body.getInteger(at: body.readerIndex, as: UInt32.self) == nicira
            && body.getInteger(at: body.readerIndex + 4, as: UInt16.self) == noteSubtype
    }

    static func list(from buffer: inout ByteBuffer, bytes: Int) throws(OpenFlowError) -> [Action] {
        var body = try buffer.take(slice: bytes)
        var actions: [Action] = []
        while body.readableBytes > 0 { actions.append(try Action(from: &body)) }
        return actions
    }
}
