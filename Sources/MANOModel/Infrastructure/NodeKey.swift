/// What a claim on a part of one NUMA node has as its key, so that the sum over a host's claims stays what is taken of it.
package struct NodeKey: Hashable, Sendable {
    package var node: Int

    package init(_ node: Int) { self.node = node }

    package var claimKey: String { "node/\(node)" }

    /// Nil for the key of a claim on the host as a whole.
    package init?(claimKey: String) {
        guard claimKey.hasPrefix("node/"), let node = Int(claimKey.dropFirst(5)) else { return nil }
        self.init(node)
    }
}
