import FoundationEssentials
import HTTPTypes
import Hummingbird
import MANOModel
import SOL

/// What all resources have in common: lists with filter, selectors and paging, single reads, creation, conditional changes.
struct ResourceResponder: Sendable {
    let kind: ResourceKind
    let configuration: APIConfiguration

    // MARK: Reading

    /// A list (SOL013 5.2 to 5.4). Stored bytes are joined; a body is decoded only for a filter or a nested selector.
    func list(_ request: Request) async throws -> Response {
        try request.checkAccept("application/json")
        let query = try QueryParameters(
            request, allowing: kind.hasSelectors ? Self.allParameters : Self.plainParameters)
        let filter = try query["filter"].map { try Filter($0, attributes: kind.attributes) }
        let selector = try Selector(
            allFields: query.flag("all_fields"), fields: query["fields"], excludeFields: query["exclude_fields"],
            excludeDefault: query.flag("exclude_default"), attributes: kind.attributes,
            excludedByDefault: kind.excludedByDefault)
        let conditions = conditions(of: filter)
        let root = request.root(configuration)
        var after = try query["nextpage_opaque_marker"].map(PageMarker.id)
        var last: String?
        var count = 0
        var body = Data([UInt8(ascii: "[")])
        var headers: HTTPFields = [.contentType: "application/json"]
        reading: while true {
            let rows = try await kind.source.rows(
                after: after, limit: configuration.pageSize + 1, conditions: conditions)
            for row in rows {
                let spliced = try await splice(row, filter: filter, selector: selector)
                var decoded: JSONValue?
                if let filter {
                    let value = try JSONValue(json: spliced)
                    guard filter.matches(value) else { continue }
                    decoded = value
                }
                if count == configuration.pageSize {
                    let next = query.replacing("nextpage_opaque_marker", with: PageMarker.text(after: last ?? ""))
                    headers[.link] = "<\(root)\(kind.path)?\(next)>; rel=\"next\""
                    break reading
                }
                if count > 0 { body.append(UInt8(ascii: ",")) }
                body.append(try render(row, body: spliced, decoded: decoded, selector: selector, root: root))
                count += 1
                last = row.id
            }
            guard rows.count > configuration.pageSize else { break }
            after = rows[rows.count - 1].id
        }
        body.append(UInt8(ascii: "]"))
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// One resource with all its attributes.
    func get(_ request: Request, id: String) async throws -> Response {
        try request.checkAccept("application/json")
        _ = try QueryParameters(request, allowing: [])
        let row = try await row(id)
        var headers = Self.validators(of: row)
        // What is spliced in changes without the revision.
        if kind.spliced == nil,
            request.headers[values: .ifNoneMatch].contains(where: { Self.tags($0).contains(Self.tag(row)) })
        {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = "application/json"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: try await whole(row, request)))
    }

    /// The row; `notFound` where there is none.
    func row(_ id: String) async throws -> ResourceRow {
        guard let row = try await kind.source.row(id) else {
            throw ManifoldError(.notFound, "there is no \(kind.noun) \(id)")
        }
        return row
    }

    // MARK: Changing

    /// 201 with Location and the resource.
    func created(_ row: ResourceRow, _ request: Request) async throws -> Response {
        var headers = Self.validators(of: row)
        headers[.contentType] = "application/json"
        headers[.location] = address(of: row.id, request).own
        return Response(status: .created, headers: headers, body: .init(byteBuffer: try await whole(row, request)))
    }

    /// 200 with the resource.
    func shown(_ row: ResourceRow, _ request: Request) async throws -> Response {
        var headers = Self.validators(of: row)
        headers[.contentType] = "application/json"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: try await whole(row, request)))
    }

    /// 202 with the Location of a resource of this kind and no body.
    func accepted(_ id: String, _ request: Request) -> Response {
        Response(status: .accepted, headers: [.location: address(of: id, request).own])
    }

    /// The revision that a change must find, by If-Match or If-Unmodified-Since; nil without them. Throws
    /// `preconditionFailed` where it isn't there even now.
    func precondition(_ request: Request, id: String) async throws -> Int64? {
        let tags = request.headers[values: .ifMatch].flatMap(Self.tags)
        let unmodifiedSince = request.headers[.ifUnmodifiedSince].flatMap(HTTPDate.date)
        guard !tags.isEmpty || unmodifiedSince != nil else { return nil }
        let row = try await row(id)
        if !tags.isEmpty {
            guard tags.contains("*") || tags.contains(Self.tag(row)) else { throw changed(id) }
        } else if let unmodifiedSince, let modifiedAt = row.modifiedAt {
            guard modifiedAt.timeIntervalSince1970.rounded(.down) <= unmodifiedSince.timeIntervalSince1970 else {
                throw changed(id)
            }
        }
        return row.revision
    }

    static func validators(of row: ResourceRow) -> HTTPFields {
        var headers: HTTPFields = [.eTag: tag(row)]
        if let modifiedAt = row.modifiedAt { headers[.lastModified] = HTTPDate.string(modifiedAt) }
        return headers
    }

    // MARK: Parts

    private static let plainParameters: Set<String> = ["filter", "nextpage_opaque_marker"]
    private static let allParameters = plainParameters.union([
        "all_fields", "fields", "exclude_fields", "exclude_default",
    ])

    private static func tag(_ row: ResourceRow) -> String { "\"\(row.revision)\"" }

    private static func tags(_ header: String) -> [String] {
        header.split(separator: ",").map { String($0.filter { $0 != " " }) }
    }

    private func changed(_ id: String) -> ManifoldError {
        ManifoldError(
            .preconditionFailed, "the \(kind.noun) \(id) was changed by somebody else", remedy: "read it again")
    }

    private func address(of id: String, _ request: Request) -> ResourceAddress {
        address(of: id, root: request.root(configuration))
    }

    private func address(of id: String, root: String) -> ResourceAddress {
        ResourceAddress(root: root, own: "\(root)\(kind.path)/\(PercentCoding.encode(id))")
    }

    private func whole(_ row: ResourceRow, _ request: Request) async throws -> ByteBuffer {
        let body = try await splice(row)
        let members = JSONMembers(body)
        return ByteBuffer(
            bytes: members.joined(
                without: [], adding: links(members, address(of: row.id, request))))
    }

    /// The body with its spliced attribute, where that can be seen.
    private func splice(_ row: ResourceRow, filter: Filter? = nil, selector: Selector? = nil) async throws -> Data {
        guard let spliced = kind.spliced,
            selector?.keeps(spliced.name) ?? true
                || filter?.expressions.contains(where: { $0.path.first == .name(spliced.name) }) ?? false
        else { return row.body }
        let elements = try await spliced.elements(row.id)
        guard !elements.isEmpty else { return row.body }
        var array = Data([UInt8(ascii: "[")])
        for (index, element) in elements.enumerated() {
            if index > 0 { array.append(UInt8(ascii: ",")) }
            array.append(element)
        }
        array.append(UInt8(ascii: "]"))
        return JSONMembers(row.body).joined(without: [spliced.name], adding: [(spliced.name, array)])
    }

    private func render(
        _ row: ResourceRow, body: Data, decoded: JSONValue?, selector: Selector, root: String
    ) throws -> Data {
        let members = JSONMembers(body)
        let links = links(members, address(of: row.id, root: root))
        if let removed = selector.removableNames { return members.joined(without: removed, adding: links) }
        let selected = selector.apply(to: try decoded ?? JSONValue(json: body))
        return JSONMembers(selected.json).joined(without: [], adding: links)
    }

    private func links(_ members: JSONMembers, _ address: ResourceAddress) -> [(name: String, value: Data)] {
        guard !kind.api.isOwn else { return [] }
        let links = [ResourceLink(name: "self", href: address.own)] + kind.links(members, address)
        let text = links.map { "\"\($0.name)\":{\"href\":\"\($0.href)\"}" }.joined(separator: ",")
        return [("_links", Data("{\(text)}".utf8))]
    }

    /// What of a filter the source can use: equality with strings on indexed attributes at the top.
    private func conditions(of filter: Filter?) -> [IndexedCondition] {
        (filter?.expressions ?? []).compactMap { expression in
            guard expression.comparison == .equal || expression.comparison == .oneOf, expression.path.count == 1,
                case .name(let name) = expression.path[0], kind.indexed.contains(name)
            else { return nil }
            return IndexedCondition(attribute: name, values: expression.values)
        }
    }
}
