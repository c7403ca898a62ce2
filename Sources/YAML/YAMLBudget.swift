/// What a text may cost at most; beyond it parsing ends in an error at once.
package struct YAMLBudget: Sendable {
    /// Bytes of the text.
    package var bytes: Int
    /// How deep sequences and mappings nest.
    package var depth: Int
    /// Nodes as they are written.
    package var nodes: Int
    /// Nodes that aliases and merge keys add to those written, each counted as often as it is expanded, and 100 bytes of a
    /// text as one.
    package var aliasNodes: Int

    package init(bytes: Int = 8 << 20, depth: Int = 64, nodes: Int = 1_000_000, aliasNodes: Int = 100_000) {
        self.bytes = bytes
        self.depth = depth
        self.nodes = nodes
        self.aliasNodes = aliasNodes
    }
}
