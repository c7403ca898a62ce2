import FoundationEssentials
import MANOModel
import Testing

@Suite("The error of every boundary")
struct ManifoldErrorTests {
    @Test("It reads as one line: what, why, and what to do")
    func description() {
        #expect(ManifoldError(.notFound, "there is no VNF v").description == "there is no VNF v")
        #expect(
            ManifoldError(.unknown, "host a can't be asked", cause: "connection refused").description
                == "host a can't be asked: connection refused")
        #expect(ManifoldError(.conflict, "VNF v is busy", remedy: "wait").description == "VNF v is busy (wait)")
        #expect(
            "\(ManifoldError(.infrastructure, "guest g on host a has not started", cause: "no KVM", remedy: "retry"))"
                == "guest g on host a has not started: no KVM (retry)")
    }

    @Test("It is the same after a stay in the database")
    func coding() throws {
        for error in [
            ManifoldError(.internal, "m"), ManifoldError(.timeout, "", cause: "c"),
            ManifoldError(.noCapacity, "m\n\"ä\"", cause: "c", remedy: "r"),
        ] {
            #expect(try JSONValue(encoding: error).decode(ManifoldError.self) == error)
        }
        #expect(
            try JSONValue(encoding: ManifoldError(.internal, "m"))
                == .object(["code": .string("internal"), "message": .string("m")]))
    }

    @Test("Codes keep the names under which they are stored")
    func codes() throws {
        let names = [
            "malformed", "unauthenticated", "forbidden", "notFound", "conflict", "preconditionFailed", "tooLarge",
            "rangeNotSatisfiable", "unprocessable", "noCapacity", "infrastructure", "unknown", "timeout",
            "unsupported", "internal",
        ]
        for name in names { #expect(ManifoldError.Code(rawValue: name)?.rawValue == name) }
        #expect(throws: DecodingError.self) {
            try JSONValue.object(["code": .string("odd"), "message": .string("m")]).decode(ManifoldError.self)
        }
    }

    @Test("Errors are equal where all they say is")
    func equality() {
        let error = ManifoldError(.conflict, "m", cause: "c", remedy: "r")
        #expect(error == ManifoldError(.conflict, "m", cause: "c", remedy: "r"))
        #expect(error != ManifoldError(.notFound, "m", cause: "c", remedy: "r"))
        #expect(error != ManifoldError(.conflict, "m", cause: nil, remedy: "r"))
        #expect(error != ManifoldError(.conflict, "m", cause: "c"))
    }
}
