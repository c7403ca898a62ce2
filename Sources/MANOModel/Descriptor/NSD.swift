/// A network service descriptor (IFA014 6.2.2; SOL001 7.8.1).
package struct NSD: Codable, Sendable, Hashable, Identifiable {
    /// `nsdIdentifier`: unique in a catalogue (`descriptor_id`).
    package var id: String
    /// The same in all versions of the NSD.
    package var invariantID: String
    package var name: String
    package var designer: String
    package var version: String
    package var defaultFlavourID: String?
    /// At least one; ids are unique.
    package var flavours: [NSDeploymentFlavour]
    package var externalInvariantID: String?
    /// Whether all that it consists of has to be onboarded before it (SOL001 4.x); nil: it has.
    package var requiresConstituents: Bool?

    package init(
        id: String,
        invariantID: String,
        name: String,
        designer: String,
        version: String,
        defaultFlavourID: String? = nil,
        flavours: [NSDeploymentFlavour] = [],
        externalInvariantID: String? = nil,
        requiresConstituents: Bool? = nil
    ) {
        self.id = id
        self.invariantID = invariantID
        self.name = name
        self.designer = designer
        self.version = version
        self.defaultFlavourID = defaultFlavourID
        self.flavours = flavours
        self.externalInvariantID = externalInvariantID
        self.requiresConstituents = requiresConstituents
    }

    /// The flavour with this id; with nil the default one, or the only one there is.
    package func flavour(_ id: String?) -> NSDeploymentFlavour? {
        if let id = id ?? defaultFlavourID { return flavours.first { $0.id == id } }
        return flavours.count == 1 ? flavours[0] : nil
    }

    /// Identifiers of the VNFDs that it uses, each once, sorted.
    package var vnfdIDs: [String] { Set(flavours.flatMap { $0.vnfProfiles.map(\.vnfdID) }).sorted() }

    /// Identifiers of the PNFDs that it uses, each once, sorted.
    package var pnfdIDs: [String] { Set(flavours.flatMap { $0.pnfProfiles.map(\.pnfdID) }).sorted() }

    /// Identifiers of the NSDs that it nests, each once, sorted.
    package var nestedNSDIDs: [String] { Set(flavours.flatMap { $0.nestedNSProfiles.map(\.nsdID) }).sorted() }
}
