extension ManifoldAPI {
    /// An NS instance as a graph.
    package struct Topology: Codable, Sendable, Equatable {
        package var ns: Service
        package var vnfs: [VNF]
        package var links: [Link]
        package var saps: [SAP]
        package var paths: [Path]

        package init(ns: Service, vnfs: [VNF], links: [Link], saps: [SAP], paths: [Path]) {
            self.ns = ns
            self.vnfs = vnfs
            self.links = links
            self.saps = saps
            self.paths = paths
        }

        /// The NS instance itself.
        package struct Service: Codable, Sendable, Equatable {
            package var id: String
            package var name: String
            package var state: String

            package init(id: String, name: String, state: String) {
                self.id = id
                self.name = name
                self.state = state
            }
        }

        /// A VNF of the service.
        package struct VNF: Codable, Sendable, Equatable {
            package var id: String
            package var name: String
            package var vnfProfileId: String
            package var product: String
            package var vnfcs: [VNFC]

            package init(id: String, name: String, vnfProfileId: String, product: String, vnfcs: [VNFC]) {
                self.id = id
                self.name = name
                self.vnfProfileId = vnfProfileId
                self.product = product
                self.vnfcs = vnfcs
            }
        }

        /// A guest.
        package struct VNFC: Codable, Sendable, Equatable {
            package var id: String
            package var name: String
            package var vduId: String
            /// The host's name.
            package var host: String
            package var state: String
            package var connectionPoints: [ConnectionPoint]

            package init(
                id: String, name: String, vduId: String, host: String, state: String,
                connectionPoints: [ConnectionPoint]
            ) {
                self.id = id
                self.name = name
                self.vduId = vduId
                self.host = host
                self.state = state
                self.connectionPoints = connectionPoints
            }
        }

        /// A NIC of a guest.
        package struct ConnectionPoint: Codable, Sendable, Equatable {
            package var id: String
            package var cpdId: String
            package var networkId: String
            package var mac: String
            package var addresses: [String]
            /// The port's name on the switch.
            package var port: String

            package init(id: String, cpdId: String, networkId: String, mac: String, addresses: [String], port: String) {
                self.id = id
                self.cpdId = cpdId
                self.networkId = networkId
                self.mac = mac
                self.addresses = addresses
                self.port = port
            }
        }

        /// A virtual link of the service.
        package struct Link: Codable, Sendable, Equatable {
            package var id: String
            package var name: String
            package var networkId: String
            package var prefix: String?

            package init(id: String, name: String, networkId: String, prefix: String? = nil) {
                self.id = id
                self.name = name
                self.networkId = networkId
                self.prefix = prefix
            }
        }

        /// A service access point.
        package struct SAP: Codable, Sendable, Equatable {
            package var id: String
            package var name: String
            package var networkId: String
            /// What it lands on, in words: `namespace mf-client 10.0.0.1/24`.
            package var attachment: String

            package init(id: String, name: String, networkId: String, attachment: String) {
                self.id = id
                self.name = name
                self.networkId = networkId
                self.attachment = attachment
            }
        }

        /// A forwarding path: from SAP to SAP through its hops.
        package struct Path: Codable, Sendable, Equatable {
            package var id: String
            package var name: String
            package var precedence: Int
            /// What traffic takes it, in words.
            package var classifier: String
            package var hops: [Hop]
            /// A SAP's id.
            package var source: String
            /// A SAP's id.
            package var destination: String

            package init(
                id: String, name: String, precedence: Int, classifier: String, hops: [Hop], source: String,
                destination: String
            ) {
                self.id = id
                self.name = name
                self.precedence = precedence
                self.classifier = classifier
                self.hops = hops
                self.source = source
                self.destination = destination
            }
        }

        /// A VNF that a path goes through.
        package struct Hop: Codable, Sendable, Equatable {
            package var vnfProfileId: String
            package var ingressCpd: String
            package var egressCpd: String

            package init(vnfProfileId: String, ingressCpd: String, egressCpd: String) {
                self.vnfProfileId = vnfProfileId
                self.ingressCpd = ingressCpd
                self.egressCpd = egressCpd
            }
        }
    }
}
