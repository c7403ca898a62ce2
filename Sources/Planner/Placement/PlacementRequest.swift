package import MANOModel

/// What is to be placed at once: all of it, or nothing.
package struct PlacementRequest: Sendable, Codable, Equatable {
    package var demands: [PlacementDemand]
    package var constraints: [PlacementConstraint]
    /// Demands that talk to each other, such as neighbours of a chain.
    package var neighbours: [Neighbours]
    package var policy: PlacementPolicy

    package struct Neighbours: Sendable, Codable, Equatable {
        package var first: String
        package var second: String

        package init(_ first: String, _ second: String) {
            self.first = first
            self.second = second
        }
    }

    package init(
        _ demands: [PlacementDemand], constraints: [PlacementConstraint] = [], neighbours: [Neighbours] = [],
        policy: PlacementPolicy = .pack
    ) {
        self.demands = demands
        self.constraints = constraints
        self.neighbours = neighbours
        self.policy = policy
    }

    /// Those that follow each other on a network.
    ///
    /// - Parameter guests: the demands' ids, with the networks that they speak on.
    package static func neighbours(_ guests: [(id: String, networks: [Identifier<Network>])]) -> [Neighbours] {
        var last: [Identifier<Network>: String] = [:]
        var pairs: [Neighbours] = []
        for guest in guests {
            for network in Set(guest.networks).sorted() {
                if let other = last.updateValue(guest.id, forKey: network) { pairs.append(.init(other, guest.id)) }
            }
        }
        return pairs
    }
}
