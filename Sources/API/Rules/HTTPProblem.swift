import Hummingbird
import MANOModel
import SOL

/// An error that is about HTTP itself, for which `ManifoldError` has no code: 405, 406, 415 and the like.
struct HTTPProblem: Error {
    var status: HTTPResponse.Status
    var detail: String
    var headers: HTTPFields

    init(_ status: HTTPResponse.Status, _ detail: String, headers: HTTPFields = [:]) {
        self.status = status
        self.detail = detail
        self.headers = headers
    }

    var details: SOL013.ProblemDetails {
        SOL013.ProblemDetails(title: status.reasonPhrase, status: status.code, detail: detail)
    }
}
