import HTTPTypes
import Hummingbird

/// Answers a request.
typealias Endpoint = @Sendable (Request, APIContext) async throws -> Response

/// Registers paths with all their methods at once, so that others get 405 with `Allow`, HEAD follows GET and OPTIONS says
/// what there is.
struct Endpoints {
    private let router: Router<APIContext>
    private let prefix: String

    private static let methods: [HTTPRequest.Method] = [.get, .head, .post, .put, .patch, .delete, .options]

    init(router: Router<APIContext>, prefix: String = "") {
        self.router = router
        self.prefix = prefix
    }

    /// The same below a path.
    func under(_ path: String) -> Endpoints { Endpoints(router: router, prefix: prefix + path) }

    func add(_ path: String, _ endpoints: [HTTPRequest.Method: Endpoint]) {
        var endpoints = endpoints
        // ProblemMiddleware takes the body off.
        if let get = endpoints[.get] { endpoints[.head] = get }
        let allowed = (endpoints.keys.map(\.rawValue) + ["OPTIONS"]).sorted().joined(separator: ", ")
        endpoints[.options] = { _, _ in Response(status: .noContent, headers: [.allow: allowed]) }
        for method in Self.methods {
            let endpoint =
                endpoints[method] ?? { request, _ in
                    throw HTTPProblem(
                        .methodNotAllowed, "\(request.method) is not possible here; \(allowed) are",
                        headers: [.allow: allowed])
                }
            router.on(RouterPath(prefix + path), method: method, use: endpoint)
        }
    }
}
