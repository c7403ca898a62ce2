/// Bit rates in bits per second; 0 is no bound.
package struct LinkBitrate: Codable, Sendable, Hashable {
    package var root: Int
    package var leaf: Int?

    package init(
        root: Int,
        leaf: Int? = nil
    ) {
        self.root = root
        self.leaf = leaf
    }
}
