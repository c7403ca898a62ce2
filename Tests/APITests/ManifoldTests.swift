import API
import Foundation
import HTTPTypes
import MANOModel
import SOL
import Testing

@Suite("/manifold/v1")
struct ManifoldTests {
    private let host =
        #"{"name":"a","libvirtURI":"qemu:///system","ovsdb":"unix:/run/db","switchRunFolder":"/run","storageFolder":"/var"}"#

    @Test("Hosts are added, changed, found by id and by name, and removed")
    func hosts() async throws {
        try await Harness.run { (api) async throws in
            let made = try await api.send(.post, "/manifold/v1/hosts", host)
            #expect(made.status == 201)
            #expect(made.location == "/manifold/v1/hosts/id-a")
            let decoded = try WireJSON.decode(ManifoldAPI.Host.self, from: made.data)
            #expect(decoded.facts?.cores == 2)
            #expect(decoded.connection.libvirtURI == "qemu:///system")
            let byName = try await api.send(.get, "/manifold/v1/hosts/a")
            #expect(byName.json == made.json)
            #expect(byName.json["_links"] == nil)
            let tag = try #require(byName.headers[.eTag])
            #expect(try await api.send(.get, "/manifold/v1/hosts/id-a", headers: [.ifNoneMatch: tag]).status == 304)
            let changed = try await api.send(
                .patch, "/manifold/v1/hosts/a", #"{"state":"disabled"}"#, headers: [.ifMatch: tag])
            #expect(changed.json["state"] == .string("disabled"))
            #expect(changed.headers[.eTag] != tag)
            #expect(try await api.send(.delete, "/manifold/v1/hosts/a", headers: [.ifMatch: tag]).status == 412)
            #expect(try await api.send(.get, "/manifold/v1/hosts?filter=(eq,state,disabled)").list.count == 1)
            #expect(try await api.send(.get, "/manifold/v1/hosts?filter=(gt,facts/numaNodes/memory,1)").list.count == 1)
            let changes = try await api.send(.get, "/manifold/v1/hosts/a/changes").list
            #expect(changes.first?["changes"] == .array([.string("interface ens1f0 has lost its link")]))
            #expect(try await api.send(.get, "/manifold/v1/hosts/b/changes").status == 404)
            #expect(try await api.send(.get, "/manifold/v1/hosts/a/changes?x=y").status == 400)
            #expect(try await api.send(.delete, "/manifold/v1/hosts/a").status == 204)
            #expect(try await api.send(.get, "/manifold/v1/hosts/a").status == 404)
        }
    }

    @Test("An attribute that doesn't exist is refused by name")
    func unknownAttribute() async throws {
        try await Harness.run { (api) async throws in
            let body = host.replacingOccurrences(of: "\"name\"", with: "\"overcommit\":2,\"name\"")
            let answer = try await api.send(.post, "/manifold/v1/hosts", body)
            #expect(answer.status == 422)
            #expect(answer.detail.contains("overcommit"))
            try await api.send(.post, "/manifold/v1/hosts", host)
            #expect(try await api.send(.patch, "/manifold/v1/hosts/a", "{}").status == 422)
            #expect(try await api.send(.patch, "/manifold/v1/hosts/a", #"{"state":"unheard of"}"#).status == 422)
        }
    }

    @Test("Networks are made with an attachment and removed")
    func networks() async throws {
        try await Harness.run { (api) async throws in
            let body =
                #"{"name":"mgmt net","prefix":"10.0.0.0/24","attachment":{"type":"host","address":"10.0.0.1/24"}}"#
            let made = try await api.send(.post, "/manifold/v1/networks", body)
            #expect(made.status == 201)
            #expect(made.location == "/manifold/v1/networks/id-mgmt%20net")
            #expect(try await api.send(.get, made.location).json["attachment"]?["type"] == .string("host"))
            #expect(
                try await api.send(.post, "/manifold/v1/networks", #"{"name":"x","attachment":{"type":"physical"}}"#)
                    .status == 422)
            #expect(try await api.send(.delete, "/manifold/v1/networks/mgmt%20net").status == 204)
        }
    }

    @Test("Views and dry runs are answered")
    func views() async throws {
        try await Harness.run { (api) async throws in
            for path in [
                "status", "ns_instances/x/topology", "ns_instances/x/paths", "vnf_instances/x/counters",
                "vnf_instances/x/logs",
                "operations/x/steps",
                "simulation",
            ] {
                #expect(try await api.send(.get, "/manifold/v1/\(path)").status == 200, "\(path)")
            }
            let log = try await api.send(
                .get, "/manifold/v1/vnf_instances/x/logs?vnfc=fw%200&lines=20&after=5000000000")
            #expect(log.json.arrayValue?.first?["text"] == .string("fw 0 20 5000000000"))
            for query in ["lines=many", "after=1.5", "tail=3", "lines=1&lines=2"] {
                #expect(
                    try await api.send(.get, "/manifold/v1/vnf_instances/x/logs?\(query)").status == 400, "\(query)")
            }
            for path in ["ns_instances/nobody/topology", "operations/nobody/steps"] {
                #expect(try await api.send(.get, "/manifold/v1/\(path)").status == 404)
            }
            let ns = try await api.send(.post, "/manifold/v1/ns_instances/x/plan", #"{"nsFlavourId":"simple"}"#)
            #expect(ns.json["rejections"]?.arrayValue?.first?["reasons"]?.arrayValue?.count == 1)
            let vnf = try await api.send(.post, "/manifold/v1/vnf_instances/x/plan", #"{"flavourId":"simple"}"#)
            #expect(vnf.json["fits"] == .bool(true))
            let settings = #"{"faults":[{"host":"a","kind":"slow"}]}"#
            #expect(try await api.send(.put, "/manifold/v1/simulation", settings).text == settings)
            #expect(try await api.send(.get, "/manifold/v1/simulation").text == settings)
        }
    }

    @Test("Without a simulation there is nothing to set")
    func notSimulated() async throws {
        try await Harness.run(simulated: false) { (api) async throws in
            #expect(try await api.send(.get, "/manifold/v1/simulation").status == 404)
        }
    }
}
