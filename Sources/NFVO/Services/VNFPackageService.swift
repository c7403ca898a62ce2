package import Infrastructure
package import Artifacts
import BlockingPool
import Descriptors
package import Logging
package import MANOModel
package import SOL
package import Store
import VNFM

/// VNF packages (SOL005 `vnfpkgm`): taken in, checked, kept, and taken away.
package struct VNFPackageService: Sendable {
    private let store: StateStore
    private let artifacts: ArtifactStore
    private let files: PackageFiles
    private let registry: HostRegistry
    private let sources: Sources
    private let log: Logger

    package init(
        store: StateStore, artifacts: ArtifactStore, registry: HostRegistry, sources: Sources = .system, log: Logger
    ) {
        self.store = store
        self.artifacts = artifacts
        self.registry = registry
        files = PackageFiles(artifacts: artifacts)
        self.sources = sources
        self.log = log
    }

    /// Goes on with packages that were being processed when the manager ended; an upload that was cut off is an error.
    package func recover() async throws {
        for stored in try await store.read({ try $0.vnfPackages() }) {
            switch stored.value.onboardingState {
            case .processing: await process(stored.value.id)
            case .uploading:
                try await fail(
                    stored.value.id,
                    ManifoldError(.unknown, "the manager ended during the upload", remedy: "upload it again"))
            case .created, .onboarded, .error: break
            }
        }
    }

    package func create(_ request: SOL005.CreateVnfPkgInfoRequest) async throws -> Identifier<VNFPackage> {
        let package = VNFPackage(
            id: sources.identifier(), userDefinedData: request.userDefinedData ?? [:], createdAt: sources.now())
        try await store.transact { try $0.insert(package) }
        return package.id
    }

    package func modify(
        _ id: Identifier<VNFPackage>, _ changes: SOL005.VnfPkgInfoModifications, ifRevision revision: Int64?
    ) async throws {
        try await store.transact { transaction in
            var stored = try transaction.vnfPackage(id)
            try stored.check(revision)
            try PackageFiles.checkChange(
                to: changes.operationalState, from: stored.value.operationalState, stored.value.onboardingState,
                "package \(id)")
            if let state = changes.operationalState { stored.value.operationalState = state }
            stored.value.userDefinedData.merge(changes.userDefinedData ?? [:])
            try transaction.update(stored)
        }
    }

    package func delete(_ id: Identifier<VNFPackage>, ifRevision revision: Int64?) async throws {
        let (images, wanted) = try await store.transact { transaction in
            let stored = try transaction.vnfPackage(id)
            try stored.check(revision)
            try PackageFiles.checkCanBeDeleted(
                stored.value.operationalState, isInUse: transaction.isInUse(id), stored.value.onboardingState,
                "package \(id)")
            try transaction.delete(id)
            let others = try transaction.vnfPackages().flatMap { Array($0.value.imageHashes.values) }
            return (Set(stored.value.imageHashes.values), Set(others))
        }
        try await artifacts.removePackage(id.rawValue)
        try await artifacts.removeImages(images, except: wanted)
        await registry.removeImages(images.subtracting(wanted))
    }

    /// Throws `.conflict` unless a content may be uploaded.
    package func prepareContent(_ id: Identifier<VNFPackage>) async throws {
        let package = try await store.read { try $0.vnfPackage(id).value }
        try PackageFiles.checkTakesContent(package.onboardingState, "package \(id)")
    }

    /// Takes the uploaded file over; processing goes on by itself.
    package func receiveContent(_ id: Identifier<VNFPackage>, file: String) async throws {
        try await setState(.uploading, id) { try PackageFiles.checkTakesContent($0.onboardingState, "package \(id)") }
        do {
            let hash = try await artifacts.adoptPackage(id.rawValue, file: file)
            try await store.transact { transaction in
                var stored = try transaction.vnfPackage(id)
                stored.value.onboardingState = .processing
                stored.value.contentHash = hash
                try transaction.update(stored)
            }
        } catch {
            try await fail(id, (error as? ManifoldError) ?? ManifoldError(.internal, "\(error)"))
            throw error
        }
        Task { await process(id) }
    }

    private func process(_ id: Identifier<VNFPackage>) async {
        var adopted: Set<String> = []
        do {
            let path = artifacts.packagePath(id.rawValue)
            let staging = artifacts.stagingFolder
            let content = try await BlockingPool.files.run {
                try PackageReader().readVNFPackage(at: path, staging: staging)
            }
            for warning in content.warnings {
                log.info("package warning", metadata: ["package": "\(id)", "what": "\(warning)"])
            }
            try await artifacts.adoptImages(
                content.images.compactMap { image in image.file.map { ($0, image.sha256) } })
            adopted = Set(content.images.map(\.sha256))
            try await store.transact { transaction in
                if let other = try transaction.vnfPackage(vnfdID: content.vnfd.id), other.value.id != id {
                    throw ManifoldError(
                        .conflict, "package \(other.value.id) has the same vnfdId \(content.vnfd.id)",
                        remedy: "delete that package first, or give this one another descriptor_id")
                }
                var stored = try transaction.vnfPackage(id)
                stored.value.onboardingState = .onboarded
                stored.value.operationalState = .enabled
                stored.value.vnfd = content.vnfd
                stored.value.artifacts = content.facts.artifacts
                stored.value.descriptorPath = content.facts.descriptorPath
                stored.value.manifestPath = content.facts.manifestPath
                stored.value.imageHashes = Dictionary(content.images.map { ($0.path, $0.sha256) }) { first, _ in first }
                stored.value.failure = nil
                try transaction.update(stored)
            }
        } catch let error as PackageError {
            await failLogged(id, PackageFiles.refusal(error, archive: artifacts.packagePath(id.rawValue)), adopted)
        } catch {
            await failLogged(id, (error as? ManifoldError) ?? ManifoldError(.internal, "\(error)"), adopted)
        }
    }

    private func failLogged(_ id: Identifier<VNFPackage>, _ error: ManifoldError, _ adopted: Set<String>) async {
        do {
            try await fail(id, error)
            let wanted = try await store.read {
                Set(try $0.vnfPackages().flatMap { Array($0.value.imageHashes.values) })
            }
            try await artifacts.removeImages(adopted, except: wanted)
        } catch {
            log.error("a package's failure can't be noted", metadata: ["package": "\(id)", "error": "\(error)"])
        }
    }

    /// ERROR, with nothing of the content left.
    private func fail(_ id: Identifier<VNFPackage>, _ error: ManifoldError) async throws {
        try await artifacts.removePackage(id.rawValue)
        try await store.transact { transaction in
            var stored = try transaction.vnfPackage(id)
            stored.value.onboardingState = .error
            stored.value.operationalState = .disabled
            stored.value.contentHash = nil
            stored.value.failure = error
            try transaction.update(stored)
        }
        log.notice("package refused", metadata: ["package": "\(id)", "why": "\(error.message)"])
    }

    private func setState(
        _ state: OnboardingState, _ id: Identifier<VNFPackage>, check: @escaping @Sendable (VNFPackage) throws -> Void
    ) async throws {
        try await store.transact { transaction in
            var stored = try transaction.vnfPackage(id)
            try check(stored.value)
            stored.value.onboardingState = state
            stored.value.failure = nil
            try transaction.update(stored)
        }
    }

    // MARK: Contents

    package func content(_ id: Identifier<VNFPackage>) async throws -> PackageFile {
        try await files.whole(id.rawValue, hash: onboarded(id).contentHash)
    }

    /// The VNFD's main file.
    package func descriptor(_ id: Identifier<VNFPackage>) async throws -> PackageFile {
        let package = try await onboarded(id)
        return try await files.single(
            id.rawValue, path: package.descriptorPath ?? "", mediaType: "text/plain", hash: package.contentHash)
    }

    package func manifest(_ id: Identifier<VNFPackage>) async throws -> PackageFile {
        let package = try await onboarded(id)
        guard let path = package.manifestPath else { throw ManifoldError(.notFound, "package \(id) has no manifest") }
        return try await files.single(id.rawValue, path: path, mediaType: "text/plain", hash: package.contentHash)
    }

    package func artifact(_ id: Identifier<VNFPackage>, path: String) async throws -> PackageFile {
        let package = try await onboarded(id)
        return try await files.single(id.rawValue, path: path, hash: package.contentHash)
    }

    private func onboarded(_ id: Identifier<VNFPackage>) async throws -> VNFPackage {
        let package = try await store.read { try $0.vnfPackage(id).value }
        guard package.onboardingState == .onboarded else {
            throw ManifoldError(
                .conflict, "package \(id) is \(package.onboardingState.rawValue)", remedy: "onboard it first")
        }
        return package
    }
}

extension [String: JSONValue] {
    /// RFC 7396: null deletes a key.
    mutating func merge(_ changes: [String: JSONValue]) {
        for (key, value) in changes { self[key] = value == .null ? nil : value }
    }
}
