import Client
import Foundation
import MANOModel
import SOL
import Testing

@Suite("The client of our own API")
struct ClientTests {
    private func client(_ server: FakeServer, token: String? = "secret") -> ManifoldClient {
        ManifoldClient(ServerSettings(server: server.url, token: token, dataFolder: "/nowhere"))
    }

    @Test("sends the token and the version of each API")
    func headers() async throws {
        try await withServer { _ in
            .json("[]")
        } _: { server in
            let client = client(server)
            _ = try await client.entries(SOL005.VnfPkgInfo.self)
            _ = try await client.nsInstances()
            _ = try await client.networks()
            #expect(server.requests.map { $0.headers["version"] } == ["2.4.0", "2.3.0", "1.0.0"])
            #expect(server.requests.allSatisfy { $0.headers["authorization"] == "Bearer secret" })
        }
    }

    @Test("follows pages, and asks nobody but its own server for them")
    func paging() async throws {
        try await withServer { request in
            let number = request.path.last == "2" ? 2 : 1
            let link = "<http://attacker.example/manifold/v1/networks?nextpage_opaque_marker=2>; rel=\"next\""
            return .json(
                #"[{"id":"\#(number)","name":"n\#(number)","segment":\#(number),"attachment":{"type":"none"},"used":0}]"#,
                headers: number == 1 ? ["Link": link] : [:])
        } _: { server in
            let networks = try await client(server).networks()
            #expect(networks.map(\.value.name) == ["n1", "n2"])
            #expect(networks[1].json["segment"] == .integer(2))
            #expect(
                server.requests.map(\.path) == [
                    "/manifold/v1/networks", "/manifold/v1/networks?nextpage_opaque_marker=2",
                ])
        }
    }

    @Test("stops at a page that leads back to itself")
    func endlessPaging() async throws {
        try await withServer { _ in
            .json("[]", headers: ["Link": "</manifold/v1/networks>; rel=\"next\""])
        } _: { server in
            _ = try await client(server).networks()
            #expect(server.requests.count == 1)
        }
    }

    @Test("makes ProblemDetails readable")
    func problems() async throws {
        try await withServer { _ in
            .problem(409, "Conflict with the state of the resource", "NS web is INSTANTIATED (terminate it first)")
        } _: { server in
            let error = await #expect(throws: ServerError.self) { try await client(server).deleteNS("web") }
            #expect(error?.status == 409)
            #expect(
                error?.description
                    == "Conflict with the state of the resource: NS web is INSTANTIATED (terminate it first)")
        }
    }

    @Test("says what to do about a missing token, and about a server that isn't Manifold")
    func foreignAnswers() async throws {
        try await withServer { request in
            request.path.contains("hosts")
                ? FakeServer.Response(status: 401) : FakeServer.Response(status: 502, body: "<html>")
        } _: { server in
            let missing = await #expect(throws: ServerError.self) { _ = try await client(server, token: nil).hosts() }
            #expect(missing?.description.contains("--token") == true)
            #expect(server.requests.first?.headers["authorization"] == nil)
            let foreign = await #expect(throws: ServerError.self) { _ = try await client(server).networks() }
            #expect(foreign?.description.contains("the server answered 502") == true)
        }
    }

    @Test("encodes what a path must not hold")
    func pathEncoding() async throws {
        try await withServer { _ in
            .json("", status: 204)
        } _: { server in
            let client = client(server)
            try await client.deleteNetwork("../../x y/ä?")
            try await client.deleteNetwork("..")
            #expect(
                server.requests.map(\.path) == [
                    "/manifold/v1/networks/..%2F..%2Fx%20y%2F%C3%A4%3F", "/manifold/v1/networks/%2E%2E",
                ])
        }
    }

    @Test("follows an occurrence until it is settled, and yields each look")
    func following() async throws {
        let looks = Counter()
        try await withServer { request in
            if request.path.hasSuffix("/steps") {
                return .json(
                    """
                    [{"number":0,"phase":0,"kind":"x","title":"start guest","resourceId":"r","state":"done","attempt":1,
                    "dependsOn":[],"startedAt":"2026-03-01T12:00:00Z","endedAt":"2026-03-01T12:00:01.500Z"}]
                    """)
            }
            let state = looks.next() < 3 ? "PROCESSING" : "FAILED_TEMP"
            return .json(Samples.nsOccurrence(state: state))
        } _: { server in
            var states: [String] = []
            for try await progress in client(server).follow(Occurrence.Reference(.ns, id: "o1")) {
                states.append(progress.occurrence.value.state)
                #expect(progress.steps.first?.value.title == "start guest")
            }
            #expect(states == ["PROCESSING", "PROCESSING", "PROCESSING", "FAILED_TEMP"])
            #expect(server.requests.first?.path == "/nslcm/v2/ns_lcm_op_occs/o1")
        }
    }

    @Test("looks into the steps that are operations of their own, until their last step")
    func children() async throws {
        let looks = Counter()
        func steps(_ state: String) -> String {
            #"[{"number":3,"phase":0,"kind":"operation","title":"t","resourceId":"v1","state":"\#(state)","attempt":1,"dependsOn":[]}]"#
        }
        let parked = steps("parked")
        let done = steps("done")
        try await withServer { request in
            switch request.path {
            case "/nslcm/v2/ns_lcm_op_occs/o1":
                return .json(Samples.nsOccurrence(state: looks.next() < 1 ? "PROCESSING" : "COMPLETED"))
            case "/manifold/v1/operations/o1/steps": return .json(looks.next() < 3 ? parked : done)
            case "/manifold/v1/operations/c2/steps":
                return .json(done.replacingOccurrences(of: "\"t\"", with: "\"boot\""))
            default:
                let occurrence = Samples.nsOccurrence(state: "PROCESSING")
                    .replacingOccurrences(of: "lcmOperationType", with: "operation")
                    .replacingOccurrences(of: "nsInstanceId", with: "vnfInstanceId")
                let older = occurrence.replacingOccurrences(of: "\"o1\"", with: "\"c1\"")
                let newer = occurrence.replacingOccurrences(of: "\"o1\"", with: "\"c2\"")
                    .replacingOccurrences(of: "12:00:00.123Z", with: "12:00:05.123Z")
                return .json("[\(newer),\(older)]")
            }
        } _: { server in
            var titles: [[String]] = []
            for try await progress in client(server).follow(Occurrence.Reference(.ns, id: "o1")) {
                titles.append(progress.children[3]?.map(\.title) ?? [])
            }
            #expect(titles == [["boot"], ["boot"]])
            #expect(
                server.requests.contains {
                    $0.path == "/vnflcm/v2/vnf_lcm_op_occs?filter=%28eq%2CvnfInstanceId%2Cv1%29"
                })
        }
    }

    @Test("waits between looks from 10 ms up to 250 ms")
    func pauses() {
        var pauses = PollingPauses()
        let all = (0..<12).map { _ in pauses.next() }
        #expect(all.first == .milliseconds(10))
        #expect(all == all.sorted())
        #expect(all.last == .milliseconds(250))
    }

    @Test("takes the occurrence from the Location of an accepted operation")
    func accepted() async throws {
        try await withServer { request in
            FakeServer.Response(
                status: 202, headers: ["Location": "http://elsewhere/vnflcm/v2/vnf_lcm_op_occs/abc"])
        } _: { server in
            let reference = try await client(server).scaleVNF(
                "v1", SOL003.ScaleVnfRequest(type: .scaleOut, aspectId: "a", numberOfSteps: 2))
            #expect(reference == Occurrence.Reference(.vnf, id: "abc"))
            let request = try #require(server.requests.first)
            #expect(request.path == "/vnflcm/v2/vnf_instances/v1/scale")
            #expect(request.json["type"] as? String == "SCALE_OUT")
            #expect(request.json["numberOfSteps"] as? Int == 2)
        }
    }

    @Test("finds the server by option, environment, the daemon's files, and the standard address, in this order")
    func settings() async throws {
        try await withFolder { folder in
            try "http://127.0.0.1:9000/\n".write(toFile: folder + "/server.url", atomically: true, encoding: .utf8)
            try "from-file\n".write(toFile: folder + "/admin.token", atomically: true, encoding: .utf8)
            func find(_ environment: [String: String] = [:], server: String? = nil) async throws -> ServerSettings {
                try await ServerSettings.find(server: server, environment: environment, isRoot: false)
            }
            let files = try await find(["MANIFOLD_DATA": folder])
            #expect(files == ServerSettings(server: "http://127.0.0.1:9000", token: "from-file", dataFolder: folder))
            let environment = try await find([
                "MANIFOLD_DATA": folder, "MANIFOLD_SERVER": "http://b", "MANIFOLD_TOKEN": "t",
            ])
            #expect(environment == ServerSettings(server: "http://b", token: "t", dataFolder: folder))
            let option = try await find(["MANIFOLD_DATA": folder, "MANIFOLD_SERVER": "http://b"], server: "http://c/")
            #expect(option.server == "http://c")
            let nothing = try await find(["HOME": folder + "/empty"])
            #expect(nothing.server == ServerSettings.standardServer)
            #expect(nothing.token == nil)
            #expect(nothing.dataFolder == folder + "/empty/.local/share/manifold")
            #expect(ServerSettings.standardDataFolder(environment: [:], isRoot: true) == "/var/lib/manifold")
        }
    }
}
