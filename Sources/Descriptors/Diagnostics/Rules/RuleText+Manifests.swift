extension RuleText {
    private static let hash = RuleSample.digest(RuleSample.script)
    private static let source = "Source: Scripts/instantiate.sh\nAlgorithm: SHA-256\nHash: \(hash)"

    static let manifests = [
        RuleText(
            .manifestMissing, "A package has a manifest",
            "SOL004 4.3; without one nothing shows that its files are whole.",
            .package(
                wrong: "Entry-Definitions: Definitions/vnfd.yaml",
                right: "Entry-Definitions: Definitions/vnfd.yaml\nETSI-Entry-Manifest: vnfd.mf"
            ) { files in
                files["vnfd.mf"] = nil
                files[PackageLayout.metaPath] = Array("Entry-Definitions: Definitions/vnfd.yaml\n".utf8)
            }),
        RuleText(
            .manifestSyntax, "A manifest is blocks of `name: value`, with names that it has",
            "SOL004 4.3.2: a hash below a misspelt name protects nothing.",
            .manifest(right: source, wrong: source.replacing("Hash: \(hash)", with: "nonsense"))),
        RuleText(
            .manifestMetadata, "A manifest's metadata is complete, and about the descriptor beside it",
            "SOL004 4.3.2 and SOL007 4.3.2: it says which package this is.",
            .package(
                wrong: "metadata:\n  vnf_product_name: sample",
                right:
                    "metadata:\n  vnf_product_name: sample\n  vnf_provider_id: Sample\n  vnf_package_version: '1.0'\n  vnf_release_date_time: 2026-01-01T00:00:00Z"
            ) { $0["vnfd.mf"] = Array("metadata:\n  vnf_product_name: sample\n".utf8) }),
        RuleText(
            .manifestSource, "A file that the manifest lists is in the package", "SOL004 4.3.2.",
            .manifest(right: source, wrong: source.replacing("instantiate", with: "instantiat"))),
        RuleText(
            .manifestAlgorithm, "A hash is by an algorithm that is known",
            "SOL004 5.3: SHA-256 and SHA-512 among others.",
            .manifest(right: source, wrong: source.replacing("SHA-256", with: "SHA-257"))),
        RuleText(
            .manifestHash, "A file's hash is the one that the manifest lists",
            "SOL004 5.1: the file is not the one that was packed.",
            .manifest(right: source, wrong: source.replacing(hash, with: String(repeating: "0", count: 64)))),
    ]
}
