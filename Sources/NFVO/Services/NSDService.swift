package import Artifacts
import BlockingPool
import Descriptors
package import Logging
package import MANOModel
package import SOL
package import Store
import VNFM

/// NSDs (SOL005 `nsd`): taken in, checked, kept, and taken away.
package struct NSDService: Sendable {
    private let store: StateStore
    private let artifacts: ArtifactStore
    private let files: PackageFiles
    private let sources: Sources
    private let log: Logger

    package init(store: StateStore, artifacts: ArtifactStore, sources: Sources = .system, log: Logger) {
        self.store = store
        self.artifacts = artifacts
        files = PackageFiles(artifacts: artifacts)
        self.sources = sources
        self.log = log
    }

    /// Goes on with packages that were being processed when the manager ended; an upload that was cut off is an error.
    package func recover() async throws {
        for stored in try await store.read({ try $0.nsdInfos() }) {
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

    package func create(_ request: SOL005.CreateNsdInfoRequest) async throws -> Identifier<NSDInfo> {
        let info = NSDInfo(
            id: sources.identifier(), userDefinedData: request.userDefinedData ?? [:], createdAt: sources.now())
        try await store.transact { try $0.insert(info) }
        return info.id
    }

    package func modify(
        _ id: Identifier<NSDInfo>, _ changes: SOL005.NsdInfoModifications, ifRevision revision: Int64?
    ) async throws {
        try await store.transact { transaction in
            var stored = try transaction.nsdInfo(id)
            try stored.check(revision)
            try PackageFiles.checkChange(
                to: changes.nsdOperationalState, from: stored.value.operationalState, stored.value.onboardingState,
                "NSD \(id)")
            if let state = changes.nsdOperationalState { stored.value.operationalState = state }
            stored.value.userDefinedData.merge(changes.userDefinedData ?? [:])
            try transaction.update(stored)
        }
    }

    package func delete(_ id: Identifier<NSDInfo>, ifRevision revision: Int64?) async throws {
        try await store.transact { transaction in
            let stored = try transaction.nsdInfo(id)
            try stored.check(revision)
            try PackageFiles.checkCanBeDeleted(
                stored.value.operationalState, isInUse: transaction.isInUse(id), stored.value.onboardingState,
                "NSD \(id)")
            try transaction.delete(id)
        }
        try await artifacts.removePackage(id.rawValue)
    }

    /// Throws `.conflict` unless a content may be uploaded.
    package func prepareContent(_ id: Identifier<NSDInfo>) async throws {
        let info = try await store.read { try $0.nsdInfo(id).value }
        try PackageFiles.checkTakesContent(info.onboardingState, "NSD \(id)")
    }

    /// Takes the uploaded file over; processing goes on by itself.
    package func receiveContent(_ id: Identifier<NSDInfo>, file: String) async throws {
        try await setState(.uploading, id) { try PackageFiles.checkTakesContent($0.onboardingState, "NSD \(id)") }
        do {
            let hash = try await artifacts.adoptPackage(id.rawValue, file: file)
            try await store.transact { transaction in
                var stored = try transaction.nsdInfo(id)
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

    private func process(_ id: Identifier<NSDInfo>) async {
        do {
            let path = artifacts.packagePath(id.rawValue)
            let content = try await BlockingPool.files.run { try PackageReader().readNSDPackage(at: path) }
            for warning in content.warnings {
                log.info("NSD warning", metadata: ["nsd": "\(id)", "what": "\(warning)"])
            }
            try await store.transact { transaction in
                if let other = try transaction.nsdInfo(nsdID: content.nsd.id), other.value.id != id {
                    throw ManifoldError(
                        .conflict, "NSD \(other.value.id) has the same identifier \(content.nsd.id)",
                        remedy: "delete that one first, or give this one another descriptor_id")
                }
                var stored = try transaction.nsdInfo(id)
                stored.value.packageIDs = try content.nsd.vnfdIDs.map { vnfdID in
                    guard let package = try transaction.vnfPackage(vnfdID: vnfdID) else {
                        throw ManifoldError(
                            .unprocessable,
                            "NSD \(content.nsd.id) uses the VNFD \(vnfdID), which no onboarded package has",
                            remedy: "onboard that package first, then upload the NSD again")
                    }
                    return package.value.id
                }
                stored.value.onboardingState = .onboarded
                stored.value.operationalState = .enabled
                stored.value.nsd = content.nsd
                stored.value.artifacts = content.facts.artifacts
                stored.value.descriptorPath = content.facts.descriptorPath
                stored.value.manifestPath = content.facts.manifestPath
                stored.value.failure = nil
                try transaction.update(stored)
            }
        } catch let error as PackageError {
            await failLogged(id, PackageFiles.refusal(error, archive: artifacts.packagePath(id.rawValue)))
        } catch {
            await failLogged(id, (error as? ManifoldError) ?? ManifoldError(.internal, "\(error)"))
        }
    }

    private func failLogged(_ id: Identifier<NSDInfo>, _ error: ManifoldError) async {
        do {
            try await fail(id, error)
        } catch {
            log.error("an NSD's failure can't be noted", metadata: ["nsd": "\(id)", "error": "\(error)"])
        }
    }

    /// ERROR, with nothing of the content left.
    private func fail(_ id: Identifier<NSDInfo>, _ error: ManifoldError) async throws {
        try await artifacts.removePackage(id.rawValue)
        try await store.transact { transaction in
            var stored = try transaction.nsdInfo(id)
            stored.value.onboardingState = .error
            stored.value.operationalState = .disabled
            stored.value.contentHash = nil
            stored.value.failure = error
            try transaction.update(stored)
        }
        log.notice("NSD refused", metadata: ["nsd": "\(id)", "why": "\(error.message)"])
    }

    private func setState(
        _ state: OnboardingState, _ id: Identifier<NSDInfo>, check: @escaping @Sendable (NSDInfo) throws -> Void
    ) async throws {
        try await store.transact { transaction in
            var stored = try transaction.nsdInfo(id)
            try check(stored.value)
            stored.value.onboardingState = state
            stored.value.failure = nil
            try transaction.update(stored)
        }
    }

    // MARK: Contents

    package func content(_ id: Identifier<NSDInfo>) async throws -> PackageFile {
        try await files.whole(id.rawValue, hash: onboarded(id).contentHash)
    }

    /// The NSD's main file.
    package func descriptor(_ id: Identifier<NSDInfo>) async throws -> PackageFile {
        let info = try await onboarded(id)
        return try await files.single(
            id.rawValue, path: info.descriptorPath ?? "", mediaType: "text/plain", hash: info.contentHash)
    }

    package func manifest(_ id: Identifier<NSDInfo>) async throws -> PackageFile {
        let info = try await onboarded(id)
        guard let path = info.manifestPath else { throw ManifoldError(.notFound, "NSD \(id) has no manifest") }
        return try await files.single(id.rawValue, path: path, mediaType: "text/plain", hash: info.contentHash)
    }

    package func artifact(_ id: Identifier<NSDInfo>, path: String) async throws -> PackageFile {
        let info = try await onboarded(id)
        return try await files.single(id.rawValue, path: path, hash: info.contentHash)
    }

    private func onboarded(_ id: Identifier<NSDInfo>) async throws -> NSDInfo {
        let info = try await store.read { try $0.nsdInfo(id).value }
        guard info.onboardingState == .onboarded else {
            throw ManifoldError(.conflict, "NSD \(id) is \(info.onboardingState.rawValue)", remedy: "onboard it first")
        }
        return info
    }
}
