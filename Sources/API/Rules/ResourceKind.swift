import FoundationEssentials
import SOL

/// The declaration of one kind of resource: what the shared rules have to know of it.
struct ResourceKind: Sendable {
    var api: APIDefinition
    /// The last part of its path: `vnf_instances`.
    var collection: String
    /// For errors: `VNF instance`.
    var noun: String
    /// What may stand in filters and selectors, and what is mandatory.
    var attributes: AttributeTree
    /// Attributes that lists leave out unless asked for (the description of `exclude_default`).
    var excludedByDefault: Set<String> = []
    /// Attributes whose conditions go to the source.
    var indexed: Set<String> = []
    /// Whether lists take selectors (SOL013 5.3); all take filters.
    var hasSelectors = true
    /// The links of a resource besides `self`, by its body.
    var links: @Sendable (_ members: JSONMembers, _ address: ResourceAddress) -> [ResourceLink] = { _, _ in [] }
    /// An attribute that isn't stored.
    var spliced: SplicedAttribute?
    var source: any ResourceSource

    /// `/vnflcm/v2/vnf_instances`
    var path: String { "\(api.path)/\(collection)" }
}

/// Where one resource is.
struct ResourceAddress {
    /// `http://127.0.0.1:8080`
    var root: String
    /// With the root.
    var own: String
}

/// One entry of `_links`.
struct ResourceLink {
    var name: String
    var href: String
}

/// An array that is put into a body when it is sent, because it changes without the resource.
struct SplicedAttribute: Sendable {
    var name: String
    /// The elements for the resource with that id.
    var elements: @Sendable (_ id: String) async throws -> [Data]
}
