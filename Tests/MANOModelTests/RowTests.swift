import FoundationEssentials
import MANOModel
import Testing

/// What is in databases already is read as it was meant: rows as earlier versions wrote them.
@Suite("Rows of operations")
struct RowTests {
    private static let step = #"""
        {"attempt":2,"dependsOn":[0,1],"endedAt":700000002,"error":{"cause":"EOF","code":"unknown","message":"no answer",
        "remedy":"retry"},"kind":"guest.start","kindVersion":1,"number":3,"operationID":"op","output":{"a":[1]},"payload":
        {"hostID":"h","n":1.5},"phase":1,"resourceID":"r","startedAt":700000001,"state":"unknown","timeLimit":60,
        "title":"start guest","undoes":2}
        """#

    private static let occurrence = #"""
        {"affected":[{"change":"ADDED","descriptorID":"vdu","hostID":"h","id":"r","kind":"vnfc","resourceName":"mfa"}],
        "cancelMode":"GRACEFUL","error":{"code":"timeout","message":"m"},"grantID":"g","id":"op","isAutomatic":true,
        "isCancelPending":true,"operation":"HEAL","parameters":{"cause":"x"},"parent":{"operationID":"p","stepNumber":4},
        "phase":1,"plan":{"next":"done"},"startedAt":700000000,"state":"FAILED_TEMP","stateEnteredAt":700000003,
        "subject":{"vnf":{"_0":"vnf"}}}
        """#

    @Test("A step is read as it was written")
    func steps() throws {
        var expected = Step(
            operationID: "op", number: 3, phase: 1, dependsOn: [0, 1], kind: "guest.start", title: "start guest",
            resourceID: "r", payload: .object(["hostID": .string("h"), "n": .number(1.5)]), timeLimit: 60, undoes: 2)
        expected.state = .unknown
        expected.attempt = 2
        expected.startedAt = Date(timeIntervalSinceReferenceDate: 700_000_001)
        expected.endedAt = Date(timeIntervalSinceReferenceDate: 700_000_002)
        expected.output = .object(["a": .array([.integer(1)])])
        expected.error = ManifoldError(.unknown, "no answer", cause: "EOF", remedy: "retry")
        let step = try JSONDecoder().decode(Step.self, from: Data(Self.step.utf8))
        #expect(step == expected)
        #expect(try JSONValue(encoding: step).decode(Step.self) == step)
    }

    @Test("A step that has done nothing yet has no times, no output and no error")
    func newStep() throws {
        let step = Step(
            operationID: "op", number: 0, phase: 0, kind: "k", title: "t", resourceID: "r", payload: .null,
            timeLimit: 0)
        #expect(step.state == .pending)
        #expect(step.attempt == 0)
        let json = try JSONValue(encoding: step)
        for name in ["startedAt", "endedAt", "output", "error", "undoes"] { #expect(json[name] == nil) }
        #expect(try json.decode(Step.self) == step)
    }

    @Test("The states of steps keep their names")
    func stepStates() {
        let names = ["pending", "started", "parked", "done", "failed", "unknown", "skipped"]
        #expect(
            names.map { Step.State(rawValue: $0) }
                == [.pending, .started, .parked, .done, .failed, .unknown, .skipped])
    }

    @Test("An occurrence is read as it was written")
    func occurrences() throws {
        var expected = OperationOccurrence(
            id: "op", subject: .vnf("vnf"), operation: .heal, state: .failedTemporarily,
            startedAt: Date(timeIntervalSinceReferenceDate: 700_000_000), parameters: .object(["cause": .string("x")]),
            isAutomatic: true, parent: .init(operationID: "p", stepNumber: 4))
        expected.stateEnteredAt = Date(timeIntervalSinceReferenceDate: 700_000_003)
        expected.isCancelPending = true
        expected.cancelMode = .graceful
        expected.error = ManifoldError(.timeout, "m")
        expected.phase = 1
        expected.grantID = "g"
        expected.plan = .object(["next": .string("done")])
        expected.affected = [
            AffectedResource(
                kind: .vnfc, change: .added, id: "r", descriptorID: "vdu", resourceName: "mfa", hostID: "h")
        ]
        let occurrence = try JSONDecoder().decode(OperationOccurrence.self, from: Data(Self.occurrence.utf8))
        #expect(occurrence == expected)
        #expect(try JSONValue(encoding: occurrence).decode(OperationOccurrence.self) == occurrence)
    }

    @Test("An occurrence's subject is a VNF's or an NS's instance")
    func subjects() throws {
        let ns = OperationOccurrence.Subject.ns("a")
        #expect(try JSONValue(encoding: ns) == .object(["ns": .object(["_0": .string("a")])]))
        #expect(ns.rawID == "a")
        #expect(ns != .vnf("a"))
    }
}
