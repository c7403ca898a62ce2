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
            .internal, .noSpace,
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

    @Test("What was found in a package goes with the problem as data, and comes back; others say nothing of it")
    func findings() throws {
        let finding = DescriptorFinding(
            rule: "property-type", severity: "error", file: "Definitions/a.yaml", line: 3, column: 7, message: "wrong",
            remedy: "right")
        let error = ManifoldError(.unprocessable, finding.description, remedy: "mend it", findings: [finding])
        let problem = SOL013.ProblemDetails(error)
        let json = try JSONValue(json: WireJSON.encode(problem))
        #expect(json["detail"] == .string("Definitions/a.yaml:3:7: property-type: wrong; right (mend it)"))
        #expect(
            json["diagnostics"]
                == .array([
                    .object([
                        "rule": .string("property-type"), "severity": .string("error"),
                        "file": .string("Definitions/a.yaml"), "line": .integer(3), "column": .integer(7),
                        "message": .string("wrong"), "remedy": .string("right"),
                    ])
                ]))
        #expect(
            try WireJSON.decode(SOL013.ProblemDetails.self, from: WireJSON.encode(problem)).error.findings == [finding])
        let other = try JSONValue(json: WireJSON.encode(SOL013.ProblemDetails(ManifoldError(.conflict, "no"))))
        #expect(other["diagnostics"] == nil)
    }

    @Test("A full disk is the manager's own error, with the folder and what is left of it")
    func storage() {
        let full = ManifoldError.storage(isFull: true, folder: "/data/staging", free: 4096, reason: "No space left")
        #expect(SOL013.ProblemDetails(full).status == 507)
        #expect(full.description.contains("/data/staging (4096 bytes are free): No space left"))
        let failing = ManifoldError.storage(isFull: false, folder: "/data", free: nil, reason: "Input/output error")
        #expect(SOL013.ProblemDetails(failing).status == 500)
    }

    @Test("A foreign problem is told by its status")
    func foreign() {
        #expect(SOL013.ProblemDetails(status: 409, detail: "x").error.code == .conflict)
        #expect(SOL013.ProblemDetails(status: 418, detail: "x").error.code == .malformed)
        #expect(SOL013.ProblemDetails(status: 599, detail: "x").error.code == .internal)
    }
}
