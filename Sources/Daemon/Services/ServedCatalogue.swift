import API
import MANOModel
import NFVO
import SOL
import Store

extension PackageFile {
    var storedContent: StoredContent {
        let location: StoredContent.Location =
            switch source {
            case .file(let path): .file(path: path, size: size)
            case .data(let data): .data(data)
            case .entry(let archive, let path, let staging):
                .extracted(size: size) { range in
                    try await PackageFile.extract(range, of: path, from: archive, staging: staging)
                }
            }
        return StoredContent(location: location, mediaType: mediaType, tag: tag)
    }
}

/// A catalogue of NFVO's as the API calls it.
struct ServedCatalogue<Entry: Onboardable>: CatalogueServing, StoredResources {
    let store: StateStore
    let service: CatalogueService<Entry>
    let kind: Store.ResourceKind

    func create(userDefinedData: [String: JSONValue]?) async throws -> API.ResourceRow {
        try await present(service.create(userDefinedData: userDefinedData).rawValue)
    }

    func modify(_ id: String, _ changes: CatalogueChanges, ifRevision revision: Int64?) async throws -> API.ResourceRow
    {
        try await service.modify(
            Identifier(id), operationalState: changes.operationalState, userDefinedData: changes.userDefinedData,
            ifRevision: revision)
        return try await present(id)
    }

    func delete(_ id: String, ifRevision revision: Int64?) async throws {
        try await service.delete(Identifier(id), ifRevision: revision)
    }

    func beginContent(_ id: String, size: Int64?) async throws -> @Sendable (_ received: Int64) -> Void {
        try await service.beginContent(Identifier(id), size: size)
    }

    func receiveContent(_ id: String, _ file: UploadedFile) async throws {
        try await service.receiveContent(Identifier(id), file: file.path, hash: file.sha256)
    }

    func abandonContent(_ id: String, _ error: any Error) async { await service.abandonContent(Identifier(id), error) }

    func fetchContent(_ id: String, from address: PackageAddress) async throws {
        try await service.fetchContent(Identifier(id), from: address)
    }

    func content(_ id: String) async throws -> StoredContent { try await service.content(Identifier(id)).storedContent }

    func descriptor(_ id: String, as form: DescriptorForm, withSignatures: Bool) async throws -> StoredContent? {
        switch form {
        case .plain: try await service.descriptor(Identifier(id))?.storedContent
        case .archive:
            try await service.descriptorArchive(Identifier(id), withSignatures: withSignatures).storedContent
        }
    }

    func manifest(_ id: String, withSignatures: Bool) async throws -> StoredContent {
        try await service.manifest(Identifier(id), withSignatures: withSignatures).storedContent
    }

    func artifact(_ id: String, path: String, withSignatures: Bool) async throws -> StoredContent {
        try await service.artifact(Identifier(id), path: path, withSignatures: withSignatures).storedContent
    }

    func artifacts(_ id: String, _ selection: ArtifactSelection) async throws -> StoredContent {
        try await service.artifacts(Identifier(id), selection).storedContent
    }

    func progress(_ id: String) async throws -> ManifoldAPI.OnboardingProgress {
        try await service.progress(Identifier(id))
    }
}
