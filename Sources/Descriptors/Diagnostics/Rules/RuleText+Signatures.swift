extension RuleText {
    private static let source = "Source: Scripts/instantiate.sh"
    private static let block = "-----BEGIN CMS-----\nMIIB\n-----END CMS-----"

    static let signatures = [
        RuleText(
            .signatureMissing, "A signature that is asked for is there",
            "SOL004 5.1 and 5.2: a server may require that packages are signed, a manifest may name a file's signature.",
            .manifest(right: source, wrong: "\(source)\nSignature: Security/none.cms")),
        RuleText(
            .signatureDamaged, "A signature is detached CMS signed data", "SOL004 5.3: RFC 5652, as PEM or DER.",
            .manifest(right: "\(source)", wrong: "\(source)\n\(block)")),
        RuleText(
            .signatureInvalid, "A signature is that of the file, over a digest that can't be forged",
            "SOL004 5.1: otherwise the file was changed after it was signed.",
            .package(
                wrong: "Scripts/instantiate.sh, changed\nScripts/instantiate.sh.cms", right: "Scripts/instantiate.sh"
            ) { files in
                files["Scripts/instantiate.sh", default: []] += Array("exit 1\n".utf8)
                files["Scripts/instantiate.sh.cms"] = RuleSample.signature
            }),
        RuleText(
            .signatureCertificate, "The signer's certificate is at hand, valid now, and for signing",
            "SOL004 5.1: in the signature, in the package, or in the trust store; RFC 5280 4.2.1.3 and 4.2.1.12.",
            .package(
                wrong: "Scripts/instantiate.sh.cms without a certificate", right: "Scripts/instantiate.sh"
            ) { $0["Scripts/instantiate.sh.cms"] = RuleSample.signatureWithoutCertificate }),
        RuleText(
            .signatureUntrusted, "The trust store vouches for the signer",
            "SOL004 5.1: who signed has to be somebody.",
            .package(
                wrong: "Scripts/instantiate.sh.cms by somebody whom nobody knows", right: "Scripts/instantiate.sh"
            ) { $0["Scripts/instantiate.sh.cms"] = RuleSample.signature }),
        RuleText(
            .manifestSignature, "Signatures are looked at",
            "SOL004 5.2; a signature that nobody verifies, as `--package-signatures ignore` has it, proves nothing.",
            .manifest(
                right: source, wrong: "\(source)\n\(block)",
                reader: PackageReader(signatures: SignaturePolicy(mode: .ignore)))),
        RuleText(
            .manifestUnlisted, "A manifest has a hash of each file",
            "SOL004 5.1: nothing vouches for the others.",
            RuleExample(
                wrong: "Scripts/instantiate.sh, and no hash of it", right: "Scripts/instantiate.sh, and its hash",
                language: "text",
                wrongInput: { .archive(RuleExample.entries(RuleSample.packageFiles())) },
                rightInput: { .archive(RuleExample.entries(RuleSample.listedFiles())) })),
    ]
}
