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
        if let id = vnf["descriptor_id"]?.string, !Self.isIdentifier(id) {
            log.report(
                .descriptorIdentifier, at: vnf["descriptor_id"]?.place ?? vnf.place,
                "the descriptor's identifier `\(id)` can't be one",
                "write a UUID, or up to 255 letters, digits, `-`, `_`, `.` and `:`")
        }
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
                additional: Self.values(additional).filter { $0.key != "is_writable_anytime" },
                additionalAreWritableAnytime: additional?["is_writable_anytime"]?.bool ?? true),
            modifiableAttributes: ModifiableAttributes(
                extensions: Self.values(modifiable?["extensions"]), metadata: Self.values(modifiable?["metadata"])),
            flavours: flavours)
    }

    private static func values(_ value: CheckedValue?) -> [String: DescriptorValue] {
        var result: [String: DescriptorValue] = [:]
        for pair in value?.map ?? [] { result[pair.name] = pair.value.descriptorValue }
        return result
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
