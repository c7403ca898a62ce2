import CLibvirt
import Glibc

/// A volume, for the length of one body of `LibvirtHost.query` or `.change`.
package final class StorageVolume {
    let pointer: virStorageVolPtr

    /// Takes over one reference.
    init(taking pointer: virStorageVolPtr) {
        self.pointer = pointer
    }

    deinit {
        virStorageVolFree(pointer)
    }

    package var name: String {
        virStorageVolGetName(pointer).map { String(cString: $0) } ?? ""
    }

    package func path() throws -> String {
        try takeString("virStorageVolGetPath", virStorageVolGetPath(pointer))
    }

    package func xml() throws -> String {
        try takeString("virStorageVolGetXMLDesc", virStorageVolGetXMLDesc(pointer, 0))
    }

    /// Capacity and allocation in bytes.
    package func size() throws -> (capacity: UInt64, allocation: UInt64) {
        var info = virStorageVolInfo()
        try check("virStorageVolGetInfo", virStorageVolGetInfo(pointer, &info))
        return (info.capacity, info.allocation)
    }

    package func delete() throws {
        try check("virStorageVolDelete", virStorageVolDelete(pointer, 0))
    }

    /// Writes the volume from its start with what `next` returns piece by piece, until that is empty.
    ///
    /// - Parameter length: the bytes that will come; 0 for as many as do.
    package func upload(length: UInt64, next: () throws -> [UInt8]) throws {
        let connection = try check("virStorageVolGetConnect", virStorageVolGetConnect(pointer))
        let stream = try check("virStreamNew", virStreamNew(connection, 0))
        defer { virStreamFree(stream) }
        try check("virStorageVolUpload", virStorageVolUpload(pointer, stream, 0, length, 0))
        do {
            while true {
                let piece = try next()
                if piece.isEmpty { break }
                var sent = 0
                while sent < piece.count {
                    sent += try piece.withUnsafeBytes { bytes in
                        let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
                        let pointer = rest.baseAddress?.assumingMemoryBound(to: CChar.self)
                        return Int(try check("virStreamSend", virStreamSend(stream, pointer, rest.count)))
                    }
                }
            }
        } catch {
            virStreamAbort(stream)
            throw error
        }
        try check("virStreamFinish", virStreamFinish(stream))
    }
}
