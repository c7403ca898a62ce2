/// The huge pages of one size on one NUMA node. A claim on them is a memory claim whose key names the pool, so that
/// the sum of a host's memory claims stays the memory that is taken.
package struct HugepagePool: Hashable, Sendable {
    package var node: Int
    /// KiB.
    package var size: Int

    package init(node: Int, size: Int) {
        self.node = node
        self.size = size
    }

    package var claimKey: String { "pages/\(size)/\(node)" }

    /// Nil for the key of a claim on normal pages.
    package init?(claimKey: String) {
        let parts = claimKey.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "pages", let size = Int(parts[1]), let node = Int(parts[2]) else {
            return nil
        }
        self.init(node: node, size: size)
    }
}
