import NIOCore

extension ByteBuffer {
    /// The next number, in network order.
    mutating func take<Value: FixedWidthInteger>() throws(OpenFlowError) -> Value {
        guard let value = readInteger(as: Value.self) else { throw .short }
        return value
    }

    mutating func take(bytes count: Int) throws(OpenFlowError) -> [UInt8] {
        guard count >= 0, let bytes = readBytes(length: count) else { throw .short }
        return bytes
    }

    mutating func take(slice count: Int) throws(OpenFlowError) -> ByteBuffer {
        guard count >= 0, let slice = readSlice(length: count) else { throw .short }
        return slice
    }

    mutating func skip(_ count: Int) throws(OpenFlowError) {
        guard count >= 0, count <= readableBytes else { throw .short }
        moveReaderIndex(forwardBy: count)
    }

    mutating func writeZeros(_ count: Int) {
        writeRepeatingByte(0, count: count)
    }

    /// Writes what `body` writes, and then its length, padding not counted, into the 16 bits `at` bytes after its
    /// start; pads to a multiple of 8 where `padded`, counting the padding where `counted`.
    mutating func writeSized(
        lengthAt at: Int, padded: Bool = true, counted: Bool = true, _ body: (inout ByteBuffer) -> Void
    ) {
        let start = writerIndex
        body(&self)
        var length = writerIndex - start
        if padded {
            let padding = (8 - length % 8) % 8
            writeZeros(padding)
            if counted { length += padding }
        }
        setInteger(UInt16(length), at: start + at)
    }
}

extension OpenFlowError {
    static let short = OpenFlowError(.malformed, "a message ends before its contents do")
}
