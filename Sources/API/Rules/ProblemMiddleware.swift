import BlockingPool
import FoundationEssentials
import HTTPTypes
import Hummingbird
import Logging
import MANOModel
import SOL

/// Makes every error a ProblemDetails, Hummingbird's own too, and puts the `Version` on every answer (SOL013 6.4, 9.2).
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = APIContext

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = Self.response(to: error, path: request.uri.path, context: context)
        }
        if let api = APIDefinition.of(path: request.uri.path) { response.headers[.version] = api.version }
        // A length without a body is for HEAD only (RFC 9110 8.6).
        if response.status == .noContent || response.status == .notModified { response.headers[.contentLength] = nil }
        return request.method == .head ? response.createHeadResponse() : response
    }

    private static func response(to error: any Error, path: String, context: APIContext) -> Response {
        var headers: HTTPFields = [:]
        let problem: SOL013.ProblemDetails
        switch error {
        case let error as HTTPProblem:
            headers = error.headers
            problem = error.details
        case let error as ManifoldError:
            problem = SOL013.ProblemDetails(error)
            if error.code == .unknown || error.code == .tooLarge { headers[.retryAfter] = "10" }
        case let error as StorageFailure:
            problem = SOL013.ProblemDetails(
                ManifoldError.storage(
                    isFull: error.isFull, folder: error.folder, free: error.free, reason: error.reason))
        case let error as HTTPError:
            headers = error.headers
            let detail = error.status == .notFound ? "there is nothing at \(path.prefix(300))" : error.body
            problem = HTTPProblem(error.status, detail ?? error.status.reasonPhrase).details
        case let error as any HTTPResponseError:
            problem = HTTPProblem(error.status, error.status.reasonPhrase).details
        default:
            problem = SOL013.ProblemDetails(
                ManifoldError(.internal, "the request can't be answered", cause: "\(error)"))
        }
        if problem.status >= 500 {
            context.logger.error("request failed", metadata: ["problem": "\(problem.detail)"])
        }
        headers[.contentType] = "application/problem+json"
        let body = (try? WireJSON.encode(problem)) ?? Data()
        return Response(
            status: .init(code: problem.status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

extension HTTPField.Name {
    /// The version of the API (SOL013 9.2).
    static let version = HTTPField.Name("Version")!
    /// Where the next page of a list is (RFC 8288).
    static let link = HTTPField.Name("Link")!
}
