import CLibvirt

extension StorageVolume {
    /// Reads the volume piece by piece.
    ///
    /// - Parameters:
    ///   - offset: of the first byte.
    ///   - length: the bytes to read; 0 for all that there are.
    ///   - take: gets each piece; it is empty never.
    package func download(offset: UInt64 = 0, length: UInt64 = 0, take: (ArraySlice<UInt8>) throws -> Void) throws {
        let connection = try check("virStorageVolGetConnect", virStorageVolGetConnect(pointer))
        let stream = try check("virStreamNew", virStreamNew(connection, 0))
        defer { virStreamFree(stream) }
        try check("virStorageVolDownload", virStorageVolDownload(pointer, stream, offset, length, 0))
        // What libvirt puts into one message at most.
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        do {
            while true {
                let count = try buffer.withUnsafeMutableBytes { bytes in
                    Int(
                        try check(
                            "virStreamRecv",
                            virStreamRecv(stream, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)))
                }
                if count == 0 { break }
                try take(buffer[..<count])
            }
        } catch {
            virStreamAbort(stream)
            throw error
        }
        try check("virStreamFinish", virStreamFinish(stream))
    }

    /// All of a small volume.
    ///
    /// - Parameter limit: bytes; what comes after isn't read.
    package func contents(limit: Int) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try download(length: UInt64(limit)) { bytes += $0 }
        return bytes
    }
}
