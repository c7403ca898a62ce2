import HTTPTypes
import Hummingbird

/// Lets in who has a bearer token (RFC 6750; SOL013 8.3).
struct AuthenticationMiddleware: RouterMiddleware {
    typealias Context = APIContext

    let tokens: [TokenDigest]

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        guard let header = request.headers[.authorization] else {
            throw HTTPProblem(
                .unauthorized, "the request has no Authorization header; `Authorization: Bearer TOKEN` is one",
                headers: [.wwwAuthenticate: "Bearer realm=\"manifold\""])
        }
        let parts = header.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        let isKnown =
            parts.count == 2 && parts[0].lowercased() == "bearer"
            && tokens.reduce(false) { known, token in
                let matches = token.matches(String(parts[1]))
                return known || matches
            }
        guard isKnown else {
            throw HTTPProblem(
                .unauthorized, "the token is not one of this server's",
                headers: [.wwwAuthenticate: "Bearer realm=\"manifold\", error=\"invalid_token\""])
        }
        return try await next(request, context)
    }
}
