package import Artifacts
import BlockingPool
import Descriptors
package import Infrastructure
package import Logging
package import MANOModel
package import Store
import VNFM

/// VNF packages (SOL005 `vnfpkgm`).
package typealias VNFPackageService = CatalogueService<VNFPackage>
/// NSDs (SOL005 `nsd`).
package typealias NSDService = CatalogueService<NSDInfo>
/// PNFDs (SOL005 `nsd`).
package typealias PNFDService = CatalogueService<PNFDInfo>

/// What is onboarded: taken in, checked, kept, and taken away.
package struct CatalogueService<Entry: Onboardable>: Sendable {
    let store: StateStore
    let artifacts: ArtifactStore
    let transfers = PackageTransfers()
    private let registry: HostRegistry
    private let intake: PackageIntake
    let fetcher: ImageFetcher
    private let sources: Sources
    private let log: Logger
    /// Images come and go with the rows that mention them: nobody may remove one between another's look and its row.
    private let imageLock = AsyncLock()

    package init(
        store: StateStore, artifacts: ArtifactStore, registry: HostRegistry, intake: PackageIntake = PackageIntake(),
        sources: Sources = .system, log: Logger
    ) {
        self.store = store
        self.artifacts = artifacts
        self.registry = registry
        self.intake = intake
        fetcher = ImageFetcher(intake.images)
        self.sources = sources
        self.log = log
    }

    /// Goes on with packages that were being processed when the manager ended; an upload that was cut off is an error.
    package func recover() async throws {
        for stored in try await store.read({ try $0.all(Entry.self) }) {
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

    package func create(userDefinedData: [String: JSONValue]?) async throws -> Identifier<Entry> {
        let entry = Entry(
            id: sources.identifier(), userDefinedData: userDefinedData ?? [:], createdAt: sources.now())
        try await store.transact { try $0.insert(entry) }
        return entry.id
    }

    /// - Parameter userDefinedData: a merge patch.
    package func modify(
        _ id: Identifier<Entry>, operationalState: OperationalState?, userDefinedData: JSONValue?,
        ifRevision revision: Int64?
    ) async throws {
        try await store.transact { transaction in
            var stored = try transaction.get(id)
            try stored.check(revision)
            try stored.value.checkChange(to: operationalState)
            if let operationalState { stored.value.operationalState = operationalState }
            if let userDefinedData { stored.value.userDefinedData.merge(patch: userDefinedData) }
            try transaction.update(stored)
        }
    }

    package func delete(_ id: Identifier<Entry>, ifRevision revision: Int64?) async throws {
        if transfers.isReceiving(id.rawValue) {
            throw ManifoldError(
                .conflict, "the content of \(Entry.noun) \(id) is being uploaded",
                remedy: "wait until it has been processed")
        }
        try await imageLock.with {
            let (images, wanted) = try await store.transact { transaction in
                let stored = try transaction.get(id)
                try stored.check(revision)
                try stored.value.checkCanBeDeleted(
                    isInUse: try transaction.isInUse(id), namedBy: try stored.value.users(in: transaction))
                try transaction.delete(id)
                try stored.value.refreshNamed(in: transaction)
                return (stored.value.images, try Self.images(in: transaction))
            }
            try await artifacts.removePackage(id.rawValue)
            try await artifacts.removeImages(images, except: wanted)
            await registry.removeImages(images.subtracting(wanted))
        }
    }

    private static func images(in reading: Reading) throws -> Set<String> {
        try reading.all(Entry.self).reduce(into: []) { $0.formUnion($1.value.images) }
    }

    // MARK: - Uploads

    /// From this size on an upload takes long enough for its state to be of interest.
    private static var notedBytes: Int64 { 1 << 20 }

    /// Throws `.conflict` unless a content may be uploaded now. Each call is followed by `receiveContent` or `abandonContent`.
    ///
    /// - Parameter size: bytes to come, where that is known.
    /// - Returns: what is told how many bytes have come.
    package func beginContent(
        _ id: Identifier<Entry>, size: Int64?
    ) async throws -> @Sendable (_ received: Int64) -> Void {
        let entry = try await store.read { try $0.get(id).value }
        try entry.checkTakesContent()
        try transfers.begin(id.rawValue, expecting: size, "\(Entry.noun) \(id)")
        let isLarge = size.map { $0 >= Self.notedBytes } ?? true
        if isLarge {
            do {
                try await change(id) { entry in
                    try entry.checkTakesContent()
                    entry.onboardingState = .uploading
                    entry.failure = nil
                }
            } catch {
                transfers.end(id.rawValue)
                throw error
            }
        }
        let transfers = transfers
        return { transfers.receive(id.rawValue, $0) }
    }

    /// Ends an upload that broke off.
    package func abandonContent(_ id: Identifier<Entry>, _ error: any Error) async {
        defer { transfers.end(id.rawValue) }
        do {
            let state = try await store.read { try $0.get(id).value.onboardingState }
            guard state == .uploading else { return }
            await note(
                id,
                PackageFiles.failure(error, archive: artifacts.packagePath(id.rawValue)) {
                    ManifoldError(.unknown, "the upload broke off", cause: "\($0)", remedy: "upload it again")
                })
        } catch {
            log.error("an upload's end can't be noted", metadata: ["of": "\(Entry.noun) \(id)", "error": "\(error)"])
        }
    }

    /// Takes the uploaded file over; processing goes on by itself.
    ///
    /// - Parameter hash: its hexadecimal SHA-256.
    package func receiveContent(_ id: Identifier<Entry>, file: String, hash: String) async throws {
        do {
            try await artifacts.adoptPackage(id.rawValue, file: file)
            try await change(id) { entry in
                if entry.onboardingState != .uploading { try entry.checkTakesContent() }
                entry.onboardingState = .processing
                entry.contentHash = hash
                entry.failure = nil
            }
        } catch {
            transfers.end(id.rawValue)
            let failure = PackageFiles.failure(error, archive: artifacts.packagePath(id.rawValue))
            await note(id, failure)
            throw failure
        }
        Task { await process(id) }
    }

    private func process(_ id: Identifier<Entry>) async {
        let progress = transfers.process(id.rawValue)
        do {
            let staging = try await artifacts.makeStaging(id.rawValue)
            do {
                try await process(id, staging, progress)
            } catch {
                try await artifacts.removeStaging(staging)
                throw error
            }
            try await artifacts.removeStaging(staging)
        } catch {
            // From its row on the next upload may come.
            transfers.end(id.rawValue)
            await note(id, PackageFiles.failure(error, archive: artifacts.packagePath(id.rawValue)))
        }
    }

    /// ERROR. Where the database takes nothing now, since its disk is full as well, it is noted as soon as it does: until
    /// then the row would say that somebody is at it.
    private func note(_ id: Identifier<Entry>, _ failure: ManifoldError) async {
        do {
            try await fail(id, failure)
        } catch {
            log.error("a failure can't be noted", metadata: ["of": "\(Entry.noun) \(id)", "error": "\(error)"])
            guard (error as? ManifoldError)?.code == .noSpace else { return }
            Task {
                try await Task.sleep(for: .seconds(5))
                await note(id, failure)
            }
        }
    }

    private func process(_ id: Identifier<Entry>, _ staging: String, _ progress: PackageProgress) async throws {
        let path = artifacts.packagePath(id.rawValue)
        var reader = PackageReader(signatures: intake.signatures)
        let entry = try await store.read { try $0.get(id).value }
        let rivalry = DescriptorRivalry()
        reader.screen = { [store] in rivalry.refusal(of: $0, for: entry, in: store) }
        let (content, mediaType) = try await BlockingPool.files.run { [reader] in
            do {
                return (
                    try Entry.read(reader, path, staging: staging, progress: progress),
                    try PackageFiles.mediaType(path)
                )
            } catch {
                throw rivalry.error ?? error
            }
        }
        for warning in content.warnings {
            log.info("package warning", metadata: ["of": "\(Entry.noun) \(id)", "what": "\(warning)"])
        }
        let packed = content.stagedImages
        var files = packed.compactMap { image in image.file.map { ($0, image.sha256) } }
        var images = Dictionary(packed.map { ($0.path, $0.sha256) }) { first, _ in first }
        for (number, image) in content.remoteImages.enumerated() where images[image.location] == nil {
            if image.checksum.algorithm == .sha256, try await artifacts.hasImage(image.checksum.hash) {
                images[image.location] = image.checksum.hash
                continue
            }
            let file = "\(staging)/fetched-\(number)"
            let hash = try await fetcher.fetch(image, to: file)
            files.append((file, hash))
            images[image.location] = hash
        }
        try await artifacts.sync(files.map(\.0))
        if let inner = content.facts.innerPackage { try await artifacts.adoptInner(id.rawValue, file: inner) }
        let inventory = PackageInventory(content, mediaType: mediaType)
        try await imageLock.with { [files, images] in
            try await artifacts.adoptImages(files)
            for hash in Set(images.values) where try await !artifacts.hasImage(hash) {
                throw ManifoldError(
                    .unknown, "an image went with the package that it came in", remedy: "upload it again")
            }
            // Whoever sees it onboarded finds nothing else of it.
            try await artifacts.removeStaging(staging)
            transfers.end(id.rawValue)
            do {
                try await change(id) { entry, transaction in
                    try transaction.checkIsNew(content.descriptorID, for: entry)
                    try entry.take(content, images: images, in: transaction)
                    entry.onboardingState = .onboarded
                    entry.operationalState = .enabled
                    entry.artifacts = content.facts.artifacts
                    entry.descriptorPath = content.facts.descriptorPath
                    entry.manifestPath = content.facts.manifestPath
                    entry.inventory = inventory
                    entry.failure = nil
                }
            } catch {
                let wanted = try await store.read { try Self.images(in: $0) }
                try await artifacts.removeImages(Set(images.values), except: wanted)
                throw error
            }
        }
    }

    /// ERROR, with nothing of the content left.
    private func fail(_ id: Identifier<Entry>, _ error: ManifoldError) async throws {
        try await artifacts.removePackage(id.rawValue)
        try await change(id) { entry in
            entry.onboardingState = .error
            entry.operationalState = .disabled
            entry.contentHash = nil
            entry.failure = error
        }
        log.notice("refused", metadata: ["what": "\(Entry.noun) \(id)", "why": "\(error.message)"])
    }

    private func change(
        _ id: Identifier<Entry>, _ body: @escaping @Sendable (inout Entry) throws -> Void
    ) async throws {
        try await change(id) { entry, _ in try body(&entry) }
    }

    private func change(
        _ id: Identifier<Entry>, _ body: @escaping @Sendable (inout Entry, Transaction) throws -> Void
    ) async throws {
        try await store.transact { transaction in
            var stored = try transaction.get(id)
            try body(&stored.value, transaction)
            try transaction.update(stored)
            try stored.value.refreshNamed(in: transaction)
        }
    }
}
