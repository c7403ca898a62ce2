import Crypto
import FoundationEssentials
import SOL

/// Rows of resources that are put together on asking, few enough to be sorted here. Their revision follows from the body.
struct ComputedSource<Resource: Encodable & Sendable>: ResourceSource {
    let id: @Sendable (Resource) -> String
    let all: @Sendable () async throws -> [Resource]
    /// By id or name; throws `notFound`.
    let one: @Sendable (String) async throws -> Resource

    func row(_ resource: Resource) throws -> ResourceRow {
        let body = try WireJSON.encode(resource)
        var revision: Int64 = 0
        for byte in SHA256.hash(data: body).prefix(7) { revision = revision << 8 | Int64(byte) }
        return ResourceRow(id: id(resource), revision: revision, modifiedAt: nil, body: body)
    }

    func row(_ key: String) async throws -> ResourceRow? { try row(try await one(key)) }

    func rows(after: String?, limit: Int, conditions: [IndexedCondition]) async throws -> [ResourceRow] {
        let resources = try await all().filter { after == nil || id($0) > after ?? "" }.sorted { id($0) < id($1) }
        return try resources.prefix(limit).map(row)
    }
}
