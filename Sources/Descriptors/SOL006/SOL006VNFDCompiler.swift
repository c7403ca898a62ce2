import MANOModel

/// Compiles VNFDs. What SOL006 has once for all flavours (VDUs, links, external CPs) becomes part of each flavour that uses
/// it, as it is in SOL001.
struct SOL006VNFDCompiler {
    let files: DescriptorFiles
    let log: DiagnosticLog
    let images: ImageReferences
    let isOSM: Bool

    func compile(_ vnfd: DataNode) -> VNFD {
        let parts = SOL006Parts(vnfd, files: files, log: log, images: images, isOSM: isOSM)
        let flavours = SOL006Data.flavours(of: vnfd, log).map { SOL006FlavourCompiler(parts: parts, df: $0).compile() }
        let configurable = vnfd["configurable-properties"]
        let modifiable = vnfd["modifiable-attributes"]
        noteUnmapped(vnfd)
        return VNFD(
            id: vnfd.id, version: vnfd.string("version") ?? "", provider: vnfd.string("provider") ?? "",
            productName: vnfd.string("product-name") ?? vnfd.id,
            softwareVersion: vnfd.string("software-version") ?? vnfd.string("version") ?? "",
            productInfoName: vnfd.string("product-info-name"),
            productInfoDescription: vnfd.string("product-info-description") ?? vnfd.string("description"),
            vnfmInfo: vnfd.strings("vnfm-info"),
            localizationLanguages: vnfd.string("localization-language").map { [$0] } ?? [],
            defaultLocalizationLanguage: vnfd.string("default-localization-language"),
            configurableProperties: ConfigurableProperties(
                isAutoscaleEnabled: configurable?.bool("is-auto-scalable-enabled"),
                isAutohealEnabled: configurable?.bool("is-auto-heal-enabled"),
                additional: SOL006Data.values(configurable?.pairs("additional-configurable-property") ?? [:]),
                vnfmInterfaces: configurable?["vnfm-interface-info"].map { [Self.interface($0)] } ?? []),
            modifiableAttributes: ModifiableAttributes(
                extensions: Self.attributes(modifiable?.strings("extension") ?? []),
                metadata: Self.attributes(modifiable?.strings("metadata") ?? [])),
            flavours: flavours)
    }

    /// `name=value`, or a name without a value.
    private static func attributes(_ texts: [String]) -> [String: DescriptorValue] {
        SOL006Data.assignments(texts).mapValues { $0.isEmpty ? .null : .string($0) }
    }

    private static func interface(_ node: DataNode) -> VnfmInterface {
        let details = node["details"]
        let uri = details?["uri-components"]
        let authority = uri?["authority"]
        return VnfmInterface(
            name: node.string("interface-name").map(SOL006Data.underscored) ?? "",
            details: details.map {
                InterfaceDetails(
                    uri: uri.map {
                        URIComponents(
                            scheme: $0.string("scheme") ?? "", userInfo: authority?.string("userinfo"),
                            host: authority?.string("host"), port: authority?.string("port"), path: $0.string("path"),
                            query: $0.string("query"), fragment: $0.string("fragment"))
                    }, specificData: SOL006Data.assignments($0.strings("interface-specific-data")))
            }, credentials: node.string("credentials").map { SOL006Data.assignments([$0]) } ?? [:])
    }

    /// What the model has no place for.
    private func noteUnmapped(_ vnfd: DataNode) {
        for name in ["auto-scale", "element-group"] {
            guard let node = vnfd[name] else { continue }
            log.report(
                .sol006Unmapped, at: node.namePlace, "`\(name)` has no counterpart in SOL001, and nothing uses it",
                "say it otherwise; see Docs/sol006.md")
        }
        for df in vnfd.list("df") {
            for name in ["dependencies", "vip-cp-profile", "healing-aspect", "kdu-resource-profile"] {
                guard let node = df[name] else { continue }
                log.report(
                    .sol006Unmapped, at: node.namePlace, "`\(name)` has no counterpart in SOL001, and nothing uses it",
                    "say it otherwise; see Docs/sol006.md")
            }
            for aspect in df.list("scaling-aspect") {
                for name in ["scaling-policy", "scaling-config-action"] {
                    guard let node = aspect[name] else { continue }
                    log.report(
                        .sol006Unmapped, at: node.namePlace, "nothing scales the VNF by `\(name)`",
                        "scale it by the API")
                }
            }
        }
    }
}
