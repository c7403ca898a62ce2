/// What an NS instance is made of while it is instantiated, and while it is being made.
package struct InstantiatedNS: Codable, Sendable, Equatable {
    package var flavourID: String
    package var instantiationLevelID: String?
    package var vnfInstanceIDs: [Identifier<VNFInstance>]
    package var virtualLinks: [VirtualLink]
    package var saps: [SAP]
    package var forwardingGraphs: [ForwardingGraph]
    /// Whether instantiation has come to its end: until then nsState is NOT_INSTANTIATED.
    package var isComplete: Bool

    /// A run-time virtual link of the NS (SOL005 `virtualLinkInfo`).
    package struct VirtualLink: Codable, Sendable, Equatable {
        package var id: String
        package var virtualLinkDescID: String
        package var networkID: Identifier<Network>
        /// Whether the network was made for this NS and goes with it.
        package var isOwned: Bool

        package init(id: String, virtualLinkDescID: String, networkID: Identifier<Network>, isOwned: Bool) {
            self.id = id
            self.virtualLinkDescID = virtualLinkDescID
            self.networkID = networkID
            self.isOwned = isOwned
        }
    }

    /// A run-time SAP (SOL005 `sapInfo`): on the network that the operator mapped it to.
    package struct SAP: Codable, Sendable, Equatable {
        package var id: String
        package var sapdID: String
        package var name: String
        package var networkID: Identifier<Network>

        package init(id: String, sapdID: String, name: String, networkID: Identifier<Network>) {
            self.id = id
            self.sapdID = sapdID
            self.name = name
            self.networkID = networkID
        }
    }

    /// A run-time forwarding graph (SOL005 `vnffgInfo`).
    package struct ForwardingGraph: Codable, Sendable, Equatable {
        package var id: String
        package var vnffgdID: String
        /// NFPD to the run-time NFP's id.
        package var paths: [String: String]

        package init(id: String, vnffgdID: String, paths: [String: String]) {
            self.id = id
            self.vnffgdID = vnffgdID
            self.paths = paths
        }
    }

    package init(
        flavourID: String, instantiationLevelID: String? = nil, vnfInstanceIDs: [Identifier<VNFInstance>] = [],
        virtualLinks: [VirtualLink] = [], saps: [SAP] = [], forwardingGraphs: [ForwardingGraph] = [],
        isComplete: Bool = false
    ) {
        self.flavourID = flavourID
        self.instantiationLevelID = instantiationLevelID
        self.vnfInstanceIDs = vnfInstanceIDs
        self.virtualLinks = virtualLinks
        self.saps = saps
        self.forwardingGraphs = forwardingGraphs
        self.isComplete = isComplete
    }
}
