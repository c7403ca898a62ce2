/// An affinity or anti-affinity rule (IFA011 7.1.8.11 and 7.1.8.12, IFA014 6.3.6).
package struct PlacementRule: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    package var kind: Kind
    package var scope: Scope
    /// VDUs, virtual links, placement groups; in an NSD VNF profiles, nested NSs, links, groups.
    /// A rule on one VDU is about its instances.
    package var targetIDs: [String]
    package var maintenance: NfviMaintenanceInfo?

    package init(
        id: String,
        kind: Kind,
        scope: Scope,
        targetIDs: [String] = [],
        maintenance: NfviMaintenanceInfo? = nil
    ) {
        self.id = id
        self.kind = kind
        self.scope = scope
        self.targetIDs = targetIDs
        self.maintenance = maintenance
    }

    package enum Kind: String, Codable, Sendable, Hashable {
        case affinity
        case antiAffinity = "anti-affinity"
    }

    package enum Scope: String, Codable, Sendable, Hashable {
        case nfviNode = "nfvi_node"
        case zone
        case zoneGroup = "zone_group"
        case nfviPop = "nfvi_pop"
        case networkLinkAndNode = "network_link_and_node"
        case containerNamespace = "container_namespace"
        case cisNode = "cis_node"
        case l2Network = "l2_network"
    }
}
