import API
import FoundationEssentials
import MANOModel
import SOL

/// NSDs in memory.
final class FakeNSDs: NSDServing {
    let nsds = FakeRows()
    private let views = ResourceViews()

    func put(_ info: NSDInfo) throws { nsds.put(info.id.rawValue, try views.body(info)) }

    func row(_ id: String) -> ResourceRow? { nsds.row(id) }

    func rows(after id: String?, limit: Int, conditions: [IndexedCondition]) -> [ResourceRow] {
        nsds.rows(after: id, limit: limit, conditions: conditions)
    }

    func create(_ request: SOL005.CreateNsdInfoRequest) throws -> ResourceRow {
        let info = NSDInfo(
            id: Identifier(UUID()), userDefinedData: request.userDefinedData ?? [:], createdAt: Samples.start)
        return nsds.put(info.id.rawValue, try views.body(info))
    }

    func modify(_ id: String, _ changes: SOL005.NsdInfoModifications, ifRevision revision: Int64?) throws -> ResourceRow
    {
        try nsds.check(id, revision)
        return nsds.put(id, try views.body(Samples.nsdInfo(id)))
    }

    func delete(_ id: String, ifRevision revision: Int64?) throws { try nsds.remove(id, ifRevision: revision) }

    func beginContent(_ id: String, size: Int64?) throws -> @Sendable (_ received: Int64) -> Void {
        try nsds.check(id, nil)
        return { _ in }
    }

    func abandonContent(_ id: String, _ error: any Error) {}

    func progress(_ id: String) throws -> ManifoldAPI.OnboardingProgress {
        try nsds.check(id, nil)
        return ManifoldAPI.OnboardingProgress(state: "CREATED")
    }

    func receiveContent(_ id: String, _ file: UploadedFile) throws {
        try FileManager.default.removeItem(atPath: file.path)
    }

    func content(_ id: String) throws -> StoredContent {
        try nsds.check(id, nil)
        return StoredContent(location: .data(Data("PK".utf8)), mediaType: "application/zip")
    }

    func descriptor(_ id: String, as form: DescriptorForm, withSignatures: Bool) throws -> StoredContent? {
        try manifest(id, withSignatures: withSignatures)
    }

    func manifest(_ id: String, withSignatures: Bool) throws -> StoredContent {
        try nsds.check(id, nil)
        return StoredContent(location: .data(Data("metadata:".utf8)), mediaType: "text/plain")
    }

    func artifact(_ id: String, path: String, withSignatures: Bool) throws -> StoredContent {
        try manifest(id, withSignatures: withSignatures)
    }
}
