/// Addresses that may be given out, first and last included.
package struct IPAllocationPool: Codable, Sendable, Hashable {
    package var start: String
    package var end: String

    package init(
        start: String,
        end: String
    ) {
        self.start = start
        self.end = end
    }
}
