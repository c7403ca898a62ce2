/// Something on a switch that bears our mark.
package struct OwnedSwitchResource: Sendable, Codable, Equatable, Hashable {
    package var kind: Kind
    package var name: String
    package var owner: String

    package enum Kind: String, Sendable, Codable {
        case port, endpoint, graph
    }

    package init(kind: Kind, name: String, owner: String) {
        self.kind = kind
        self.name = name
        self.owner = owner
    }
}
