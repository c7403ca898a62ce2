import API
import Foundation
import MANOModel
import NFVO
import SOL
import Store

extension PackageFile {
    /// A file made for one answer is small enough to be sent from memory, and goes at once.
    var storedContent: StoredContent {
        get throws {
            guard isTemporary else {
                return StoredContent(location: .file(path: path, size: size), mediaType: mediaType, tag: tag)
            }
            defer { unlink(path) }
            return StoredContent(
                location: .data(try Data(contentsOf: URL(fileURLWithPath: path))), mediaType: mediaType, tag: tag)
        }
    }
}

struct VNFPackages: VNFPackageServing, StoredResources {
    let store: StateStore
    let service: VNFPackageService
    let kind = Store.ResourceKind.vnfPackage

    func create(_ request: SOL005.CreateVnfPkgInfoRequest) async throws -> API.ResourceRow {
        try await present(service.create(request).rawValue)
    }

    func modify(
        _ id: String, _ changes: SOL005.VnfPkgInfoModifications, ifRevision revision: Int64?
    ) async throws -> API.ResourceRow {
        try await service.modify(Identifier(id), changes, ifRevision: revision)
        return try await present(id)
    }

    func delete(_ id: String, ifRevision revision: Int64?) async throws {
        try await service.delete(Identifier(id), ifRevision: revision)
    }

    func prepareContent(_ id: String) async throws { try await service.prepareContent(Identifier(id)) }

    func receiveContent(_ id: String, _ file: UploadedFile) async throws {
        try await service.receiveContent(Identifier(id), file: file.path)
    }

    func content(_ id: String) async throws -> StoredContent { try await service.content(Identifier(id)).storedContent }

    func descriptor(_ id: String, as form: DescriptorForm) async throws -> StoredContent? {
        switch form {
        case .plain: try await service.descriptor(Identifier(id)).storedContent
        case .archive: try await content(id)
        }
    }

    func manifest(_ id: String) async throws -> StoredContent {
        try await service.manifest(Identifier(id)).storedContent
    }

    func artifact(_ id: String, path: String) async throws -> StoredContent {
        try await service.artifact(Identifier(id), path: path).storedContent
    }
}

struct NSDs: NSDServing, StoredResources {
    let store: StateStore
    let service: NSDService
    let kind = Store.ResourceKind.nsdInfo

    func create(_ request: SOL005.CreateNsdInfoRequest) async throws -> API.ResourceRow {
        try await present(service.create(request).rawValue)
    }

    func modify(
        _ id: String, _ changes: SOL005.NsdInfoModifications, ifRevision revision: Int64?
    ) async throws -> API.ResourceRow {
        try await service.modify(Identifier(id), changes, ifRevision: revision)
        return try await present(id)
    }

    func delete(_ id: String, ifRevision revision: Int64?) async throws {
        try await service.delete(Identifier(id), ifRevision: revision)
    }

    func prepareContent(_ id: String) async throws { try await service.prepareContent(Identifier(id)) }

    func receiveContent(_ id: String, _ file: UploadedFile) async throws {
        try await service.receiveContent(Identifier(id), file: file.path)
    }

    func content(_ id: String) async throws -> StoredContent { try await service.content(Identifier(id)).storedContent }

    func descriptor(_ id: String, as form: DescriptorForm) async throws -> StoredContent? {
        switch form {
        case .plain: try await service.descriptor(Identifier(id)).storedContent
        case .archive: try await content(id)
        }
    }

    func manifest(_ id: String) async throws -> StoredContent {
        try await service.manifest(Identifier(id)).storedContent
    }

    func artifact(_ id: String, path: String) async throws -> StoredContent {
        try await service.artifact(Identifier(id), path: path).storedContent
    }
}
