import FoundationEssentials
import MANOModel
import NIOCore

/// What goes over the socket of a simulated world: one JSON object a line.
enum WorldMessage {
    /// From the client; answers come in any order.
    struct Request: Sendable, Codable {
        var id: Int
        var call: WorldCall
    }

    /// From the world: an answer or an error with the request's id, or an event.
    struct Response: Sendable, Codable {
        var id: Int?
        var answer: WorldAnswer?
        var error: ManifoldError?
        var event: HostEvent?
    }

    /// Bytes; a longer line ends the connection.
    static let maximumLength = 64 << 20

    static func line(_ message: some Encodable) throws -> ByteBuffer {
        var data = try JSONEncoder().encode(message)
        data.append(UInt8(ascii: "\n"))
        return ByteBuffer(bytes: data)
    }

    /// A message that can't be written ends the connection.
    static func send(_ message: Response, on channel: any Channel) {
        guard let line = try? line(message) else { return channel.close(promise: nil) }
        channel.writeAndFlush(line, promise: nil)
    }

    static func decode<Message: Decodable>(_ type: Message.Type, from line: ByteBuffer) throws -> Message {
        try JSONDecoder().decode(type, from: Data(line.readableBytesView))
    }
}

/// Cuts a stream of bytes at newlines, which are taken away.
struct LineDecoder: NIOSingleStepByteToMessageDecoder {
    typealias InboundOut = ByteBuffer

    /// Bytes that were looked at and have no newline.
    private var searched = 0

    mutating func decode(buffer: inout ByteBuffer) throws -> ByteBuffer? {
        let view = buffer.readableBytesView
        guard let newline = view.dropFirst(searched).firstIndex(of: UInt8(ascii: "\n")) else {
            searched = view.count
            guard searched <= WorldMessage.maximumLength else {
                throw ManifoldError(.tooLarge, "a message of the simulated world is longer than allowed")
            }
            return nil
        }
        let length = newline - view.startIndex
        searched = 0
        let line = buffer.readSlice(length: length)
        buffer.moveReaderIndex(forwardBy: 1)
        return line
    }

    mutating func decodeLast(buffer: inout ByteBuffer, seenEOF: Bool) throws -> ByteBuffer? {
        try decode(buffer: &buffer)
    }
}
