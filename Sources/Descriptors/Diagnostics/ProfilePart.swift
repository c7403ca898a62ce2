/// A VNF profile of an NSD, or one of its connections: what can be wrong only beside the VNFD.
package struct ProfilePart: Sendable, Hashable {
    package var flavourID: String
    package var profileID: String
    /// The external CP that is connected; nil for the profile itself.
    package var cpdID: String?

    package init(flavourID: String, profileID: String, cpdID: String? = nil) {
        self.flavourID = flavourID
        self.profileID = profileID
        self.cpdID = cpdID
    }
}
