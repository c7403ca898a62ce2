import BlockingPool
import Glibc

/// Reads packages: CSAR zip files, signed archives around one, OSM's tar.gz, folders laid out like a package, and templates
/// by themselves. Nothing of a package larger than its texts is ever in memory. All calls block: call from a thread that may.
package struct PackageReader: Sendable {
    package var limits: PackageLimits
    package var signatures: SignaturePolicy
    /// Whether the archive holds only the files of a descriptor: what else its package has is not missed then.
    package var isPartial: Bool
    /// Is asked once the descriptor is known and valid, before images are written.
    package var screen: Screen?

    /// Why a package is not wanted, by its descriptor's identifier; nil where it is.
    package typealias Screen = @Sendable (_ descriptorID: String) -> (message: String, remedy: String)?

    package init(
        limits: PackageLimits = PackageLimits(), signatures: SignaturePolicy = SignaturePolicy(),
        isPartial: Bool = false
    ) {
        self.limits = limits
        self.signatures = signatures
        self.isPartial = isPartial
    }

    /// Reads and verifies a package.
    ///
    /// - Parameters:
    ///   - path: a CSAR, a folder, or a YAML template.
    ///   - staging: the folder that images, and a package out of a signed archive, are put into, under names of this call's
    ///     own; nil: they are verified only.
    ///   - progress: is told how far it is.
    /// - Throws: `PackageError` with everything that is wrong; no staged file is left then.
    package func read(
        at path: String, staging: String? = nil, progress: PackageProgress? = nil
    ) throws(PackageError) -> PackageContent {
        let log = DiagnosticLog()
        var run = PackageReading(self, log: log, staging: staging, progress: progress)
        let content: PackageContent?
        var storage: StorageFailure?
        do throws(SourceError) {
            content = try run.read(path)
        } catch {
            log.report(error.rule, file: error.file, error.message, error.remedy)
            storage = error.storage
            content = nil
        }
        run.discard()
        if let content, !log.hasErrors { return content }
        run.discardStaged()
        throw PackageError(diagnostics: log.sorted, storage: storage)
    }

    /// As `read`, for a VNF package; anything else is refused.
    package func readVNFPackage(
        at path: String, staging: String? = nil, progress: PackageProgress? = nil
    ) throws(PackageError) -> VNFPackageContent {
        switch try read(at: path, staging: staging, progress: progress) {
        case .vnf(let content): return content
        case .nsd(let content): throw Self.wrongKind(content.facts, "an NSD", "onboard it as an NSD")
        case .pnf(let content): throw Self.wrongKind(content.facts, "a PNFD", "onboard it as a PNFD")
        }
    }

    /// As `read`, for an NSD; anything else is refused.
    package func readNSDPackage(
        at path: String, staging: String? = nil, progress: PackageProgress? = nil
    ) throws(PackageError) -> NSDPackageContent {
        switch try read(at: path, staging: staging, progress: progress) {
        case .nsd(let content): return content
        case .vnf(let content):
            for image in content.images { _ = image.file.map { unlink($0) } }
            throw Self.wrongKind(content.facts, "a VNFD", "onboard it as a VNF package")
        case .pnf(let content): throw Self.wrongKind(content.facts, "a PNFD", "onboard it as a PNFD")
        }
    }

    /// As `read`, for a PNFD; anything else is refused.
    package func readPNFDPackage(
        at path: String, staging: String? = nil, progress: PackageProgress? = nil
    ) throws(PackageError) -> PNFDPackageContent {
        switch try read(at: path, staging: staging, progress: progress) {
        case .pnf(let content): return content
        case .nsd(let content): throw Self.wrongKind(content.facts, "an NSD", "onboard it as an NSD")
        case .vnf(let content):
            for image in content.images { _ = image.file.map { unlink($0) } }
            throw Self.wrongKind(content.facts, "a VNFD", "onboard it as a VNF package")
        }
    }

    private static func wrongKind(_ facts: PackageFacts, _ what: String, _ remedy: String) -> PackageError {
        if let inner = facts.innerPackage { _ = unlink(inner) }
        return PackageError(diagnostics: [
            Diagnostic(
                rule: .descriptorKind, file: facts.descriptorPath, message: "the package holds \(what)", remedy: remedy)
        ])
    }
}

/// Reads an entry to its end in pieces.
enum Chunks {
    /// Bytes of a chunk at most.
    private static let most = 1 << 18

    /// - Parameter expected: how many bytes there are, as far as somebody says so: a small file needs no large buffer.
    static func forEach(
        expected: Int? = nil,
        _ read: (UnsafeMutableRawBufferPointer) throws(SourceError) -> Int,
        _ body: (UnsafeRawBufferPointer) throws(SourceError) -> Void
    ) throws(SourceError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: min(max(expected ?? most, 1 << 14), most - 1) + 1, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = try read(buffer)
            guard count > 0 else { return }
            try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }
}
