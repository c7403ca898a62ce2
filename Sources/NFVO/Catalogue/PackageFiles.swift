import BlockingPool
import Descriptors
import Foundation
import MANOModel

/// Packages' files on the disk.
enum PackageFiles {
    static func whole(_ path: String, mediaType: String, tag: String?) async throws -> PackageFile {
        try await BlockingPool.files.run {
            var status = stat()
            guard stat(path, &status) == 0 else {
                throw ManifoldError(
                    .notFound, "the package's file is gone from the store", remedy: "onboard the package again")
            }
            return PackageFile(
                size: Int64(status.st_size), mediaType: mediaType, tag: tag, source: .file(path: path))
        }
    }

    static func extract(
        _ range: Range<Int64>, of path: String, from archive: String, staging: String
    ) async throws -> String {
        let target = "\(staging)/\(UUID().uuidString)"
        return try await BlockingPool.files.run {
            do {
                try PackageExtraction.extract(path, from: archive, to: target, range: range)
                return target
            } catch {
                unlink(target)
                throw error
            }
        }
    }

    /// Some files of an archive as a zip file of their own.
    static func bundle(_ paths: [String], from archive: String, staging: String, tag: String?) async throws
        -> PackageFile
    {
        let target = "\(staging)/\(UUID().uuidString)"
        let data = try await BlockingPool.files.run {
            defer { unlink(target) }
            try PackageExtraction.bundle(paths, from: archive, to: target)
            return try Data(contentsOf: URL(fileURLWithPath: target))
        }
        return PackageFile(size: Int64(data.count), mediaType: "application/zip", tag: tag, source: .data(data))
    }

    /// The same for files of any size: on the disk, and gone from there with the answer.
    static func collection(_ paths: Set<String>, from archive: String, staging: String) async throws -> PackageFile {
        let target = "\(staging)/\(UUID().uuidString)"
        let data = try await BlockingPool.files.run {
            defer { unlink(target) }
            try PackageExtraction.collect(paths, from: archive, to: target)
            return try Data(contentsOf: URL(fileURLWithPath: target), options: .alwaysMapped)
        }
        return PackageFile(size: Int64(data.count), mediaType: "application/zip", tag: nil, source: .data(data))
    }

    /// By the first bytes. Blocks.
    static func mediaType(_ path: String) throws -> String {
        let handle = FileHandle(forReadingAtPath: path)
        defer { try? handle?.close() }
        return try handle?.read(upToCount: 2) == Data([0x1F, 0x8B]) ? "application/gzip" : "application/zip"
    }

    /// What an error on the way of a package means, in words for whoever uploaded it.
    ///
    /// - Parameter otherwise: what an error is that is none of ours.
    static func failure(
        _ error: any Error, archive: String,
        otherwise: (any Error) -> ManifoldError = { ManifoldError(.internal, "\($0)") }
    ) -> ManifoldError {
        switch error {
        case let error as PackageError:
            if let storage = error.storage { return failure(storage) }
            return refusal(error, archive: archive)
        case let error as StorageFailure: return failure(error)
        case let error as ManifoldError: return error
        default: return otherwise(error)
        }
    }

    private static func failure(_ error: StorageFailure) -> ManifoldError {
        .storage(isFull: error.isFull, folder: error.folder, free: error.free, reason: error.reason)
    }

    /// The error of a package that was refused: every finding, a line each. The package itself is called so: where it lies
    /// in the store is nobody's business.
    static func refusal(_ error: PackageError, archive: String) -> ManifoldError {
        let findings = error.diagnostics.map { diagnostic in
            var finding = diagnostic.finding
            finding.file.replace(archive, with: "package")
            finding.message.replace(archive, with: "package")
            return finding
        }
        return ManifoldError(
            .unprocessable, findings.filter { !$0.isWarning }.map(\.description).joined(separator: "\n"),
            remedy: "mend it and upload it again; `manifold validate` says the same without a server",
            findings: findings)
    }
}

extension PackageInventory {
    init(_ content: PackageContent, mediaType: String) {
        let facts = content.facts
        self.init(
            mediaType: mediaType, isWrapped: facts.innerPackage != nil, descriptorFiles: facts.descriptorFiles,
            companions: facts.companions, securityOption: facts.security?.option.rawValue,
            signers: facts.security?.signers ?? [], nonMANOSets: facts.nonMANOSets,
            findings: content.warnings.map(\.finding))
    }
}

extension PackageContent {
    var descriptorID: String {
        switch self {
        case .vnf(let content): content.vnfd.id
        case .nsd(let content): content.nsd.id
        case .pnf(let content): content.pnfd.id
        }
    }

    /// Images that were in the package.
    var stagedImages: [StagedImage] {
        if case .vnf(let content) = self { content.images } else { [] }
    }

    /// Images that are elsewhere, each URL once.
    var remoteImages: [SoftwareImage] {
        guard case .vnf(let content) = self else { return [] }
        var images: [String: SoftwareImage] = [:]
        for flavour in content.vnfd.flavours {
            for image in flavour.vdus.compactMap(\.softwareImage) + flavour.virtualStorages.compactMap(\.softwareImage)
            where image.isRemote { images[image.location] = image }
        }
        return images.values.sorted { $0.location < $1.location }
    }
}
