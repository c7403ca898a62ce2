/// What an instantiated VNF is made of (SOL003 5.5.2.2 `instantiatedVnfInfo`).
package struct InstantiatedVNF: Codable, Sendable, Equatable {
    package var flavourID: String
    package var instantiationLevelID: String?
    /// Aspect to scale level.
    package var scaleLevels: [String: Int]
    package var vnfcs: [VNFC]
    /// External CPD to the network it was put on.
    package var externalLinks: [ExternalLink]
    /// Networks that realise the VNF's internal virtual links.
    package var internalLinks: [InternalLink]
    /// Whether instantiation has come to its end: until then the instance is NOT_INSTANTIATED, and what is planned for it here
    /// belongs to the occurrence that makes it.
    package var isComplete: Bool
    /// The additional parameters of the instantiation: a VNFC made later is configured as its siblings were.
    package var additionalParameters: [String: JSONValue]

    /// One external CPD on one network.
    package struct ExternalLink: Codable, Sendable, Equatable, Hashable {
        /// The `id` of the ExtVirtualLinkData that named the network.
        package var id: String
        package var cpdID: String
        package var networkID: Identifier<Network>
        /// Asked for by `cpProtocolData`; empty: from the network's pool. One for each VNFC in order.
        package var fixedAddresses: [String]
        /// Its CPs belong to a forwarding graph: only the graph's flows move their packets.
        package var isChained: Bool

        package init(
            id: String, cpdID: String, networkID: Identifier<Network>, fixedAddresses: [String] = [],
            isChained: Bool = false
        ) {
            self.id = id
            self.cpdID = cpdID
            self.networkID = networkID
            self.fixedAddresses = fixedAddresses
            self.isChained = isChained
        }
    }

    /// One internal virtual link and its network.
    package struct InternalLink: Codable, Sendable, Equatable, Hashable {
        package var virtualLinkDescID: String
        package var networkID: Identifier<Network>

        package init(virtualLinkDescID: String, networkID: Identifier<Network>) {
            self.virtualLinkDescID = virtualLinkDescID
            self.networkID = networkID
        }
    }

    package init(
        flavourID: String, instantiationLevelID: String? = nil, scaleLevels: [String: Int] = [:], vnfcs: [VNFC] = [],
        externalLinks: [ExternalLink] = [], internalLinks: [InternalLink] = [],
        additionalParameters: [String: JSONValue] = [:],
        isComplete: Bool = false
    ) {
        self.flavourID = flavourID
        self.instantiationLevelID = instantiationLevelID
        self.scaleLevels = scaleLevels
        self.vnfcs = vnfcs
        self.externalLinks = externalLinks
        self.internalLinks = internalLinks
        self.additionalParameters = additionalParameters
        self.isComplete = isComplete
    }
}
