/// A CP of a profile, or a SAP.
package struct CpReference: Codable, Sendable, Hashable {
    package var kind: Kind
    /// The profile; for a SAP the SAPD.
    package var profileID: String
    /// The external CP of the profile, as in `VirtualLinkConnectivity`; nil for a SAP.
    package var cpdID: String?

    package init(
        kind: Kind,
        profileID: String,
        cpdID: String? = nil
    ) {
        self.kind = kind
        self.profileID = profileID
        self.cpdID = cpdID
    }

    package enum Kind: String, Codable, Sendable, Hashable {
        case vnf, pnf, ns, sap
    }
}
