import Dataplane
import Foundation
import Infrastructure
import MANOModel
import SOL
import Store
import Testing

@Suite("Networks")
struct NetworkServiceTests {
    typealias Request = ManifoldAPI.CreateNetworkRequest

    private static let full = Request(
        name: "client", prefix: "10.10.0.0/24", gateway: "10.10.0.254", host: "h1",
        attachment: .init(type: .namespace, address: "10.10.0.1/24"))

    @Test("a network in a namespace claims its segment, port and addresses, and its endpoint is made")
    func create() async throws {
        try await Bench.run { bench async throws in
            let host = try await bench.addHost("h1")
            let network = try await bench.networks.create(Self.full)
            #expect(network.segment == 100)
            #expect(network.host == host.id)
            #expect(network.attachment.name == "mf-client")
            #expect(network.gateway == "10.10.0.254")
            let claims = try await bench.store.read { try $0.claims(owner: network.id) }
            #expect(
                Set(claims) == [
                    Claim(kind: .segment, scope: "", key: "100", owner: network.id),
                    Claim(kind: .portNumber, scope: host.id, key: "1", owner: network.id),
                    Claim(kind: .address, scope: network.id, key: "10.10.0.1", owner: network.id),
                    Claim(kind: .address, scope: network.id, key: "10.10.0.254", owner: network.id),
                ])
            let endpoint = try #require(await bench.fake("h1").endpoints.values.first)
            #expect(
                endpoint
                    == EndpointSpec(
                        owner: network.id, portName: ExternalName.make(kind: "endpoint", owner: network.id), number: 1,
                        segment: 100, attachment: .namespace(name: "mf-client", address: "10.10.0.1/24"),
                        isChained: false))
            #expect(try await bench.networks.network("client") == network)
            #expect(try await bench.networks.network(network.id) == network)
        }
    }

    @Test("a network without an outside needs no host and no endpoint")
    func plain() async throws {
        try await Bench.run { bench async throws in
            let network = try await bench.networks.create(.init(name: "n", segment: 7))
            #expect(network.segment == 7)
            #expect(network.host == nil)
            #expect(try await bench.store.read { try $0.claims(owner: network.id) }.count == 1)
            try await bench.networks.remove("n")
            #expect(try await bench.networks.networks().isEmpty)
        }
    }

    @Test("where the endpoint can't be made, neither row nor claims are left")
    func refusedEndpoint() async throws {
        try await Bench.run { bench async throws in
            try await bench.addHost("h1")
            await bench.fake("h1").refuse("ensureEndpoint", ManifoldError(.infrastructure, "no such interface"))
            let error = await failure { _ = try await bench.networks.create(Self.full) }
            #expect(error?.message == "no such interface")
            #expect(try await bench.networks.networks().isEmpty)
            #expect(try await bench.store.read { try $0.claims() }.isEmpty)
            #expect(await bench.fake("h1").calls.last == "removeEndpoint")
        }
    }

    @Test("the only host is the default; with several one must be named")
    func defaultHost() async throws {
        try await Bench.run { bench async throws in
            var request = Self.full
            request.host = nil
            let hostless = request
            #expect(await failure { _ = try await bench.networks.create(hostless) }?.code == .unprocessable)
            let host = try await bench.addHost("h1")
            #expect(try await bench.networks.create(hostless).host == host.id)
            try await bench.addHost("h2")
            var second = hostless
            second.name = "other"
            let ambiguous = second
            let error = await failure { _ = try await bench.networks.create(ambiguous) }
            #expect(error?.code == .unprocessable)
            #expect(error?.remedy == "set host: h1, h2")
        }
    }

    @Test(
        "what can't be is refused and nothing is claimed",
        arguments: [
            (Request(name: ""), ManifoldError.Code.unprocessable),
            (Request(name: "../n"), .unprocessable),
            (Request(name: "67e55044-10b1-426f-9247-bb680e5fe0c8"), .unprocessable),
            (Request(name: "n", prefix: "10.0.0.1/24"), .unprocessable),
            (Request(name: "n", prefix: "10.0.0.0/33"), .unprocessable),
            (Request(name: "n", gateway: "10.0.0.1"), .unprocessable),
            (Request(name: "n", prefix: "10.0.0.0/24", gateway: "10.0.1.1"), .unprocessable),
            (Request(name: "n", prefix: "10.0.0.0/24", gateway: "10.0.0.255"), .unprocessable),
            (Request(name: "n", segment: 0), .unprocessable),
            (Request(name: "n", segment: 4095), .unprocessable),
            (Request(name: "n", mtu: 67), .unprocessable),
            (Request(name: "n", mtu: 65522), .unprocessable),
            (Request(name: "n", prefix: "2001:db8::/64", mtu: 1279), .unprocessable),
            (Request(name: "n", host: "nowhere"), .notFound),
            (Request(name: "n", attachment: .init(type: .namespace, name: "Mf_x")), .unprocessable),
            (Request(name: "n", attachment: .init(type: .namespace, address: "10.0.0.1")), .unprocessable),
            (
                Request(name: "n", prefix: "10.0.0.0/24", attachment: .init(type: .namespace, address: "10.0.1.1/24")),
                .unprocessable
            ),
            (
                Request(name: "n", prefix: "10.0.0.0/24", attachment: .init(type: .namespace, address: "10.0.0.1/16")),
                .unprocessable
            ),
            (Request(name: "n", attachment: .init(type: .physical)), .unprocessable),
            (Request(name: "n", attachment: .init(type: .physical, interface: "a/b")), .unprocessable),
            (Request(name: "n", attachment: .init(type: .physical, interface: "abcdefghijklmnop")), .unprocessable),
            (Request(name: "n", attachment: .init(type: .physical, interface: "eth1", vlan: 0)), .unprocessable),
            (Request(name: "n", attachment: .init(type: .host)), .unprocessable),
            (
                Request(name: "n", attachment: .init(type: .physical, interface: "eth1", trust: true)),
                .unprocessable
            ),
        ])
    func validation(_ request: Request, _ code: ManifoldError.Code) async throws {
        try await Bench.run { bench async throws in
            try await bench.addHost("h1")
            #expect(await failure { _ = try await bench.networks.create(request) }?.code == code)
            #expect(try await bench.store.read { try $0.claims() }.isEmpty)
        }
    }

    @Test("names, segments and outsides belong to one network")
    func conflicts() async throws {
        try await Bench.run { bench async throws in
            try await bench.addHost("h1")
            _ = try await bench.networks.create(Self.full)
            _ = try await bench.networks.create(
                .init(name: "wan", attachment: .init(type: .physical, interface: "eth1", vlan: 5)))
            for request in [
                Request(name: "client"), Request(name: "n", segment: 100),
                Request(name: "n", attachment: .init(type: .namespace, name: "mf-client")),
                Request(name: "n", attachment: .init(type: .physical, interface: "eth1")),
            ] {
                #expect(await failure { _ = try await bench.networks.create(request) }?.code == .conflict, "\(request)")
            }
            let other = try await bench.networks.create(
                .init(name: "n", attachment: .init(type: .physical, interface: "eth1", vlan: 6)))
            #expect(other.segment == 102)
            #expect(Set(await bench.fake("h1").endpoints.values.map(\.number)) == [1, 2, 3])
        }
    }

    @Test("a network that a VNF is on stays; its CPs are counted")
    func inUse() async throws {
        try await Bench.run { bench async throws in
            let host = try await bench.addHost("h1")
            let network = try await bench.networks.create(Self.full)
            let vnf = try await bench.addVNF(host: host.id, network: network.id)
            #expect(try await bench.networks.network("client").used == 1)
            #expect(try await bench.networks.networks().map(\.used) == [1])
            let error = await failure { try await bench.networks.remove("client") }
            #expect(error?.code == .conflict)
            #expect(error?.message == "network client is used by VNF instance \(vnf)")
            try await bench.store.transact { try $0.delete(vnf) }
            try await bench.networks.remove("client")
            #expect(await bench.fake("h1").endpoints.isEmpty)
            #expect(try await bench.store.read { try $0.claims(owner: network.id) }.isEmpty)
            #expect(await failure { try await bench.networks.remove("client") }?.code == .notFound)
        }
    }

    @Test("a network whose endpoint can't be removed stays as it was")
    func refusedRemoval() async throws {
        try await Bench.run { bench async throws in
            try await bench.addHost("h1")
            _ = try await bench.networks.create(Self.full)
            await bench.fake("h1").refuse("removeEndpoint", ManifoldError(.unknown, "no answer"))
            #expect(await failure { try await bench.networks.remove("client") }?.code == .unknown)
            #expect(try await bench.networks.networks().count == 1)
        }
    }

    @Test("an endpoint that a path starts at is chained when it is made again, and the NS holds its network")
    func chained() async throws {
        try await Bench.run { bench async throws in
            try await bench.addHost("h1")
            let client = try await bench.networks.create(Self.full)
            var second = Self.full
            second.name = "plain"
            _ = try await bench.networks.create(second)
            let nsID = try await addNS(bench, network: client.id)
            try await bench.networks.ensureAll()
            let endpoints = await bench.fake("h1").endpoints.values
            #expect(endpoints.filter(\.isChained).map(\.owner) == [client.id])
            let error = await failure { try await bench.networks.remove("client") }
            #expect(error?.message == "network client is used by NS instance \(nsID)")

            let payload = Payloads.Endpoint(
                hostID: Identifier(try #require(client.host)),
                endpoint: EndpointSpec(
                    owner: client.id, portName: "p", number: 1, segment: 100, attachment: .none, isChained: false))
            let operation = OperationOccurrence(
                id: "op", subject: .ns(nsID), operation: .terminate, state: .processing, startedAt: Date(),
                parameters: .null)
            var step = Step(
                operationID: "op", number: 0, phase: 0, kind: StepKind.ensureEndpoint, title: "t",
                resourceID: client.id,
                payload: try JSONValue(encoding: payload), timeLimit: 1)
            step.state = .done
            let unchained = step
            try await bench.store.transact { transaction in
                try transaction.insert(operation)
                try transaction.save([unchained])
            }
            try await bench.networks.ensureAll()
            #expect(await bench.fake("h1").endpoints.values.allSatisfy { !$0.isChained })
        }
    }

    /// An NS with one path from a SAP on the network.
    private func addNS(_ bench: Bench, network: String) async throws -> Identifier<NSInstance> {
        let sap = CpReference(kind: .sap, profileID: "sapd")
        let position = NfpPosition(id: "p", elements: [NfpPositionElement(id: "e", ingress: sap, egress: sap)])
        let flavour = NSDeploymentFlavour(
            id: "df", vnffgs: [VNFFG(id: "fg", nfps: [NFP(id: "nfp", positions: [position])])],
            defaultInstantiationLevelID: "default")
        let info = NSDInfo(
            id: Identifier(UUID()),
            nsd: NSD(id: "nsd", invariantID: "i", name: "n", designer: "d", version: "1", flavours: [flavour]),
            createdAt: Date())
        let instance = NSInstance(
            id: Identifier(UUID()), name: "ns", nsdID: "nsd", nsdInfoID: info.id,
            instantiated: InstantiatedNS(
                flavourID: "df",
                saps: [.init(id: "s", sapdID: "sapd", name: "client", networkID: Identifier(network))],
                forwardingGraphs: [.init(id: "g", vnffgdID: "fg", paths: ["nfp": "path"])], isComplete: true),
            createdAt: Date())
        try await bench.store.transact { transaction in
            try transaction.insert(info)
            try transaction.insert(instance)
        }
        return instance.id
    }
}
