/// Something outside that bears our mark.
package struct OwnedResource: Sendable, Codable, Equatable, Hashable {
    package var kind: Kind
    package var name: String
    /// The id in its mark.
    package var owner: String

    package enum Kind: String, Sendable, Codable {
        case guest, volume
    }

    package init(kind: Kind, name: String, owner: String) {
        self.kind = kind
        self.name = name
        self.owner = owner
    }
}
