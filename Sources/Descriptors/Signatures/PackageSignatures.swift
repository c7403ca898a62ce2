import YAML

/// The signatures of one package: which there are, whether they hold, and what the policy says of that.
final class PackageSignatures {
    private let policy: SignaturePolicy
    private let log: DiagnosticLog
    private var store: TrustStore?
    private var isStoreRead = false
    /// Subjects of those whose signature of the whole package holds.
    private(set) var signers: Set<String> = []
    /// Whether the package as a whole is signed: its archive, or its manifest.
    private(set) var isSigned = false
    /// Files that are signed by themselves.
    private var signed: [String: (signature: String, certificates: [String])] = [:]
    private var files = DescriptorFiles()
    /// Certificates by the file that they were read from.
    private var parsed: [String: Certificates] = [:]

    init(policy: SignaturePolicy, log: DiagnosticLog) {
        self.policy = policy
        self.log = log
    }

    // MARK: The whole package

    /// Begins to check the signature of the inner archive (SOL004 5.1 option 2); nil where the policy doesn't ask for it,
    /// or where there is nothing to check, which is reported.
    func checkOfArchive(_ archive: SignedArchive, _ texts: [String: [UInt8]]) -> SignatureCheck? {
        guard let path = archive.signature, let bytes = texts[path] else { return nil }
        isSigned = true
        // Paths in this archive are not those of the package inside.
        defer { parsed = [:] }
        return check(bytes, path, archive.certificates, texts)
    }

    /// Checks the signature at the end of the manifest (option 1).
    func verify(_ manifest: Manifest, _ path: String, _ bytes: [UInt8], _ files: DescriptorFiles, certificate: String?)
    {
        guard let signature = manifest.signature else { return }
        isSigned = true
        var certificates = files.names.filter { SignatureFiles.isCertificate($0) }.sorted()
        if let certificate { certificates.append(certificate) }
        let content = Array(bytes[..<manifest.signedBytes])
        func result(_ content: [UInt8]) -> SignatureCheck.Result? {
            guard let check = check(signature, path, certificates, files.texts) else { return nil }
            content.withUnsafeBytes { check.update($0) }
            return check.finish(path, trust: trust, at: policy.time)
        }
        guard var found = result(content) else { return }
        if found.problems.contains(where: { $0.rule == .signatureInvalid }) {
            // `openssl cms -sign` without `-binary` signs a text with the line ends of mail.
            let mail = Self.withMailLineEnds(content)
            if let other = result(mail), !other.problems.contains(where: { $0.rule == .signatureInvalid }) {
                found = other
            }
        }
        take(found, manifest.signaturePlace ?? Place(file: path, mark: .init(line: 0, column: 0)), isWhole: true)
    }

    /// What the policy says of a package without a signature of the whole.
    func checkPresence(file: String) {
        guard policy.mode == .required, !isSigned else { return }
        log.report(
            .signatureMissing, file: file, "the package is not signed, and this server takes signed packages only",
            "sign it: `manifold pack FOLDER --key KEY --cert CERTIFICATE`")
    }

    /// What a manifest doesn't list, nothing vouches for: an error where it is signed and has to be, else a warning.
    ///
    /// - Parameter certificate: the file of the signer's certificate, where it is one of its own.
    func checkListed(_ manifest: Manifest, _ path: String, _ files: DescriptorFiles, certificate: String?) {
        let hasSignature = manifest.signature != nil
        // An archive that is signed as a whole needs no hashes (SOL004 5.1 option 2).
        guard hasSignature || !isSigned else { return }
        var listed = Set(manifest.entries.filter { $0.digest != nil }.compactMap { PackagePath.normalise($0.source) })
        if listed.isEmpty, !hasSignature {
            return log.report(
                .manifestUnlisted, file: path, severity: .warning,
                "the manifest has no hash of any file, so nothing shows that they are whole",
                "list each file with `Source`, `Algorithm` and `Hash`; `manifold pack` does")
        }
        listed.formUnion([path, PackageLayout.metaPath])
        listed.formUnion(security(path, files, certificate: certificate))
        for name in files.names.filter({ !listed.contains($0) }).sorted() {
            log.report(
                .manifestUnlisted, file: name,
                severity: hasSignature && policy.mode == .required ? .error : .warning,
                hasSignature
                    ? "the signed manifest has no hash of the file, so nobody vouches for it"
                    : "the manifest has no hash of the file, so nothing shows that it is whole",
                "list it in `\(path)` with `Algorithm` and `Hash`" + (hasSignature ? ", and sign again" : ""))
        }
    }

    /// Files that come with signatures, and can't be in what is signed (SOL004 5.1, 5.2): the certificate of the whole's
    /// signer, and signatures of single files with their certificates. By what they hold, not by their names alone.
    private func security(_ path: String, _ files: DescriptorFiles, certificate: String?) -> Set<String> {
        let stem = path.lastIndex(of: ".").map { String(path[..<$0]) } ?? path
        var certificates = Set([certificate, stem + ".cert"].compactMap { $0 })
        var found: Set<String> = []
        for (subject, own) in signed {
            // Its signature is verified with the file itself.
            if files.contains(subject) { found.insert(own.signature) }
            certificates.formUnion(own.certificates)
        }
        return found.union(certificates.filter { files.texts[$0].map { Certificates().add($0) > 0 } ?? false })
    }

    // MARK: Single files

    /// Finds the files that are signed by themselves (SOL004 5.2): by the manifest, or by a signature beside them.
    func find(_ files: DescriptorFiles, _ manifest: Manifest?, certificate: String?) {
        self.files = files
        let names = Set(files.names)
        let subjects = SignatureFiles.Subjects(names)
        for path in names.sorted() where SignatureFiles.isSignature(path) {
            guard let subject = subjects.subject(of: path) else { continue }
            signed[subject] = (path, [])
        }
        for entry in manifest?.entries ?? [] {
            guard let source = PackagePath.normalise(entry.source), let signature = entry.signature else { continue }
            guard let path = PackagePath.normalise(signature), names.contains(path) else {
                log.report(
                    .signatureMissing, at: entry.place,
                    "the signature `\(signature)` of `\(source)` is not in the package",
                    NearestName.remedy(
                        for: signature, among: names.filter(SignatureFiles.isSignature), else: "add the file"))
                continue
            }
            signed[source] = (path, entry.certificate.flatMap(PackagePath.normalise).map { [$0] } ?? [])
        }
        for path in names where SignatureFiles.isCertificate(path) {
            if let subject = subjects.subject(of: path) {
                signed[subject]?.certificates.append(path)
            }
        }
        if let certificate { for subject in signed.keys { signed[subject]?.certificates.append(certificate) } }
    }

    /// The files that go with one: its signature and certificates.
    func companions(of path: String) -> [String] {
        signed[path].map { [$0.signature] + $0.certificates } ?? []
    }

    func check(of path: String) -> SignatureCheck? {
        guard let (signature, certificates) = signed[path], let bytes = files.texts[signature] else { return nil }
        return check(bytes, signature, certificates, files.texts)
    }

    func finish(_ check: SignatureCheck, _ path: String, isWhole: Bool = false) {
        take(
            check.finish(path, trust: trust, at: policy.time), Place(file: path, mark: .init(line: 0, column: 0)),
            isWhole: isWhole)
    }

    // MARK: -

    /// - Parameter certificates: paths of files.
    private func check(
        _ signature: [UInt8], _ path: String, _ certificates: [String], _ texts: [String: [UInt8]]
    ) -> SignatureCheck? {
        guard policy.mode != .ignore else {
            log.report(
                .manifestSignature, file: path, "there is a signature, and this server doesn't verify signatures",
                "start the server with `--package-signatures verify`")
            return nil
        }
        let place = Place(file: path, mark: .init(line: 0, column: 0))
        guard log.spend(1000 + signature.count, at: place) else { return nil }
        let known = Certificates()
        for certificate in certificates {
            guard let found = self.certificates(certificate, texts), log.spend(found.all.count * 4, at: place) else {
                return nil
            }
            for certificate in found.all { known.add(certificate) }
        }
        do throws(SignatureCheck.Problem) {
            return try SignatureCheck(signature, certificates: known)
        } catch {
            log.report(error.rule, file: path, error.message, error.remedy)
            return nil
        }
    }

    /// The certificates of a file, which may be those of many others, read once; nil where that costs too much.
    private func certificates(_ path: String, _ texts: [String: [UInt8]]) -> Certificates? {
        if let known = parsed[path] { return known }
        let bytes = texts[path] ?? []
        guard log.spend(bytes.count * 4, at: Place(file: path, mark: .init(line: 0, column: 0))) else { return nil }
        let certificates = Certificates()
        certificates.add(bytes)
        parsed[path] = certificates
        return certificates
    }

    private func take(_ result: SignatureCheck.Result, _ place: Place, isWhole: Bool) {
        for problem in result.problems {
            // Nobody vouches for a signer where nobody is trusted.
            let severity = policy.mode == .required ? nil : problem.severity
            log.report(problem.rule, at: place, severity: severity, problem.message, problem.remedy)
        }
        if isWhole { signers.formUnion(result.signers) }
    }

    private var trust: TrustStore? {
        if !isStoreRead, let folder = policy.trustStore {
            do throws(SourceError) {
                store = try TrustStore(path: folder)
            } catch {
                log.report(
                    error.rule, file: error.file, "the server's trust store can't be used: \(error.message)",
                    error.remedy)
            }
        }
        isStoreRead = true
        return store
    }

    private static func withMailLineEnds(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 16)
        for byte in bytes {
            if byte == UInt8(ascii: "\n"), result.last != UInt8(ascii: "\r") { result.append(UInt8(ascii: "\r")) }
            result.append(byte)
        }
        return result
    }
}
