import NIOCore

/// One message as it travels: the header's type and transaction id, and what follows the header (OpenFlow 1.5.1, 7.1).
struct Frame: Hashable, Sendable {
    /// The only version spoken: 1.5 is the first whose groups carry bucket ids and properties.
    static let version: UInt8 = 6
    static let headerSize = 8

    enum Kind: UInt8, Sendable {
        case hello = 0
        case error = 1
        case echoRequest = 2
        case echoReply = 3
        case featuresRequest = 5
        case featuresReply = 6
        case setConfig = 9
        case portStatus = 12
        case flowMod = 14
        case groupMod = 15
        case multipartRequest = 18
        case multipartReply = 19
        case barrierRequest = 20
        case barrierReply = 21
        case setAsync = 28
        case bundleControl = 33
        case bundleAdd = 34
    }

    var version = Frame.version
    var type: UInt8
    var xid: UInt32
    var body: ByteBuffer

    /// Nil for a type that this client has no use for.
    var kind: Kind? { Kind(rawValue: type) }

    init(_ kind: Kind, xid: UInt32, body: ByteBuffer = ByteBuffer()) {
        type = kind.rawValue
        self.xid = xid
        self.body = body
    }

    init(version: UInt8, type: UInt8, xid: UInt32, body: ByteBuffer) {
        self.version = version
        self.type = type
        self.xid = xid
        self.body = body
    }

    func write(to buffer: inout ByteBuffer) {
        buffer.writeInteger(version)
        buffer.writeInteger(type)
        buffer.writeInteger(UInt16(Self.headerSize + body.readableBytes))
        buffer.writeInteger(xid)
        buffer.writeImmutableBuffer(body)
    }
}

/// Cuts a byte stream into messages.
struct FrameSplitter {
    private var pending = ByteBuffer()

    /// Takes the next bytes of the stream and returns the messages that they complete.
    mutating func feed(_ bytes: ByteBuffer) throws(OpenFlowError) -> [Frame] {
        var bytes = bytes
        if pending.readableBytes == 0 { pending = bytes } else { pending.writeBuffer(&bytes) }
        var frames: [Frame] = []
        while let length = pending.getInteger(at: pending.readerIndex + 2, as: UInt16.self) {
            guard length >= Frame.headerSize else {
                throw OpenFlowError(.malformed, "a message has length \(length)")
            }
            guard pending.readableBytes >= Int(length) else { break }
            let version: UInt8 = try pending.take()
            let type: UInt8 = try pending.take()
            try pending.skip(2)
            let xid: UInt32 = try pending.take()
            frames.append(
                Frame(
                    version: version, type: type, xid: xid,
                    body: try pending.take(slice: Int(length) - Frame.headerSize)))
        }
        return frames
    }
}
