/// A forwarding graph on one switch: from here on only port numbers.
package struct GraphSpec: Sendable, Codable, Equatable {
    /// The owner in the cookies: the run-time VNFFG's id.
    package var id: String
    package var paths: [Path]

    /// One network forwarding path with its classifier.
    package struct Path: Sendable, Codable, Equatable {
        package var id: String
        /// Higher is looked at first; unique in the graph.
        package var precedence: Int
        /// Any of them; empty: everything.
        package var classifiers: [Classifier]
        /// The port where forward traffic enters: an endpoint's.
        package var source: Int
        /// The port where it leaves.
        package var destination: Int
        package var hops: [Hop]

        package init(id: String, precedence: Int, classifiers: [Classifier], source: Int, destination: Int, hops: [Hop])
        {
            self.id = id
            self.precedence = precedence
            self.classifiers = classifiers
            self.source = source
            self.destination = destination
            self.hops = hops
        }
    }

    /// One position of a path, with every instance that stands there.
    package struct Hop: Sendable, Codable, Equatable {
        package var id: String
        package var instances: [Instance]

        package init(id: String, instances: [Instance]) {
            self.id = id
            self.instances = instances
        }
    }

    package struct Instance: Sendable, Codable, Equatable {
        /// The VNFC's id.
        package var id: String
        /// Stable while the instance lives: it decides which connections it gets.
        package var bucket: Int
        package var weight: Int
        package var ingress: Int
        package var egress: Int

        package init(id: String, bucket: Int, weight: Int = 1, ingress: Int, egress: Int) {
            self.id = id
            self.bucket = bucket
            self.weight = weight
            self.ingress = ingress
            self.egress = egress
        }
    }

    package init(id: String, paths: [Path]) {
        self.id = id
        self.paths = paths
    }
}
