import API
import FoundationEssentials
import MANOModel
import SOL

/// NSDs or PNFDs in memory.
final class FakeDescriptors: CatalogueServing {
    let entries = FakeRows()
    private let made: @Sendable (_ id: String, _ userDefinedData: [String: JSONValue]) throws -> Data

    /// - Parameter made: the body of a new entry.
    private init(made: @escaping @Sendable (_ id: String, _ userDefinedData: [String: JSONValue]) throws -> Data) {
        self.made = made
    }

    static func nsds() -> FakeDescriptors {
        FakeDescriptors { id, data in
            try ResourceViews().body(
                NSDInfo(id: Identifier(id), userDefinedData: data, createdAt: Samples.start))
        }
    }

    static func pnfds() -> FakeDescriptors {
        FakeDescriptors { id, data in
            try ResourceViews().body(
                PNFDInfo(id: Identifier(id), userDefinedData: data, createdAt: Samples.start))
        }
    }

    func row(_ id: String) -> ResourceRow? { entries.row(id) }

    func rows(after id: String?, limit: Int, conditions: [IndexedCondition]) -> [ResourceRow] {
        entries.rows(after: id, limit: limit, conditions: conditions)
    }

    func create(userDefinedData: [String: JSONValue]?) throws -> ResourceRow {
        let id = UUID().uuidString.lowercased()
        return entries.put(id, try made(id, userDefinedData ?? [:]))
    }

    /// Its revision changes, and nothing else.
    func modify(_ id: String, _ changes: CatalogueChanges, ifRevision revision: Int64?) throws -> ResourceRow {
        try entries.check(id, revision)
        guard let row = entries.row(id) else { throw ManifoldError(.notFound, "there is no \(id)") }
        return entries.put(id, row.body)
    }

    func delete(_ id: String, ifRevision revision: Int64?) throws { try entries.remove(id, ifRevision: revision) }

    func beginContent(_ id: String, size: Int64?) throws -> @Sendable (_ received: Int64) -> Void {
        try entries.check(id, nil)
        return { _ in }
    }

    func abandonContent(_ id: String, _ error: any Error) {}

    func fetchContent(_ id: String, from address: PackageAddress) throws {
        throw ManifoldError(.unsupported, "descriptors are not fetched")
    }

    func artifacts(_ id: String, _ selection: ArtifactSelection) throws -> StoredContent {
        try artifact(id, path: "", withSignatures: selection.withSignatures)
    }

    func progress(_ id: String) throws -> ManifoldAPI.OnboardingProgress {
        try entries.check(id, nil)
        return ManifoldAPI.OnboardingProgress(state: "CREATED")
    }

    func receiveContent(_ id: String, _ file: UploadedFile) throws {
        try FileManager.default.removeItem(atPath: file.path)
    }

    func content(_ id: String) throws -> StoredContent {
        try entries.check(id, nil)
        return StoredContent(location: .data(Data("PK".utf8)), mediaType: "application/zip")
    }

    func descriptor(_ id: String, as form: DescriptorForm, withSignatures: Bool) throws -> StoredContent? {
        try manifest(id, withSignatures: withSignatures)
    }

    func manifest(_ id: String, withSignatures: Bool) throws -> StoredContent {
        try entries.check(id, nil)
        return StoredContent(location: .data(Data("metadata:".utf8)), mediaType: "text/plain")
    }

    func artifact(_ id: String, path: String, withSignatures: Bool) throws -> StoredContent {
        try manifest(id, withSignatures: withSignatures)
    }
}
