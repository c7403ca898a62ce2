/// A port that was seen.
package struct PortObservation: Sendable, Codable, Equatable {
    package var name: String
    package var owner: String
    /// Nil while the interface hasn't appeared.
    package var number: Int?
    package var isUp: Bool

    package init(name: String, owner: String, number: Int?, isUp: Bool) {
        self.name = name
        self.owner = owner
        self.number = number
        self.isUp = isUp
    }
}
