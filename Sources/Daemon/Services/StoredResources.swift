import API
import MANOModel
import Store

/// Rows of one kind of resource, as the store keeps them.
protocol StoredResources: ResourceSource {
    var store: StateStore { get }
    var kind: Store.ResourceKind { get }
}

extension StoredResources {
    func row(_ id: String) async throws -> API.ResourceRow? {
        let kind = kind
        return try await store.read { try $0.body(kind, id: id) }.map(API.ResourceRow.init)
    }

    func rows(after id: String?, limit: Int, conditions: [IndexedCondition]) async throws -> [API.ResourceRow] {
        let kind = kind
        let conditions = conditions.map { BodyCondition(attribute: $0.attribute, values: $0.values) }
        return try await store.read { try $0.bodies(kind, after: id, limit: limit, where: conditions) }
            .map(API.ResourceRow.init)
    }

    /// The row of a resource that was just made or changed.
    func present(_ id: String) async throws -> API.ResourceRow {
        guard let row = try await row(id) else { throw ManifoldError(.notFound, "\(id) is gone already") }
        return row
    }
}

extension API.ResourceRow {
    init(_ row: Store.ResourceRow) {
        self.init(id: row.id, revision: row.revision, modifiedAt: row.modifiedAt, body: row.body)
    }
}
