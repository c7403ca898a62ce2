import Artifacts
import BlockingPool
import Descriptors
import Foundation
import MANOModel

/// What packages of both kinds share: their files.
struct PackageFiles: Sendable {
    let artifacts: ArtifactStore

    func whole(_ id: String, hash: String?) async throws -> PackageFile {
        let path = artifacts.packagePath(id)
        return try await BlockingPool.files.run {
            try Self.file(path, mediaType: "application/zip", tag: hash, isTemporary: false)
        }
    }

    /// One file of a package, taken out of it.
    func single(_ id: String, path: String, mediaType: String = "application/octet-stream", hash: String?) async throws
        -> PackageFile
    {
        let archive = artifacts.packagePath(id)
        let target = "\(artifacts.stagingFolder)/\(UUID().uuidString)"
        return try await BlockingPool.files.run {
            do {
                try PackageExtraction.extract(path, from: archive, to: target)
                return try Self.file(target, mediaType: mediaType, tag: hash.map { "\($0)-\(path)" }, isTemporary: true)
            } catch {
                unlink(target)
                throw error
            }
        }
    }

    private static func file(_ path: String, mediaType: String, tag: String?, isTemporary: Bool) throws -> PackageFile {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw ManifoldError(
                .notFound, "the package's file is gone from the store", remedy: "onboard the package again")
        }
        return PackageFile(
            path: path, size: Int64(status.st_size), mediaType: mediaType, tag: tag, isTemporary: isTemporary)
    }

    /// The error of a package that was refused: every finding, a line each. The package itself is called so: where it lies
    /// in the store is nobody's business.
    static func refusal(_ error: PackageError, archive: String) -> ManifoldError {
        let lines = error.diagnostics.filter { $0.severity == .error }.map {
            $0.description.replacing(archive, with: "package")
        }
        return ManifoldError(
            .unprocessable, lines.joined(separator: "\n"),
            remedy: "mend it and upload it again; `manifold validate` says the same without a server")
    }

    /// Throws `.conflict` unless the state takes a content.
    static func checkTakesContent(_ state: OnboardingState, _ what: String) throws {
        guard state == .created || state == .error else {
            throw ManifoldError(
                .conflict, "\(what) is \(state.rawValue): its content can't be uploaded", remedy: "make a new one")
        }
    }

    static func checkCanBeDeleted(
        _ operational: OperationalState, isInUse: Bool, _ state: OnboardingState, _ what: String
    ) throws {
        guard state != .uploading, state != .processing else {
            throw ManifoldError(.conflict, "\(what) is \(state.rawValue)", remedy: "wait until it has been processed")
        }
        guard state != .onboarded || operational == .disabled else {
            throw ManifoldError(.conflict, "\(what) is enabled", remedy: "disable it first")
        }
        guard !isInUse else {
            throw ManifoldError(.conflict, "\(what) is in use", remedy: "delete the instances that were made from it")
        }
    }

    /// What a change of `operationalState` must meet (SOL005 9.4.3.3.4).
    static func checkChange(
        to wanted: OperationalState?, from present: OperationalState, _ state: OnboardingState, _ what: String
    ) throws {
        guard let wanted else { return }
        guard state == .onboarded else {
            throw ManifoldError(
                .conflict, "\(what) is \(state.rawValue): it can't be \(wanted.rawValue)", remedy: "onboard it first")
        }
        guard wanted != present else { throw ManifoldError(.conflict, "\(what) is \(present.rawValue) already") }
    }
}
