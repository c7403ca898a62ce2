import API
import Crypto
import Foundation
import MANOModel
import SOL
import Synchronization

/// VNF packages in memory. One in ONBOARDED takes no content.
final class FakePackages: CatalogueServing {
    let packages = FakeRows()
    let content: StoredContent
    /// Uploads that were begun, and neither came to their end nor were given up.
    let begun = Atomic(0)
    private let received = Mutex<[Data]>([])
    private let modified = Mutex<[CatalogueChanges]>([])
    private let fetched = Mutex<[PackageAddress]>([])
    private let selected = Mutex<[ArtifactSelection]>([])
    private let views = ResourceViews()

    init(content: StoredContent) { self.content = content }

    /// The contents that were handed over.
    var uploads: [Data] { received.withLock { $0 } }

    /// The changes that were asked for.
    var changes: [CatalogueChanges] { modified.withLock { $0 } }
    /// The addresses that contents were to be fetched from.
    var addresses: [PackageAddress] { fetched.withLock { $0 } }
    /// The selections of artifacts that were asked for.
    var selections: [ArtifactSelection] { selected.withLock { $0 } }

    func put(_ package: VNFPackage) throws { packages.put(package.id.rawValue, try views.body(package)) }

    func row(_ id: String) -> ResourceRow? { packages.row(id) }

    func rows(after id: String?, limit: Int, conditions: [IndexedCondition]) -> [ResourceRow] {
        packages.rows(after: id, limit: limit, conditions: conditions)
    }

    func create(userDefinedData: [String: JSONValue]?) throws -> ResourceRow {
        let package = VNFPackage(
            id: Identifier(UUID()), userDefinedData: userDefinedData ?? [:], createdAt: Samples.start)
        return packages.put(package.id.rawValue, try views.body(package))
    }

    func modify(_ id: String, _ changes: CatalogueChanges, ifRevision revision: Int64?) throws -> ResourceRow {
        try packages.check(id, revision)
        modified.withLock { $0.append(changes) }
        var package = Samples.package(id)
        package.operationalState = changes.operationalState ?? package.operationalState
        return packages.put(id, try views.body(package))
    }

    func delete(_ id: String, ifRevision revision: Int64?) throws { try packages.remove(id, ifRevision: revision) }

    func beginContent(_ id: String, size: Int64?) throws -> @Sendable (_ received: Int64) -> Void {
        try packages.check(id, nil)
        if JSONMembers(packages.row(id)!.body).string("onboardingState") == "ONBOARDED" {
            throw ManifoldError(.conflict, "package \(id) is onboarded already")
        }
        begun.add(1, ordering: .relaxed)
        return { _ in }
    }

    func abandonContent(_ id: String, _ error: any Error) { begun.subtract(1, ordering: .relaxed) }

    func fetchContent(_ id: String, from address: PackageAddress) throws {
        _ = try beginContent(id, size: nil)
        fetched.withLock { $0.append(address) }
    }

    func artifacts(_ id: String, _ selection: ArtifactSelection) throws -> StoredContent {
        try packages.check(id, nil)
        selected.withLock { $0.append(selection) }
        return StoredContent(location: .data(Data(repeating: 7, count: 1 << 20)), mediaType: "application/zip")
    }

    func progress(_ id: String) throws -> ManifoldAPI.OnboardingProgress {
        try packages.check(id, nil)
        return ManifoldAPI.OnboardingProgress(state: "UPLOADING", expectedBytes: 10, receivedBytes: 4)
    }

    func receiveContent(_ id: String, _ file: UploadedFile) throws {
        let data = try Data(contentsOf: URL(filePath: file.path))
        begun.subtract(1, ordering: .relaxed)
        guard data.count == Int(file.size),
            file.sha256 == SHA256.hash(data: data).map({ String(format: "%02x", $0) }).joined()
        else { throw ManifoldError(.internal, "wrong size") }
        if data.starts(with: Data("refuse".utf8)) {
            throw ManifoldError(.conflict, "package \(id) has a content by now")
        }
        if data.starts(with: Data("wrong".utf8)) { throw Samples.refusal }
        if data.starts(with: Data("too much".utf8)) {
            throw ManifoldError.storage(isFull: true, folder: "/data", free: 0, reason: "No space left on device")
        }
        try FileManager.default.removeItem(atPath: file.path)
        received.withLock { $0.append(data) }
    }

    func content(_ id: String) throws -> StoredContent {
        try packages.check(id, nil)
        return content
    }

    func descriptor(_ id: String, as form: DescriptorForm, withSignatures: Bool) throws -> StoredContent? {
        try packages.check(id, nil)
        switch form {
        case .plain:
            return id == "several"
                ? nil : StoredContent(location: .data(Data("tosca: x".utf8)), mediaType: "text/plain")
        case .archive: return StoredContent(location: .data(Data("PK".utf8)), mediaType: "application/zip")
        }
    }

    func manifest(_ id: String, withSignatures: Bool) throws -> StoredContent {
        try packages.check(id, nil)
        return StoredContent(location: .data(Data("metadata:".utf8)), mediaType: "text/plain")
    }

    func artifact(_ id: String, path: String, withSignatures: Bool) throws -> StoredContent {
        try packages.check(id, nil)
        guard path == "Files/a b.txt" else { throw ManifoldError(.notFound, "package \(id) has no file \(path)") }
        if withSignatures { return StoredContent(location: .data(Data("PK".utf8)), mediaType: "application/zip") }
        return StoredContent(location: .data(Data("artifact".utf8)), mediaType: "application/octet-stream")
    }
}
