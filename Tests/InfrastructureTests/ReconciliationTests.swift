import Dataplane
import FoundationEssentials
import Infrastructure
import MANOModel
import SOL
import Store
import Testing
import VIM

@Suite("Reconciliation")
struct ReconciliationTests {
    typealias Resource = Reconciliation.Resource
    typealias Finding = Reconciliation.Finding

    private func resource(_ name: String, _ owner: String = "o", on host: Identifier<Host> = "h") -> Resource {
        Resource(hostID: host, kind: .guest, name: name, owner: owner)
    }

    private func compare(
        _ expected: Reconciliation.Expectation, _ found: Set<Resource>
    ) -> [Reconciliation.Finding] {
        Reconciliation.compare(expected: expected, found: found, asked: ["h"])
    }

    @Test("what is as it should be is no difference")
    func equal() {
        #expect(compare(.init(required: [resource("a")], optional: [resource("b")]), [resource("a")]).isEmpty)
        #expect(compare(.init(optional: [resource("b")]), [resource("b")]).isEmpty)
    }

    @Test("what is missing, left over or another's is named once")
    func differences() {
        let expected = Reconciliation.Expectation(required: [resource("gone"), resource("taken"), resource("there")])
        let findings = compare(expected, [resource("there"), resource("extra"), resource("taken", "other")])
        #expect(
            findings == [
                Finding(.leftover, resource("extra")), Finding(.missing, resource("gone")),
                Finding(.foreign, resource("taken")),
            ])
    }

    @Test("what an operation works on is no difference, in whatever state it is")
    func inWork() {
        let expected = Reconciliation.Expectation(required: [resource("a", "w")], inWork: ["w"])
        #expect(compare(expected, []).isEmpty)
        #expect(compare(expected, [resource("a", "w"), resource("b", "w")]).isEmpty)
    }

    @Test("nothing is said of hosts that were not asked")
    func unasked() {
        #expect(compare(.init(required: [resource("a", on: "other")]), []).isEmpty)
    }

    @Test("the store's instances and networks are found on their hosts, and the rest is left over")
    func reconciler() async throws {
        try await Bench.run { bench async throws in
            let host = try await bench.addHost("h1")
            try await bench.addHost("h2")
            let network = try await bench.networks.create(
                .init(name: "n", host: "h1", attachment: .init(type: .namespace)))
            let id = try await bench.addVNF(host: host.id, network: network.id)
            let vnf = try await bench.store.read { try $0.get(id).value }
            let vnfc = try #require(vnf.instantiated?.vnfcs.first).id.rawValue
            await bench.fake("h1").has(
                [
                    OwnedResource(kind: .guest, name: "mfguest", owner: vnfc),
                    OwnedResource(kind: .volume, name: ExternalName.make(kind: "drive", owner: vnfc), owner: vnfc),
                    OwnedResource(kind: .volume, name: "mfold", owner: "old"),
                ],
                [
                    OwnedSwitchResource(
                        kind: .endpoint, name: ExternalName.make(kind: "endpoint", owner: network.id),
                        owner: network.id),
                    OwnedSwitchResource(kind: .graph, name: "g", owner: "g"),
                ])
            await bench.fake("h2").refuse("inventory", ManifoldError(.unknown, "no answer"))
            let reconciler = Reconciler(store: bench.store, registry: bench.registry)
            let report = try await reconciler.findings()
            let hostID: Identifier<Host> = Identifier(host.id)
            #expect(
                report.findings == [
                    Finding(.leftover, .init(hostID: hostID, kind: .graph, name: "g", owner: "g")),
                    Finding(.missing, .init(hostID: hostID, kind: .port, name: "mfport", owner: vnfc)),
                    Finding(.leftover, .init(hostID: hostID, kind: .volume, name: "mfold", owner: "old")),
                    Finding(.missing, .init(hostID: hostID, kind: .volume, name: "mfvolume", owner: vnfc)),
                ])
            #expect(report.unasked.mapValues(\.message) == ["h2": "no answer"])
            let alone = try await reconciler.findings(on: hostID)
            #expect(alone.findings == report.findings && alone.unasked.isEmpty)

            let heal = OperationOccurrence(
                id: "heal", subject: .vnf(id), operation: .heal, state: .processing, startedAt: Date(),
                parameters: .null)
            try await bench.store.transact { try $0.insert(heal) }
            #expect(try await reconciler.findings().findings.map(\.problem) == [.leftover, .leftover])
        }
    }
}
