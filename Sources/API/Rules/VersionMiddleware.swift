import HTTPTypes
import Hummingbird

/// Asks each request for the version that it means: 400 where it says none, 406 where the server has another (SOL013 9.2).
/// `api_versions` answers without.
struct VersionMiddleware: RouterMiddleware {
    typealias Context = APIContext

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        if let api = APIDefinition.of(path: path), !path.hasSuffix("/api_versions"), request.method != .options {
            if let asked = request.headers[.version] {
                // `-impl:` and what follows is not compared.
                guard asked.prefix(while: { $0 != "-" }) == api.version else {
                    throw HTTPProblem(
                        .notAcceptable, "version \(asked) of \(api.name) is not supported; \(api.version) is")
                }
            } else if api.requiresVersion {
                throw HTTPProblem(.badRequest, "the request has no Version header; `Version: \(api.version)` is one")
            }
        }
        return try await next(request, context)
    }
}
