import Glibc

/// A zip archive around a package (SOL004 5.1 option 2): the CSAR, and beside it its signature and its certificate.
struct SignedArchive {
    /// The CSAR inside.
    var package: String
    /// nil: there is a CSAR in a zip archive, and nobody signed it.
    var signature: String?
    var certificates: [String]

    /// nil for a package that isn't wrapped.
    init?(_ files: DescriptorFiles) {
        let names = files.names
        guard names.allSatisfy({ !$0.contains("/") }), !names.contains(where: PackageLayout.isTemplate) else {
            return nil
        }
        let packages = names.filter { $0.lowercased().hasSuffix(".csar") }
        let archives = packages.isEmpty ? names.filter { $0.lowercased().hasSuffix(".zip") } : packages
        guard archives.count == 1 else { return nil }
        let package = archives[0]
        self.package = package
        let signatures = names.filter(SignatureFiles.isSignature).sorted()
        let stem = package.prefix(upTo: package.lastIndex(of: ".") ?? package.endIndex)
        signature = signatures.first { $0.hasPrefix(stem + ".") || $0.hasPrefix(package + ".") } ?? signatures.first
        certificates = names.filter(SignatureFiles.isCertificate).sorted()
    }

    /// Takes the CSAR out of the archive, checking its signature on the way.
    func unpack(
        _ source: ArchiveSource, to folder: String, allowed: Int, check: SignatureCheck?
    ) throws(SourceError) -> String {
        var file = try WritableFile(newIn: folder, prefix: "package-")
        var bytes = 0
        try source.visit { (entry, read) throws(SourceError) in
            guard entry.name == package else { return }
            try Chunks.forEach(read) { (chunk) throws(SourceError) in
                bytes += chunk.count
                guard bytes <= allowed else {
                    throw SourceError(
                        rule: .packageBomb, file: package,
                        message: "the package unpacks to more than \(allowed) bytes, which is too much for its size",
                        remedy: "store images in a compact format")
                }
                check?.update(chunk)
                try file.write(chunk)
            }
        }
        file.finish()
        return file.path
    }
}
