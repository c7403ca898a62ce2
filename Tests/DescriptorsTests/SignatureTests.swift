import Foundation
import MANOModel
import Testing

@testable import Descriptors

@Suite("Signatures of packages")
struct SignatureTests {
    /// Runs the body with an authority, and a signer whom it knows.
    private func with(_ body: (TestAuthority) throws -> Void) throws {
        try withTemporaryFolder { folder in
            let authority = try TestAuthority(folder)
            try authority.issue("signer")
            try body(authority)
        }
    }

    /// A package whose manifest ends with its signature.
    private func signed(
        _ authority: TestAuthority, by name: String = "signer", _ options: [String] = ["-binary"],
        change: (inout [String: [UInt8]]) -> Void = { _ in }
    ) throws -> [String: [UInt8]] {
        var files = try PackageTests.files()
        change(&files)
        PackageBench.list(&files)
        files["vnfd.mf"]! += try authority.sign(files["vnfd.mf"]!, by: name, options)
        return files
    }

    private func rules(_ files: [String: [UInt8]], _ policy: SignaturePolicy) throws -> [DiagnosticRule] {
        let result = try PackageBench.read(files, policy)
        #expect((result.content == nil) == result.found.contains { $0.severity == .error })
        #expect(result.content != nil || result.staged.isEmpty)
        return result.found.map(\.rule)
    }

    @Test("a manifest signed by somebody whom the trust store knows is taken without a word")
    func manifest() throws {
        try with { (authority) throws in
            let required = SignaturePolicy(mode: .required, trustStore: authority.trust)
            let result = try PackageBench.read(signed(authority), required)
            #expect(result.found.isEmpty, "\(result.found)")
            #expect(result.content?.facts.security == PackageSecurity(option: .manifest, signers: ["CN = signer"]))
            // As mail has it, which is what OpenSSL's program does unless it is told otherwise.
            #expect(try rules(signed(authority, []), required).isEmpty)
            // With the signer named by a key identifier, and without signed attributes.
            #expect(try rules(signed(authority, ["-binary", "-keyid", "-noattr"]), required).isEmpty)
        }
    }

    @Test("the signer's certificate is taken from the package where the signature hasn't got it")
    func certificateBeside() throws {
        try with { (authority) throws in
            let required = SignaturePolicy(mode: .required, trustStore: authority.trust)
            let certificate = Array(try Data(contentsOf: URL(fileURLWithPath: authority.path("signer.crt"))))
            let bare = try signed(authority, ["-binary", "-nocerts"])
            #expect(try rules(bare, required) == [.signatureCertificate])
            let named = try signed(authority, ["-binary", "-nocerts"]) { files in
                files["Files/vendor.crt"] = certificate
                files["TOSCA-Metadata/TOSCA.meta"]! += Array("ETSI-Entry-Certificate: Files/vendor.crt\n".utf8)
            }
            let result = try PackageBench.read(named, required)
            #expect(result.found.isEmpty && result.content?.facts.security?.certificate == "Files/vendor.crt")
            // From the trust store.
            try Data(certificate).write(to: URL(fileURLWithPath: authority.trust + "/signer.pem"))
            #expect(try rules(bare, required).isEmpty)
        }
    }

    @Test("what was changed after it was signed is refused")
    func changed() throws {
        try with { (authority) throws in
            let policy = SignaturePolicy(trustStore: authority.trust)
            var files = try signed(authority)
            files["vnfd.mf"] = Array(
                try replacing(
                    "vnf_product_name: sample", "vnf_product_name: other",
                    in: String(decoding: files["vnfd.mf"]!, as: UTF8.self)
                )
                .utf8)
            let result = try PackageBench.read(files, policy)
            #expect(result.found.map(\.rule) == [.signatureInvalid] && result.found[0].line > 6)
            #expect(result.found[0].message.contains("CN = signer") && result.staged.isEmpty)
            files = try signed(authority)
            files["Scripts/instantiate.sh"] = Array("#!/bin/sh\nrm -rf /\n".utf8)
            #expect(try rules(files, policy) == [.manifestHash])
        }
    }

    @Test("a file that the signed manifest doesn't list is a warning, and an error where signatures are required")
    func unlisted() throws {
        try with { (authority) throws in
            var files = try signed(authority)
            files["Scripts/other.sh"] = []
            let verified = try PackageBench.read(files, SignaturePolicy(trustStore: authority.trust))
            #expect(verified.content != nil && verified.found.map(\.rule) == [.manifestUnlisted])
            let required = try PackageBench.read(files, SignaturePolicy(mode: .required, trustStore: authority.trust))
            #expect(required.content == nil && required.found.map(\.file) == ["Scripts/other.sh"])
        }
    }

    @Test("a certificate or a signature that belongs to nothing signed is unlisted like any other file")
    func unlistedCertificates() throws {
        try with { (authority) throws in
            let certificate = Array(try Data(contentsOf: URL(fileURLWithPath: authority.path("signer.crt"))))
            for name in ["Scripts/evil.pem", "Scripts/evil.cms", "Scripts/evil.p7b", "evil.cert", "Files/a.cer"] {
                var files = try signed(authority)
                files[name] = certificate
                let verified = try PackageBench.read(files, SignaturePolicy(trustStore: authority.trust))
                #expect(verified.found.map(\.rule) == [.manifestUnlisted], "\(name): \(verified.found)")
                let required = SignaturePolicy(mode: .required, trustStore: authority.trust)
                #expect(try PackageBench.read(files, required).content == nil)
            }
            // That of the signer beside the manifest is none of them, unless it is something else.
            var files = try signed(authority)
            files["vnfd.cert"] = certificate
            #expect(try rules(files, SignaturePolicy(mode: .required, trustStore: authority.trust)).isEmpty)
            files["vnfd.cert"] = Array("#!/bin/sh\n".utf8)
            #expect(try rules(files, SignaturePolicy(trustStore: authority.trust)) == [.manifestUnlisted])
        }
    }

    @Test("a signer's certificate has to be valid where there is no trust store, too")
    func expiredWithoutTrustStore() throws {
        try with { (authority) throws in
            let files = try signed(authority)
            let now = Int(Date().timeIntervalSince1970)
            let late = try PackageBench.read(files, SignaturePolicy(time: now + 25 * 86400))
            #expect(late.found.map(\.rule) == [.signatureCertificate] && late.content == nil, "\(late.found)")
            #expect(late.found.first?.message.contains("was valid until") == true)
            #expect(try rules(files, SignaturePolicy(time: now - 86400)) == [.signatureCertificate])
            #expect(try rules(files, SignaturePolicy(time: now)) == [.signatureUntrusted])
        }
    }

    @Test("a signer whom the trust store doesn't know is refused, by name; without a trust store it is a warning")
    func untrusted() throws {
        try with { (authority) throws in
            try withTemporaryFolder { folder in
                let other = try TestAuthority(folder)
                try other.issue("stranger")
                let files = try signed(other, by: "stranger")
                let result = try PackageBench.read(files, SignaturePolicy(trustStore: authority.trust))
                #expect(result.found.map(\.rule) == [.signatureUntrusted] && result.content == nil)
                #expect(
                    result.found[0].message.contains("CN = stranger")
                        && result.found[0].message.contains("CN = Test authority"))
                let unknown = try PackageBench.read(files, SignaturePolicy())
                #expect(unknown.content != nil && unknown.found.map(\.rule) == [.signatureUntrusted])
                #expect(unknown.found[0].severity == .warning)
            }
        }
    }

    @Test("what its authority took back is refused where the trust store has the list, and not where it hasn't")
    func revoked() throws {
        try with { (authority) throws in
            try authority.issue("other")
            let policy = SignaturePolicy(mode: .required, trustStore: authority.trust)
            let files = try signed(authority)
            #expect(try rules(files, policy).isEmpty)
            try authority.revoke(["other"], into: "trust/list.pem")
            #expect(try rules(files, policy).isEmpty)
            let refused = try PackageBench.read(signed(authority, by: "other"), policy)
            #expect(refused.found.map(\.rule) == [.signatureCertificate])
            #expect(
                refused.found[0].message.contains("`CN = other`, by which")
                    && refused.found[0].message.contains("taken back"))
            // A list as DER, and one that nobody has renewed.
            try authority.revoke(["signer"], into: "list.pem")
            try run(
                "openssl", ["crl", "-in", "list.pem", "-outform", "DER", "-out", "trust/list.pem"], in: authority.folder
            )
            #expect(try rules(files, policy) == [.signatureCertificate])
            var later = policy
            later.time = Int(Date().timeIntervalSince1970) + 2 * 86400
            let old = try PackageBench.read(signed(authority, by: "other"), later)
            #expect(
                old.found.map(\.rule) == [.signatureCertificate] && old.found[0].message.contains("revocation list"))
            // Another authority's list says nothing of this one.
            try FileManager.default.removeItem(atPath: authority.trust + "/list.pem")
            try withTemporaryFolder { folder in
                let stranger = try TestAuthority(folder, name: "Another authority")
                try stranger.revoke([], into: "list.pem")
                try FileManager.default.copyItem(
                    atPath: stranger.path("list.pem"), toPath: authority.trust + "/theirs.pem")
                #expect(try rules(files, policy).isEmpty)
            }
        }
    }

    @Test("the trust store may be one file, and one that has nothing to trust is refused")
    func trustFile() throws {
        try with { (authority) throws in
            let policy = SignaturePolicy(mode: .required, trustStore: authority.trust + "/ca.pem")
            #expect(policy.problem == nil)
            #expect(try rules(signed(authority), policy).isEmpty)
            let key = SignaturePolicy(mode: .required, trustStore: authority.path("ca.key"))
            #expect(key.problem?.contains("no certificate") == true)
            #expect(SignaturePolicy(mode: .required, trustStore: authority.path("none")).problem != nil)
        }
    }

    @Test("a certificate that isn't valid now, or not for signing, is refused with the reason")
    func certificates() throws {
        try with { (authority) throws in
            let files = try signed(authority)
            let late = SignaturePolicy(
                trustStore: authority.trust, time: Int(Date().timeIntervalSince1970) + 25 * 86400)
            let expired = try PackageBench.read(files, late)
            #expect(
                expired.found.map(\.rule) == [.signatureCertificate]
                    && expired.found[0].message.contains("was valid until"))
            let early = try PackageBench.read(files, SignaturePolicy(trustStore: authority.trust, time: 1_000_000_000))
            #expect(early.found.map(\.rule) == [.signatureCertificate])
            let policy = SignaturePolicy(trustStore: authority.trust)
            try authority.issue("sealer", extensions: "keyUsage=critical,keyEncipherment\n")
            let sealer = try PackageBench.read(signed(authority, by: "sealer"), policy)
            #expect(
                sealer.found.map(\.rule) == [.signatureCertificate] && sealer.found[0].message.contains("CN = sealer"))
            try authority.issue("server", extensions: "extendedKeyUsage=serverAuth\n")
            #expect(try rules(signed(authority, by: "server"), policy) == [.signatureCertificate])
            try authority.issue("coder", extensions: "extendedKeyUsage=codeSigning\n")
            #expect(try rules(signed(authority, by: "coder"), policy).isEmpty)
        }
    }

    @Test("signatures over digests that can be forged are refused")
    func weak() throws {
        try with { (authority) throws in
            let policy = SignaturePolicy(trustStore: authority.trust)
            #expect(try rules(signed(authority, ["-binary", "-md", "sha1"]), policy) == [.signatureInvalid])
            #expect(try rules(signed(authority, ["-binary", "-md", "sha512"]), policy).isEmpty)
        }
    }

    @Test("the policy says what becomes of a package that isn't signed, and of signatures that nobody looks at")
    func policies() throws {
        try with { (authority) throws in
            let unsigned = try PackageBench.listedFiles()
            #expect(
                try rules(unsigned, SignaturePolicy(mode: .required, trustStore: authority.trust)) == [
                    .signatureMissing
                ])
            #expect(try rules(unsigned, SignaturePolicy(trustStore: authority.trust)).isEmpty)
            var broken = unsigned
            broken["vnfd.mf"]! += Array("-----BEGIN CMS-----\nMIIB\n-----END CMS-----\n".utf8)
            let ignored = try PackageBench.read(broken, SignaturePolicy(mode: .ignore))
            #expect(ignored.content != nil && ignored.found.map(\.rule) == [.manifestSignature])
            #expect(try rules(broken, SignaturePolicy()) == [.signatureDamaged])
            #expect(SignaturePolicy(mode: .required).problem != nil)
            #expect(SignaturePolicy(mode: .required, trustStore: authority.trust).problem == nil)
            #expect(SignaturePolicy(trustStore: authority.path("nowhere")).problem != nil)
        }
    }

    @Test("a signature with its content inside, and one of nobody, sign nothing")
    func attached() throws {
        try with { (authority) throws in
            #expect(
                try rules(signed(authority, ["-binary", "-nodetach"]), SignaturePolicy(trustStore: authority.trust))
                    == [
                        .signatureDamaged
                    ])
        }
    }

    // MARK: - Single files

    @Test("a file's own signature is verified, named by the manifest or by its place")
    func singleFiles() throws {
        try with { (authority) throws in
            let policy = SignaturePolicy(trustStore: authority.trust)
            let script = try PackageTests.files()["Scripts/instantiate.sh"]!
            let signature = try authority.sign(script, by: "signer")
            for (name, lines) in [
                ("Scripts/instantiate.sh.cms", ""), ("Scripts/instantiate.cms", ""),
                ("Security/of-script.p7s", "Signature: Security/of-script.p7s\n"),
            ] {
                var files = try PackageTests.files()
                files[name] = signature
                files["vnfd.mf"]! += Array(
                    "\nSource: Scripts/instantiate.sh\nAlgorithm: SHA-256\nHash: \(PackageBench.sha256(script))\n\(lines)"
                        .utf8)
                let result = try PackageBench.read(files, policy)
                #expect(result.listedFound.isEmpty, "\(result.found)")
                #expect(result.content?.facts.companions == ["Scripts/instantiate.sh": [name]])
                files[name] = try authority.sign([1, 2, 3], by: "signer")
                let wrong = try PackageBench.read(files, policy)
                #expect(
                    wrong.listedFound.map(\.rule) == [.signatureInvalid]
                        && wrong.listedFound[0].file == "Scripts/instantiate.sh")
            }
            var files = try PackageTests.files()
            files["vnfd.mf"]! += Array("\nSource: Scripts/instantiate.sh\nSignature: Scripts/none.cms\n".utf8)
            #expect(try PackageBench.read(files, policy).listedFound.map(\.rule) == [.signatureMissing])
        }
    }

    // MARK: - Option 2

    @Test("a package in a signed archive is taken out of it, and the archive's signature verified")
    func archive() throws {
        try with { (authority) throws in
            try withTemporaryFolder { folder in
                let policy = SignaturePolicy(mode: .required, trustStore: authority.trust)
                try PackageBench.zip(PackageBench.listedFiles(), to: folder + "/inner")
                let inner = Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/inner")))
                var outer = [
                    "sample.csar": inner,
                    "sample.cms": try authority.sign(inner, by: "signer", ["-binary", "-nocerts"]),
                ]
                outer["sample.cert"] = Array(try Data(contentsOf: URL(fileURLWithPath: authority.path("signer.crt"))))
                try PackageBench.zip(outer, to: folder + "/p.zip")
                let result = try PackageBench.read(folder + "/p.zip", policy)
                #expect(result.found.isEmpty, "\(result.found)")
                let facts = try #require(result.content?.facts)
                #expect(
                    facts.security
                        == PackageSecurity(option: .archive, signers: ["CN = signer"], certificate: "sample.cert"))
                #expect(try Data(contentsOf: URL(fileURLWithPath: #require(facts.innerPackage))) == Data(inner))
                for file in result.staged { try FileManager.default.removeItem(atPath: "\(folder)/staging/\(file)") }

                outer["sample.csar"]![inner.count - 1] ^= 1
                try FileManager.default.removeItem(atPath: folder + "/p.zip")
                try PackageBench.zip(outer, to: folder + "/p.zip")
                let changed = try PackageBench.read(folder + "/p.zip", policy)
                #expect(changed.found.map(\.rule) == [.signatureInvalid] && changed.staged.isEmpty, "\(changed.found)")
                #expect(changed.found.first?.file == "sample.csar")

                outer["sample.cms"] = nil
                outer["sample.csar"] = inner
                try FileManager.default.removeItem(atPath: folder + "/p.zip")
                try PackageBench.zip(outer, to: folder + "/p.zip")
                #expect(try PackageBench.read(folder + "/p.zip", policy).found.map(\.rule) == [.signatureMissing])
                #expect(try PackageBench.read(folder + "/p.zip", SignaturePolicy()).found.isEmpty)
            }
        }
    }

    // MARK: - Packing

    @Test("what is packed with a key is signed, by both options", arguments: PackageSigner.Option.allCases)
    func packing(option: PackageSigner.Option) throws {
        try with { (authority) throws in
            try withTemporaryFolder { folder in
                for (name, bytes) in try PackageTests.files() {
                    try write([name: ""], below: folder + "/p")
                    try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/p/\(name)"))
                }
                let signer = PackageSigner(
                    key: authority.path("signer.key"), certificate: authority.path("signer.crt"), option: option)
                let path = folder + "/p.csar"
                #expect(try PackageWriter(folder: folder + "/p", signer: signer, isStrict: true).pack(to: path).isEmpty)
                let result = try PackageBench.read(path, SignaturePolicy(mode: .required, trustStore: authority.trust))
                #expect(result.found.isEmpty, "\(result.found)")
                #expect(result.content?.facts.security?.option == (option == .manifest ? .manifest : .archive))
                #expect(try Set(FileManager.default.contentsOfDirectory(atPath: folder)) == ["p", "p.csar", "staging"])
                let wrong = PackageSigner(
                    key: authority.path("ca.key"), certificate: authority.path("signer.crt"), option: option)
                let error = #expect(throws: PackageError.self) {
                    try PackageWriter(folder: folder + "/p", signer: wrong).pack(to: folder + "/q.csar")
                }
                #expect(error?.diagnostics.map(\.rule) == [.signatureCertificate])
            }
        }
    }

    @Test("the same folder, signed with an RSA key, gives the same bytes")
    func determinism() throws {
        try withTemporaryFolder { folder in
            try run(
                "openssl",
                [
                    "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "k.pem", "-subj", "/CN=x", "-out",
                    "c.pem",
                ],
                in: folder)
            for (name, bytes) in try PackageTests.files() {
                try write([name: ""], below: folder + "/p")
                try Data(bytes).write(to: URL(fileURLWithPath: "\(folder)/p/\(name)"))
            }
            for option in PackageSigner.Option.allCases {
                let signer = PackageSigner(key: folder + "/k.pem", certificate: folder + "/c.pem", option: option)
                try PackageWriter(folder: folder + "/p", signer: signer).pack(to: folder + "/a.csar")
                let first = try Data(contentsOf: URL(fileURLWithPath: folder + "/a.csar"))
                try PackageWriter(folder: folder + "/p", signer: signer).pack(to: folder + "/a.csar")
                #expect(try Data(contentsOf: URL(fileURLWithPath: folder + "/a.csar")) == first)
            }
        }
    }

    // MARK: - Of others

    @Test(
        "signed packages of others are taken, or refused for the right reason",
        .enabled(if: sharedDescriptors != nil, "there is no shared folder with descriptors: set MANIFOLD_SHARED"),
        arguments: [
            ("r01123/csar-option1-valid", DiagnosticRule.signatureInvalid),
            ("r130206/csar-cert-in-cms-valid", nil), ("r130206/csar-cert-in-cms-incorrect-hash", .manifestHash),
        ])
    func shared(name: String, rule: DiagnosticRule?) throws {
        let root = try #require(sharedDescriptors)
        let path = "\(root)/onap+vnfsdk-validation/csarvalidation/src/test/resources/pnf/\(name).csar"
        let error = { () -> [Diagnostic] in
            // Within the time of the signer's certificate.
            let reader = PackageReader(signatures: SignaturePolicy(time: 1_601_000_000))
            do throws(PackageError) { return try reader.read(at: path).warnings } catch {
                return error.diagnostics
            }
        }()
        let rules = Set(error.map(\.rule))
        if let rule {
            #expect(rules.contains(rule), "\(error)")
            // Its template describes nothing at all: with the signatures passed over that is what is left to refuse.
            #expect(rules.contains(.descriptorKind))
            let ignored = DescriptorValidation(path: path, signatures: SignaturePolicy(mode: .ignore)).findings
            #expect(!ignored.contains { $0.diagnostic.rule == .signatureInvalid })
        } else {
            // What it describes is another matter than who signed it: its CP lacks what the type that it brings requires.
            #expect(
                Set(error.filter { $0.severity == .error }.map(\.rule)) == [.propertyMissing, .requirementMissing],
                "\(error)")
            #expect(
                rules.isDisjoint(with: [.signatureInvalid, .signatureDamaged, .signatureCertificate, .manifestHash]),
                "\(error)")
            #expect(rules.contains(.signatureUntrusted))
        }
    }
}
