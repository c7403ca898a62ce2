package import SOL

/// The server's refusal, or an answer that isn't one of ours.
package struct ServerError: Error, Sendable, Equatable, CustomStringConvertible {
    package var status: Int
    /// `POST http://127.0.0.1:8377/vnflcm/v2/vnf_instances`
    package var request: String
    /// Nil where the answer had no ProblemDetails.
    package var problem: SOL013.ProblemDetails?

    package init(status: Int, request: String, problem: SOL013.ProblemDetails? = nil) {
        self.status = status
        self.request = request
        self.problem = problem
    }

    package var description: String {
        if let problem { return ServerError.text(of: problem) }
        return switch status {
        case 401: "\(request): the server wants a token (give --token, MANIFOLD_TOKEN, or --data with its data folder)"
        case 403: "\(request): this token is not allowed to do that"
        default: "\(request): the server answered \(status), and not as Manifold does: is it one?"
        }
    }

    /// `title: detail`, or the detail alone where it says it all.
    package static func text(of problem: SOL013.ProblemDetails) -> String {
        guard let title = problem.title, !title.isEmpty, !problem.detail.hasPrefix(title) else {
            return problem.detail
        }
        return problem.detail.isEmpty ? title : "\(title): \(problem.detail)"
    }
}
