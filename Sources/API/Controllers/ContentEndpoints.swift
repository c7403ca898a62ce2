import HTTPTypes
import Hummingbird
import MANOModel

/// What VNF packages and NSDs share: content up and down, descriptor, manifest, artifacts.
struct ContentEndpoints: Sendable {
    let receiver: ContentReceiver
    let prepare: @Sendable (_ id: String) async throws -> Void
    let receive: @Sendable (_ id: String, _ file: UploadedFile) async throws -> Void
    let content: @Sendable (_ id: String) async throws -> StoredContent
    let descriptor: @Sendable (_ id: String, _ form: DescriptorForm) async throws -> StoredContent?
    let manifest: @Sendable (_ id: String) async throws -> StoredContent
    let artifact: @Sendable (_ id: String, _ path: String) async throws -> StoredContent

    /// 202: what is uploaded is processed after the answer.
    func upload(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.identifier()
        try await prepare(id)
        let file = try await receiver.receive(request)
        do {
            try await receive(id, file)
        } catch {
            // Whoever refused the file has not taken it.
            try? await receiver.discard(file.path)
            throw error
        }
        return Response(status: .accepted)
    }

    func download(_ request: Request, _ context: APIContext) async throws -> Response {
        try send(try await content(try context.identifier()), request)
    }

    /// As one text file where the client takes that and there is one, else as a zip file with all files.
    func showDescriptor(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.identifier()
        _ = try QueryParameters(request, allowing: ["include_signatures"])
        if request.accepts("text/plain"), let plain = try await descriptor(id, .plain) {
            return try ContentResponder.respond(request, plain)
        }
        if request.accepts("application/zip"), let archive = try await descriptor(id, .archive) {
            return try ContentResponder.respond(request, archive)
        }
        throw HTTPProblem(
            .notAcceptable, "the descriptor is text/plain where it is a single file, and application/zip")
    }

    func showManifest(_ request: Request, _ context: APIContext) async throws -> Response {
        try send(try await manifest(try context.identifier()), request)
    }

    func showArtifact(_ request: Request, _ context: APIContext) async throws -> Response {
        let id = try context.identifier()
        guard let raw = context.parameters.get(":**:"), let path = PercentCoding.decode(raw),
            path.utf8.count <= 4096, !path.contains("\0"), !path.contains("\\"),
            path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy({ !["", ".", ".."].contains($0) })
        else { throw HTTPProblem(.notFound, "there is no artifact at such a path") }
        return try send(try await artifact(id, path), request)
    }

    private func send(_ content: StoredContent, _ request: Request) throws -> Response {
        _ = try QueryParameters(request, allowing: ["include_signatures"])
        try request.checkAccept(content.mediaType)
        return try ContentResponder.respond(request, content)
    }
}
