import FoundationEssentials
import HTTPTypes
import Hummingbird
import MANOModel
import SOL

/// VNF packages, NSDs or PNFDs: their life, their content up and down, descriptor, manifest, artifacts.
struct CatalogueEndpoints<Creation: CatalogueCreation, Modification: CatalogueModification>: Sendable {
    let kind: ResourceKind
    let service: any CatalogueServing
    let configuration: APIConfiguration
    /// The last part of the path to the content, and of that to the descriptor.
    let contentName: String
    let descriptorName: String
    let creation: Creation.Type
    let modification: Modification.Type

    private var receiver: ContentReceiver { ContentReceiver(configuration: configuration) }

    func addRoutes(to endpoints: Endpoints) {
        let resources = ResourceResponder(kind: kind, configuration: configuration)
        let path = kind.path
        endpoints.add(
            path,
            [
                .get: { request, _ in try await resources.list(request) },
                .post: { request, _ in
                    let creation = try await request.json(Creation.self, limit: configuration.maximumBody).value
                    return try await resources.created(
                        try await service.create(userDefinedData: creation.userDefinedData), request)
                },
            ])
        endpoints.add(
            "\(path)/{id}",
            [
                .get: { request, context in try await resources.get(request, id: context.identifier()) },
                .patch: { request, context in
                    let id = try context.identifier()
                    let body = try await request.patch(Modification.self, limit: configuration.maximumBody)
                    let row = try await service.modify(
                        id, try body.value.changes(body.json),
                        ifRevision: try await resources.precondition(request, id: id))
                    var changed = body.value
                    // The answer has no null: of what was taken away nothing is left.
                    if body.json["userDefinedData"] == .null { changed.userDefinedData = [:] }
                    return try .json(changed, headers: ResourceResponder.validators(of: row))
                },
                .delete: { request, context in
                    let id = try context.identifier()
                    try await service.delete(id, ifRevision: try await resources.precondition(request, id: id))
                    return Response(status: .noContent)
                },
            ])
        endpoints.add("\(path)/{id}/\(contentName)", [.get: download, .put: upload])
        endpoints.add("\(path)/{id}/\(descriptorName)", [.get: showDescriptor])
        endpoints.add("\(path)/{id}/manifest", [.get: showManifest])
        endpoints.add("\(path)/{id}/artifacts/**", [.get: showArtifact])
        endpoints.under(APIDefinition.manifold.path).add("/\(kind.collection)/{id}/onboarding", [.get: showProgress])
    }

    /// 202: what is uploaded is processed after the answer.
    private func upload(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.identifier()
        let size = request.headers[.contentLength].flatMap { Int64($0) }
        try receiver.check(request)
        let count = try await service.beginContent(id, size: size)
        let file: UploadedFile
        do {
            file = try await receiver.receive(request, count)
        } catch {
            await service.abandonContent(id, error)
            throw error
        }
        do {
            try await service.receiveContent(id, file)
        } catch {
            // Whoever refused the file has not taken it.
            try? await receiver.discard(file.path)
            throw error
        }
        return Response(status: .accepted)
    }

    private func download(_ request: Request, _ context: APIContext) async throws -> Response {
        let content = try await service.content(try context.identifier())
        // What was uploaded comes back as it is (SOL005 9.4.5.3.2).
        guard request.accepts(content.mediaType) else {
            throw HTTPProblem(
                .notAcceptable,
                "the content was uploaded as \(content.mediaType) and is there as that alone, which the Accept header "
                    + "doesn't allow")
        }
        return try await send(content, request)
    }

    /// As one text file where the client takes that and there is one, else as a zip file with all files.
    private func showDescriptor(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.identifier()
        let withSignatures = try Self.wantsSignatures(request)
        if !withSignatures, request.accepts("text/plain"),
            let plain = try await service.descriptor(id, as: .plain, withSignatures: false)
        {
            return try await ContentResponder.respond(request, plain)
        }
        if request.accepts("application/zip"),
            let archive = try await service.descriptor(id, as: .archive, withSignatures: withSignatures)
        {
            return try await ContentResponder.respond(request, archive)
        }
        throw HTTPProblem(
            .notAcceptable,
            "the descriptor is text/plain where it is a single file without signatures, and application/zip")
    }

    private func showManifest(_ request: Request, _ context: APIContext) async throws -> Response {
        try await send(
            try await service.manifest(try context.identifier(), withSignatures: Self.wantsSignatures(request)), request
        )
    }

    private func showArtifact(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.identifier()
        guard let raw = context.parameters.get(":**:"), let path = PercentCoding.decode(raw),
            path.utf8.count <= 4096, !path.contains("\0"), !path.contains("\\"),
            path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy({ !["", ".", ".."].contains($0) })
        else {
            throw HTTPProblem(
                .notFound, "no artifact of a package can be at \(context.parameters.get(":**:")?.prefix(300) ?? "")")
        }
        return try await send(
            try await service.artifact(id, path: path, withSignatures: Self.wantsSignatures(request)), request)
    }

    private func showProgress(_ request: Request, _ context: APIContext) async throws -> Response {
        try request.checkAccept("application/json")
        _ = try QueryParameters(request, allowing: [])
        return try .json(try await service.progress(try context.identifier()))
    }

    private static func wantsSignatures(_ request: Request) throws -> Bool {
        try QueryParameters(request, allowing: ["include_signatures"]).flag("include_signatures")
    }

    private func send(_ content: StoredContent, _ request: Request) async throws -> Response {
        _ = try QueryParameters(request, allowing: ["include_signatures"])
        try request.checkAccept(content.mediaType)
        return try await ContentResponder.respond(request, content)
    }
}
