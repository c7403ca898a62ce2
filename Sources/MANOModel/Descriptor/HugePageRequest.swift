/// Memory in huge pages of one size (SOL001 4.x). Bytes.
package struct HugePageRequest: Codable, Sendable, Hashable {
    package var pageSizeBytes: Int
    package var memoryBytes: Int

    package init(
        pageSizeBytes: Int,
        memoryBytes: Int
    ) {
        self.pageSizeBytes = pageSizeBytes
        self.memoryBytes = memoryBytes
    }
}
