import MANOModel
import YAML

/// Compiles VNFDs (SOL001 clause 6): one template, or a top-level one with a template for each flavour.
struct VNFDCompiler {
    let registry: TypeRegistry
    let log: DiagnosticLog
    let files: DescriptorFiles
    let images: ImageReferences

    private static let nodeType = "tosca.nodes.nfv.VNF"

    func compile(_ main: ServiceTemplate, _ templates: [ServiceTemplate]) -> VNFD? {
        let selector = FlavourSelector(registry: registry, log: log, nodeType: Self.nodeType)
        guard let selection = selector.select(main, templates) else { return nil }
        let flavours = selection.flavours.map { flavour in
            FlavourCompiler(topology: flavour.topology, log: log, files: files, images: images, vnf: flavour.node)
                .compile(flavour.properties, knownInputs: flavour.knownInputs)
        }
        return vnfd(selection.properties, flavours: flavours, defaultFlavour: selection.defaultFlavourID)
    }

    // MARK: - The descriptor

    private func vnfd(_ vnf: CheckedValue, flavours: [DeploymentFlavour], defaultFlavour: String?) -> VNFD {
        Self.checkIdentifier(vnf["descriptor_id"], "descriptor_id", log)
        let configurable = vnf["configurable_properties"]
        let additional = configurable?["additional_configurable_properties"]
        let modifiable = vnf["modifiable_attributes"]
        return VNFD(
            id: vnf["descriptor_id"]?.string ?? "", version: vnf["descriptor_version"]?.string ?? "",
            provider: vnf["provider"]?.string ?? "", productName: vnf["product_name"]?.string ?? "",
            softwareVersion: vnf["software_version"]?.string ?? "", productInfoName: vnf["product_info_name"]?.string,
            productInfoDescription: vnf["product_info_description"]?.string, vnfmInfo: vnf["vnfm_info"]?.strings ?? [],
            localizationLanguages: vnf["localization_languages"]?.strings ?? [],
            defaultLocalizationLanguage: vnf["default_localization_language"]?.string, defaultFlavourID: defaultFlavour,
            configurableProperties: ConfigurableProperties(
                isAutoscaleEnabled: configurable?["is_autoscale_enabled"]?.bool,
                isAutohealEnabled: configurable?["is_autoheal_enabled"]?.bool,
                additional: SharedData.values(additional).filter { $0.key != "is_writable_anytime" },
                additionalAreWritableAnytime: additional?["is_writable_anytime"]?.bool ?? true,
                vnfmInterfaces: SharedData.entries(configurable?["vnfm_interface_info"]).map {
                    VnfmInterface(
                        name: $0["interface_name"]?.string ?? "",
                        details: $0["details"].map(SharedData.interfaceDetails),
                        credentials: $0["credentials"]?.stringMap ?? [:])
                },
                vnfmOAuthServer: SharedData.values(configurable?["vnfm_oauth_server_info"]),
                vnfOAuthServer: SharedData.values(configurable?["vnf_oauth_server_info"])),
            modifiableAttributes: ModifiableAttributes(
                extensions: SharedData.values(modifiable?["extensions"]),
                metadata: SharedData.values(modifiable?["metadata"])),
            flavours: flavours, externalInvariantID: vnf["ext_invariant_id"]?.string)
    }

    /// Reports an identifier that can't be one.
    static func checkIdentifier(_ value: CheckedValue?, _ name: String, _ log: DiagnosticLog) {
        guard let value, let id = value.string, !isIdentifier(id) else { return }
        log.report(
            .descriptorIdentifier, at: value.place, "`\(name)` is `\(id)`, which can't be an identifier",
            "write a UUID, or up to 255 letters, digits, `-`, `_`, `.` and `:`")
    }

    /// Identifiers stand in paths and URIs.
    static func isIdentifier(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 255 && text != "." && text != ".."
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "-_.:".utf8.contains(byte)
                }
            }
    }
}
