import API
import FoundationEssentials
import MANOModel
import SOL

/// PNFDs in memory.
final class FakePNFDs: PNFDServing {
    let pnfds = FakeRows()
    private let views = ResourceViews()

    func put(_ info: PNFDInfo) throws { pnfds.put(info.id.rawValue, try views.body(info)) }

    func row(_ id: String) -> ResourceRow? { pnfds.row(id) }

    func rows(after id: String?, limit: Int, conditions: [IndexedCondition]) -> [ResourceRow] {
        pnfds.rows(after: id, limit: limit, conditions: conditions)
    }

    func create(_ request: SOL005.PnfdUserData) throws -> ResourceRow {
        let info = PNFDInfo(
            id: Identifier(UUID()), userDefinedData: request.userDefinedData ?? [:], createdAt: Samples.start)
        return pnfds.put(info.id.rawValue, try views.body(info))
    }

    func modify(_ id: String, _ changes: SOL005.PnfdUserData, ifRevision revision: Int64?) throws -> ResourceRow {
        try pnfds.check(id, revision)
        return pnfds.put(
            id,
            try views.body(
                PNFDInfo(id: Identifier(id), userDefinedData: changes.userDefinedData ?? [:], createdAt: Samples.start))
        )
    }

    func delete(_ id: String, ifRevision revision: Int64?) throws { try pnfds.remove(id, ifRevision: revision) }

    func beginContent(_ id: String, size: Int64?) throws -> @Sendable (_ received: Int64) -> Void {
        try pnfds.check(id, nil)
        return { _ in }
    }

    func abandonContent(_ id: String, _ error: any Error) {}

    func progress(_ id: String) throws -> ManifoldAPI.OnboardingProgress {
        try pnfds.check(id, nil)
        return ManifoldAPI.OnboardingProgress(state: "CREATED")
    }

    func receiveContent(_ id: String, _ file: UploadedFile) throws {
        try FileManager.default.removeItem(atPath: file.path)
    }

    func content(_ id: String) throws -> StoredContent {
        try pnfds.check(id, nil)
        return StoredContent(location: .data(Data("PK".utf8)), mediaType: "application/zip")
    }

    func descriptor(_ id: String, as form: DescriptorForm, withSignatures: Bool) throws -> StoredContent? {
        try manifest(id, withSignatures: withSignatures)
    }

    func manifest(_ id: String, withSignatures: Bool) throws -> StoredContent {
        try pnfds.check(id, nil)
        return StoredContent(location: .data(Data("metadata:".utf8)), mediaType: "text/plain")
    }

    func artifact(_ id: String, path: String, withSignatures: Bool) throws -> StoredContent {
        try manifest(id, withSignatures: withSignatures)
    }
}
