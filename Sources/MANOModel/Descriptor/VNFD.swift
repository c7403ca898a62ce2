/// A VNF descriptor, whichever language it was written in (IFA011 7.1.2; SOL001 6.8.1).
package struct VNFD: Codable, Sendable, Hashable, Identifiable {
    /// `vnfdId`: the descriptor's identifier, unique in a catalogue (`descriptor_id`).
    package var id: String
    /// The descriptor's own version (`descriptor_version`).
    package var version: String
    package var provider: String
    package var productName: String
    package var softwareVersion: String
    package var productInfoName: String?
    package var productInfoDescription: String?
    /// Which managers can run it, such as `etsivnfm:v2.3.1` or `0:manifold`.
    package var vnfmInfo: [String]
    package var localizationLanguages: [String]
    package var defaultLocalizationLanguage: String?
    /// The flavour that the top-level template names as its default; nil when the package does not say.
    package var defaultFlavourID: String?
    package var configurableProperties: ConfigurableProperties
    package var modifiableAttributes: ModifiableAttributes
    /// At least one; ids are unique.
    package var flavours: [DeploymentFlavour]
    /// The same in all versions of the VNFD that are interchangeable for whoever uses it (SOL001 4.x).
    package var externalInvariantID: String?

    package init(
        id: String,
        version: String,
        provider: String,
        productName: String,
        softwareVersion: String,
        productInfoName: String? = nil,
        productInfoDescription: String? = nil,
        vnfmInfo: [String] = [],
        localizationLanguages: [String] = [],
        defaultLocalizationLanguage: String? = nil,
        defaultFlavourID: String? = nil,
        configurableProperties: ConfigurableProperties = ConfigurableProperties(),
        modifiableAttributes: ModifiableAttributes = ModifiableAttributes(),
        flavours: [DeploymentFlavour] = [],
        externalInvariantID: String? = nil
    ) {
        self.id = id
        self.version = version
        self.provider = provider
        self.productName = productName
        self.softwareVersion = softwareVersion
        self.productInfoName = productInfoName
        self.productInfoDescription = productInfoDescription
        self.vnfmInfo = vnfmInfo
        self.localizationLanguages = localizationLanguages
        self.defaultLocalizationLanguage = defaultLocalizationLanguage
        self.defaultFlavourID = defaultFlavourID
        self.configurableProperties = configurableProperties
        self.modifiableAttributes = modifiableAttributes
        self.flavours = flavours
        self.externalInvariantID = externalInvariantID
    }

    /// The flavour with this id; with nil the default one, or the only one there is.
    package func flavour(_ id: String?) -> DeploymentFlavour? {
        if let id = id ?? defaultFlavourID { return flavours.first { $0.id == id } }
        return flavours.count == 1 ? flavours[0] : nil
    }
}
