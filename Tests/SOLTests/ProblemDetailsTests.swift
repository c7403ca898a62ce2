import MANOModel
import SOL
import Testing

@Suite("Problems")
struct ProblemDetailsTests {
    @Test("An error comes back from its problem as what it was")
    func roundTrip() {
        let codes: [ManifoldError.Code] = [
            .malformed, .unauthenticated, .forbidden, .notFound, .conflict, .preconditionFailed, .tooLarge,
            .rangeNotSatisfiable, .unprocessable, .noCapacity, .infrastructure, .unknown, .timeout, .unsupported,
            .internal,
        ]
        for code in codes {
            let error = ManifoldError(code, "host a said no", cause: "out of memory", remedy: "add memory")
            let problem = SOL013.ProblemDetails(error)
            #expect(problem.detail == "host a said no: out of memory (add memory)")
            #expect((400..<600).contains(problem.status))
            #expect(problem.title != nil)
            #expect(problem.error.code == code)
        }
    }

    @Test("A foreign problem is told by its status")
    func foreign() {
        #expect(SOL013.ProblemDetails(status: 409, detail: "x").error.code == .conflict)
        #expect(SOL013.ProblemDetails(status: 418, detail: "x").error.code == .malformed)
        #expect(SOL013.ProblemDetails(status: 599, detail: "x").error.code == .internal)
    }
}
