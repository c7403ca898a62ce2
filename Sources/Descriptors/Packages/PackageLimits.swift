/// What a package may cost at most.
package struct PackageLimits: Sendable {
    package var entries = 10_000
    /// Bytes of all files unpacked.
    package var totalBytes = 64 << 30
    /// Bytes unpacked for each byte of the archive, counted beyond `freeBytes`.
    package var ratio = 100
    package var freeBytes = 64 << 20
    /// Bytes of one text that is looked into (definitions, manifest, metadata).
    package var textBytes = 8 << 20
    /// Bytes of all texts that are held in memory.
    package var allTextBytes = 32 << 20

    package init() {}

    /// Bytes that an archive of some size may unpack to; nil: nothing is compressed.
    func allowed(archiveBytes: Int?) -> Int {
        archiveBytes.map { min(totalBytes, freeBytes + $0 * ratio) } ?? totalBytes
    }
}
