/// A network forwarding path (IFA014 6.4.5).
package struct NFP: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    /// In the order in which the traffic passes.
    package var positions: [NfpPosition]
    /// Traffic that takes the path: what any one rule matches.
    package var rules: [NfpRule]

    package init(
        id: String,
        positions: [NfpPosition] = [],
        rules: [NfpRule] = []
    ) {
        self.id = id
        self.positions = positions
        self.rules = rules
    }
}
