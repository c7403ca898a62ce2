extension ManifoldAPI {
    /// What passed along one forwarding path.
    package struct PathCounters: Codable, Sendable, Equatable {
        package var id: String
        package var nfpd: String
        package var precedence: Int
        package var hops: [Hop]
        package var delivered: Directions

        package init(id: String, nfpd: String, precedence: Int, hops: [Hop], delivered: Directions) {
            self.id = id
            self.nfpd = nfpd
            self.precedence = precedence
            self.hops = hops
            self.delivered = delivered
        }

        /// What passed one hop, by instance.
        package struct Hop: Codable, Sendable, Equatable {
            package var id: String
            package var instances: [Instance]

            package init(id: String, instances: [Instance]) {
                self.id = id
                self.instances = instances
            }
        }

        /// What one guest of a hop took.
        package struct Instance: Codable, Sendable, Equatable {
            package var vnfcId: String
            package var name: String
            package var forward: Traffic
            package var reverse: Traffic

            package init(vnfcId: String, name: String, forward: Traffic, reverse: Traffic) {
                self.vnfcId = vnfcId
                self.name = name
                self.forward = forward
                self.reverse = reverse
            }
        }

        /// What reached the ends of a path.
        package struct Directions: Codable, Sendable, Equatable {
            package var forward: Traffic
            package var reverse: Traffic

            package init(forward: Traffic, reverse: Traffic) {
                self.forward = forward
                self.reverse = reverse
            }
        }
    }
}
