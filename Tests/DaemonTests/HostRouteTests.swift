import Foundation
import HTTPClient
import MANOModel
import SimulatedVIM
import Testing

/// Every route and command of hosts, networks and what joins them, on a manager with simulated hosts: with what can be meant
/// and with what can't. A refusal names what it is about, and what to do.
@Suite("Routes and commands of hosts", .serialized, .timeLimit(.minutes(5)))
struct HostRouteTests {
    private static let connection =
        #""libvirtURI":"qemu:///system","ovsdb":"unix:/run/db","switchRunFolder":"/run","storageFolder":"/var/x""#

    private struct Case: Sendable {
        var method: String
        var path: String
        var body: String?
        var status: Int
        /// Each is in the answer's detail.
        var words: [String]

        init(_ method: String, _ path: String, _ body: String? = nil, _ status: Int, _ words: String...) {
            (self.method, self.path, self.body, self.status, self.words) = (method, path, body, status, words)
        }
    }

    /// On hosts `sim-1` to `sim-3`, of which the first has the network `n`.
    private static let refused: [Case] = [
        Case("POST", "/hosts", #"{"name":"x"}"#, 422, "libvirtURI is missing"),
        Case("POST", "/hosts", #"{"name":"real",\#(connection)}"#, 422, "host real", "qemu:///system", "--simulate"),
        Case("POST", "/hosts", #"{"name":"sim-1",\#(connection)}"#, 409, "sim-1", "choose another"),
        Case("POST", "/hosts", #"{"name":"a/b",\#(connection)}"#, 422, "a/b", "use at most 63"),
        Case(
            "POST", "/hosts", #"{"name":"r",\#(connection),"fencing":{"methods":[{"type":"simulated"}]}}"#, 422,
            "host r",
            "ipmi, redfish or ssh"),
        Case("POST", "/hosts", changed("unix:/run/db", "ssl:h:1"), 422, "ssl:h:1", "unix:PATH or tcp:HOST:PORT"),
        Case("POST", "/hosts", changed(#"er":"/run"#, #"er":"tcp:h"#), 422, "tcp:h", "tcp:ADDRESS:PORT"),
        Case("POST", "/hosts", changed("/var/x", "var/x"), 422, "var/x", "absolute path"),
        Case("POST", "/hosts", changed("qemu:///system", "here"), 422, "here", "qemu+ssh://"),
        Case("GET", "/hosts/none", nil, 404, "no host none", "sim-1, sim-2, sim-3"),
        Case("GET", "/hosts?filter=(eq,nonsense,1)", nil, 400, "nonsense"),
        Case("GET", "/hosts/none/changes", nil, 404, "no host none", "sim-1"),
        Case("GET", "/hosts/none/images", nil, 404, "no host none", "sim-1"),
        Case("GET", "/hosts/none/differences", nil, 404, "no host none", "sim-1"),
        Case("DELETE", "/hosts/none", nil, 404, "no host none", "sim-1"),
        Case("DELETE", "/hosts/sim-1", nil, 409, "host sim-1", "the network n", "manifold network delete"),
        Case("PATCH", "/hosts/none", #"{"zone":"a"}"#, 404, "no host none", "sim-1"),
        Case("PATCH", "/hosts/sim-1", "{}", 422, "sim-1", "state, zone"),
        Case("PATCH", "/hosts/sim-1", #"{"state":"unreachable"}"#, 422, "unreachable", "enabled, disabled or draining"),
        Case("PATCH", "/hosts/sim-1", #"{"state":"maintenance"}"#, 422, "maintenance", "draining"),
        Case("PATCH", "/hosts/sim-1", #"{"state":"gone"}"#, 422, "state", "gone"),
        Case("PATCH", "/hosts/sim-1", #"{"zone":""}"#, 422, "zone", "use at most 63"),
        Case("PATCH", "/hosts/sim-1", #"{"groups":["a b"]}"#, 422, "group", "a b"),
        Case("PATCH", "/hosts/sim-1", #"{"traits":["\n"]}"#, 422, "trait"),
        Case("PATCH", "/hosts/sim-1", #"{"vCPUOvercommit":0}"#, 422, "vCPUOvercommit", "0.01 to 1000"),
        Case("PATCH", "/hosts/sim-1", #"{"vCPUOvercommit":"much"}"#, 422, "vCPUOvercommit", "number"),
        Case("PATCH", "/hosts/sim-1", #"{"reservedMemory":-1}"#, 422, "reservedMemory -1", "bytes"),
        Case(
            "PATCH", "/hosts/sim-1", #"{"reservedMemory":1125899906842624}"#, 422, "reservedMemory is 1048576 GiB",
            "manifold host show sim-1"),
        Case("PATCH", "/hosts/sim-1", #"{"reservedCPUs":[999]}"#, 422, "host sim-1", "999", "manifold host show sim-1"),
        Case("PATCH", "/hosts/sim-1", #"{"physicalNetworks":{"eth9":"x"}}"#, 422, "host sim-1", "eth9"),
        Case("PATCH", "/hosts/sim-1", #"{"virtualFunctions":{"eth0":2}}"#, 501, "host sim-1", "eth0"),
        Case("PATCH", "/hosts/sim-1", #"{"virtualFunctions":{"eth0":-2}}"#, 422, "-2 of eth0"),
        Case("PATCH", "/hosts/sim-1", #"{"imageCache":{"maximumBytes":-1}}"#, 422, "imageCache", "from 0"),
        Case("PATCH", "/hosts/sim-1", #"{"guestCPUModel":"a<b"}"#, 422, "guestCPUModel", "a<b"),
        Case("PATCH", "/hosts/sim-1", #"{"sharedStorage":"a/b"}"#, 422, "sharedStorage", "a/b"),
        Case("PATCH", "/hosts/sim-1", fencing(#"{"type":"ipmi"}"#), 422, "ipmi", "address"),
        Case("PATCH", "/hosts/sim-1", fencing(#"{"type":"redfish","address":"ftp://x"}"#), 422, "ftp://x", "https://"),
        Case(
            "PATCH", "/hosts/sim-1", fencing(#"{"type":"ssh","address":"root@x"}"#), 422, "ssh", "powers the host off"),
        Case("PATCH", "/hosts/sim-1", fencing(#"{"type":"ipmi","address":"-x"}"#), 422, "ipmi", "address"),
        Case("PATCH", "/hosts/sim-1", #"{"fencing":{"methodz":[]}}"#, 422, "fencing.methodz", "methods"),
        Case(
            "PATCH", "/hosts/sim-1", fencing(#"{"type":"ipmi","adress":"x"}"#), 422, "fencing.methods[0].adress",
            "address"),
        Case("PATCH", "/hosts/sim-1", #"{"imageCache":{"maxBytes":1}}"#, 422, "imageCache.maxBytes", "maximumBytes"),
        Case("PATCH", "/hosts/sim-1", fencing(#"{"type":"voodoo"}"#), 422, "fencing.methods[0].type", "voodoo"),
        Case("PATCH", "/hosts/sim-1", #"{"fencing":{"automatic":true}}"#, 422, "fencing method", "methods"),
        Case("PATCH", "/hosts/sim-1", #"{"fencing":{"unreachableAfter":0}}"#, 422, "unreachableAfter", "86,400"),
        Case("POST", "/hosts/sim-1/evacuate", nil, 409, "host sim-1 answers", "manifold host drain sim-1"),
        Case("POST", "/hosts/none/evacuate", nil, 404, "no host none"),
        Case("POST", "/hosts/sim-1/confirm_dead", "{}", 422, "by is missing"),
        Case("POST", "/hosts/sim-1/confirm_dead", #"{"by":""}"#, 422, "nobody", "put a name"),
        Case("POST", "/hosts/sim-1/confirm_dead", #"{"by":"me"}"#, 409, "host sim-1 answers", "drain"),
        Case("POST", "/hosts/none/confirm_dead", #"{"by":"me"}"#, 404, "no host none"),
        Case("POST", "/networks", #"{"name":"n"}"#, 409, "name n", "choose another"),
        Case("POST", "/networks", #"{"name":"m","host":"none"}"#, 404, "no host none", "sim-1"),
        Case("POST", "/networks", #"{"name":"m","prefix":"10.0.0.0/99"}"#, 422, "10.0.0.0/99", "10.10.0.0/24"),
        Case("POST", "/networks", #"{"name":"m","attachment":{"type":"physical"}}"#, 422, "attachment.interface"),
        Case("GET", "/networks/none", nil, 404, "no network none", "n"),
        Case("DELETE", "/networks/none", nil, 404, "no network none"),
        Case("PUT", "/transport", "{}", 422, "type", "vlan"),
        Case("PUT", "/transport", #"{"type":"vlan"}"#, 422, "physicalNetwork", "name all three"),
        Case("PUT", "/transport", vlans(9, 3), 422, "9 to 3", "1 to 4094"),
        Case("PUT", "/transport", vlans(1, 5000), 422, "1 to 5000"),
        Case("PUT", "/transport", #"{"type":"pigeon"}"#, 422, "type", "pigeon"),
        Case("PUT", "/placement", "{}", 422, "policy is missing", "spread"),
        Case("PUT", "/placement", #"{"policy":"heap"}"#, 422, "policy", "heap"),
        Case("POST", "/vnf_instances/none/migrate", "{}", 404, "VNF instance none"),
        Case("POST", "/vnf_instances/none/migrate", #"{"type":"warm"}"#, 422, "type", "warm"),
        Case("POST", "/vnf_instances/none/migrate", #"{"to":"a"}"#, 422, "to"),
        Case("PUT", "/hosts", "{}", 405, "PUT", "GET"),
        Case("GET", "/hosts/sim-1/evacuate", nil, 405, "POST"),
    ]

    private static func changed(_ old: String, _ new: String) -> String {
        #"{"name":"r",\#(connection.replacingOccurrences(of: old, with: new))}"#
    }

    private static func fencing(_ method: String) -> String { #"{"fencing":{"methods":[\#(method)]}}"# }

    private static func vlans(_ first: Int, _ last: Int) -> String {
        #"{"type":"vlan","physicalNetwork":"f","firstVLAN":\#(first),"lastVLAN":\#(last)}"#
    }

    private func withManager(_ body: (ManagerProcess, SimulatedWorldClient, String) async throws -> Void) async throws {
        try await Repository.withFolder { folder in
            let hosts = """
                hosts:
                  - {name: sim, count: 3, physicalFunctions: [{name: eth0, physicalNetwork: fabric}]}
                """
            try hosts.write(toFile: folder + "/hosts.yaml", atomically: true, encoding: .utf8)
            let world = try WorldProcess(socket: folder + "/world.sock", hosts: folder + "/hosts.yaml")
            defer { world.stop() }
            try await world.start()
            let manager = ManagerProcess(folder: folder + "/data", simulate: "unix:" + world.socket)
            try await manager.start()
            defer { manager.kill() }
            let client = try await SimulatedWorldClient.connect(path: world.socket)
            try await body(manager, client, folder)
            await client.close()
        }
    }

    private func send(_ manager: ManagerProcess, _ method: String, _ path: String, _ body: String? = nil) async throws
        -> ManagerProcess.Answer
    {
        let value = try body.map { try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8)) }
        let path = path.replacingOccurrences(of: "(", with: "%28").replacingOccurrences(of: ")", with: "%29")
        return try await manager.request(method, "/manifold/v1" + path, value)
    }

    private func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<1000 {
            if try await condition() { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return false
    }

    @Test("what can't be is refused by each route, with its resource and what to do, and nothing has changed")
    func refusals() async throws {
        try await withManager { manager, _, _ in
            #expect(try await send(manager, "POST", "/networks", #"{"name":"n","host":"sim-1"}"#).status == 201)
            let hosts = try await send(manager, "GET", "/hosts").body
            let networks = try await send(manager, "GET", "/networks").body
            for one in Self.refused {
                let answer = try await send(manager, one.method, one.path, one.body)
                let detail = answer.body["detail"]?.stringValue ?? ""
                let what = "\(one.method) \(one.path) \(one.body ?? ""): \(answer.status) \(detail)"
                #expect(answer.status == one.status, "\(what)")
                for word in one.words { #expect(detail.contains(word), "no \(word) in \(what)") }
            }
            #expect(try await send(manager, "GET", "/hosts").body == hosts)
            #expect(try await send(manager, "GET", "/networks").body == networks)
            #expect(try await send(manager, "GET", "/transport").body["type"] == .string("none"))
        }
    }

    @Test("zones, groups and settings are kept and can be asked for; hosts are drained, disabled, enabled and removed")
    func settings() async throws {
        try await withManager { manager, _, _ in
            let changed = try await send(
                manager, "PATCH", "/hosts/sim-1",
                #"{"zone":"east","groups":["r2","r1","r1"],"traits":["fast"],"reservedCPUs":[1,0],"vCPUOvercommit":2.5}"#
            )
            #expect(changed.status == 200)
            #expect(changed.body["groups"] == .array([.string("r1"), .string("r2")]))
            #expect(changed.body["reservedCPUs"] == .array([.integer(0), .integer(1)]))
            let east = try await send(manager, "GET", "/hosts?filter=(eq,zone,east)").body.arrayValue ?? []
            #expect(east.map { $0["name"] } == [.string("sim-1")])
            let cleared = try await send(manager, "PATCH", "/hosts/sim-1", #"{"groups":[],"zone":"west"}"#).body
            #expect(cleared["groups"]?.arrayValue ?? [] == [] && cleared["traits"] == .array([.string("fast")]))

            for (state, seen) in [("disabled", "disabled"), ("enabled", "enabled"), ("draining", "draining")] {
                let answer = try await send(manager, "PATCH", "/hosts/sim-2", #"{"state":"\#(state)"}"#)
                #expect(answer.status == 200)
                let now = answer.body["state"]?.stringValue
                // An empty host is drained at once.
                #expect(now == seen || state == "draining" && now == "maintenance")
            }
            #expect(
                try await eventually {
                    try await send(manager, "GET", "/hosts/sim-2").body["state"] == .string("maintenance")
                })
            let changes = try await send(manager, "GET", "/hosts/sim-2/changes").body.arrayValue ?? []
            #expect("\(changes)".contains("it is drained"))
            #expect(try await send(manager, "DELETE", "/hosts/sim-3").status == 204)
            #expect(try await send(manager, "GET", "/hosts/sim-3").status == 404)
            #expect(try await send(manager, "PUT", "/transport", Self.vlans(1000, 1009)).status == 200)
            #expect(try await send(manager, "GET", "/transport").body["lastVLAN"] == .integer(1009))
        }
    }

    @Test(
        "a host that is cut off: asked to be evacuated it waits for a human where it has no method, who can say that it is dead"
    )
    func leaving() async throws {
        try await withManager { manager, world, _ in
            try await world.setReachable("sim-1", false)
            #expect(
                try await eventually { try await send(manager, "GET", "/hosts/sim-1").body["problem"] != nil })
            let drain = try await send(manager, "PATCH", "/hosts/sim-1", #"{"state":"draining"}"#)
            #expect(drain.status == 409)
            #expect(drain.body["detail"]?.stringValue?.contains("manifold host evacuate sim-1") == true)
            let evacuation = try await send(manager, "POST", "/hosts/sim-1/evacuate")
            #expect(evacuation.status == 200)
            #expect(evacuation.body["evacuation"]?["kind"] == .string("evacuate"))
            #expect(
                try await eventually {
                    try await send(manager, "GET", "/hosts/sim-1").body["evacuation"]?["phase"] == .string("waiting")
                })
            let dead = try await send(manager, "POST", "/hosts/sim-1/confirm_dead", #"{"by":"J. Doe","reason":"dark"}"#)
            #expect(dead.status == 200)
            #expect(dead.body["evacuation"]?["fence"]?["evidence"] == .string("dark"))
            let enabled = try await send(manager, "PATCH", "/hosts/sim-1", #"{"state":"enabled"}"#)
            #expect(enabled.status == 409)
            #expect(enabled.body["detail"]?.stringValue?.contains("host sim-1 is fenced by") == true)
            try await world.setReachable("sim-1", true)
            #expect(
                try await eventually {
                    try await send(manager, "GET", "/hosts/sim-1").body["state"] == .string("enabled")
                })
        }
    }

    @Test("a VNF is migrated by name and id; what can't move is told with its reason")
    func migration() async throws {
        try await withManager { manager, _, folder in
            let package = try await SecureAccess.onboard(manager, try await Repository.package("endpoint", in: folder))
            let vnf = try await manager.create(
                "/vnflcm/v2/vnf_instances",
                .object(["vnfdId": try #require(package["vnfdId"]), "vnfInstanceName": .string("end")]))
            let path = "/vnf_instances/\(vnf)/migrate"
            let early = try await send(manager, "POST", path, "{}")
            #expect(early.status == 409)
            #expect(early.body["detail"]?.stringValue?.contains("\(vnf) is not instantiated") == true, "\(early.body)")
            try #require(await send(manager, "PUT", "/transport", Self.vlansOf("fabric")).status == 200)
            var links: [JSONValue] = []
            for name in ["mgmt", "data"] {
                let network = try await manager.create(
                    "/manifold/v1/networks", .object(["name": .string(name), "prefix": .string("10.60.0.0/24")]))
                links.append(
                    .object([
                        "id": .string(name), "resourceId": .string(network),
                        "extCps": .array([.object(["cpdId": .string("virtual_link_\(name)")])]),
                    ]))
            }
            let done = try await manager.operate(
                "/vnflcm/v2/vnf_instances/\(vnf)/instantiate",
                .object(["flavourId": .string("default"), "extVirtualLinks": .array(links)]))
            try #require(done["operationState"]?.stringValue == "COMPLETED", "\(done)")
            let nowhere = try await send(manager, "POST", path, #"{"host":"none"}"#)
            #expect(nowhere.status == 422 && "\(nowhere.body)".contains("there is no host none"), "\(nowhere.body)")
            let nobody = try await send(manager, "POST", path, #"{"vnfcInstanceId":["x"]}"#)
            #expect((400..<500).contains(nobody.status) && "\(nobody.body)".contains("x"), "\(nobody.body)")
            let line = CommandLine(manager: manager)
            let there = try await send(manager, "GET", "/hosts").body.arrayValue?
                .first { $0["guests"] == .integer(1) }?["name"]?.stringValue
            let from = try #require(there)
            let same = try line.run("vnf", "migrate", "end", "--to", from)
            #expect(same.code == 1 && same.error.contains(from), "\(same)")
            let other = from == "sim-2" ? "sim-3" : "sim-2"
            let moved = try line.run("vnf", "migrate", "end", "--to", other)
            #expect(moved.code == 0, "\(moved)")
            #expect(moved.output == "migrate end: COMPLETED\n")
            let json = try line.run("vnf", "migrate", "end", "--to", from, "--cold", "--json")
            #expect(json.code == 0 && json.json["operationState"] == .string("COMPLETED"), "\(json)")
            let unknown = try line.run("vnf", "migrate", "nobody", "--to", other)
            #expect(unknown.code == 2 && unknown.error.contains("nobody"))
        }
    }

    private static func vlansOf(_ network: String) -> String {
        #"{"type":"vlan","physicalNetwork":"\#(network)","firstVLAN":1000,"lastVLAN":1009}"#
    }

    @Test("each command of hosts, networks and the transport, with its output, its JSON and its exit code")
    func commands() async throws {
        try await withManager { manager, world, _ in
            let line = CommandLine(manager: manager)
            let list = try line.run("host", "list")
            #expect(list.code == 0)
            #expect(list.output.split(separator: "\n").count == 4)
            #expect(list.output.hasPrefix("NAME   ZONE"))
            #expect(try line.run("host", "list", "--json").json.arrayValue?.count == 3)
            let set = try line.run("host", "set", "sim-1", "--zone", "east", "--group", "r1", "--reserved-cpus", "0-1")
            #expect(set.code == 0 && set.output == "changed host sim-1\n")
            let show = try line.run("host", "show", "sim-1")
            #expect(show.code == 0 && show.output.contains("east") && show.output.contains("r1"))
            let shown = try line.run("host", "show", "sim-1", "--json").json
            #expect(shown["zone"] == .string("east"))
            for (verb, state) in [("disable", "disabled"), ("enable", "enabled")] {
                let ended = try line.run("host", verb, "sim-1")
                #expect(ended.code == 0 && ended.output == "host sim-1 is \(state)\n")
                #expect(try line.run("host", verb, "sim-1", "--json").json["state"] == .string(state))
            }
            #expect(try line.run("host", "drain", "sim-3").code == 0)
            #expect(try line.run("host", "changes", "sim-1").code == 0)
            #expect(try line.run("host", "differences", "sim-1").output == "all is as it should be\n")
            #expect(try line.run("host", "differences", "sim-1", "--json").json == .array([]))
            #expect(try line.run("host", "images", "sim-1").output == "the host keeps no images\n")
            #expect(try line.run("host", "images", "sim-1", "--json").json == .array([]))

            let alive = try line.run("host", "evacuate", "sim-1")
            #expect(alive.code == 1 && alive.output.isEmpty)
            #expect(alive.error.contains("host sim-1 answers") && alive.error.contains("manifold host drain sim-1"))
            let living = try line.run("host", "confirm-dead", "sim-1", "--by", "me")
            #expect(living.code == 1 && living.error.contains("host sim-1 answers"))
            #expect(try line.run("host", "confirm-dead", "sim-1").code == 2)
            try await world.setReachable("sim-1", false)
            #expect(try await eventually { try await send(manager, "GET", "/hosts/sim-1").body["problem"] != nil })
            let evacuated = try line.run("host", "evacuate", "sim-1")
            #expect(evacuated.code == 0 && evacuated.output.hasPrefix("evacuate of host sim-1: "), "\(evacuated)")
            let dead = try line.run("host", "confirm-dead", "sim-1", "--by", "me", "--reason", "dark", "--json")
            #expect(dead.code == 0 && dead.json["evacuation"]?["fence"]?["evidence"] == .string("dark"))
            #expect(try line.run("host", "show", "sim-1").output.contains("fenced by confirmation by me"))

            let network = try line.run("network", "create", "n", "--host", "sim-2", "--prefix", "10.1.0.0/24")
            #expect(network.code == 0 && network.output.hasPrefix("made network n as "))
            #expect(try line.run("network", "show", "n", "--json").json["prefix"] == .string("10.1.0.0/24"))
            #expect(try line.run("network", "create", "n").code == 1)
            let kept = try line.run("host", "remove", "sim-2")
            #expect(kept.code == 1 && kept.error.contains("the network n") && kept.error.contains("network delete"))
            #expect(try line.run("network", "delete", "n").output == "deleted network n\n")
            #expect(try line.run("host", "remove", "sim-2").output == "removed host sim-2\n")
            let gone = try line.run("host", "show", "sim-2")
            #expect(gone.code == 2 && gone.error.contains("sim-2"))

            let transport = try line.run("transport", "set", "--physical-network", "fabric", "--vlans", "1000-1009")
            #expect(transport.code == 0 && transport.output.contains("1000-1009"))
            #expect(try line.run("transport", "show", "--json").json["firstVLAN"] == .integer(1000))
            #expect(try line.run("transport", "set", "--physical-network", "fabric", "--vlans", "9-3").code == 2)
            #expect(try line.run("placement", "show", "--json").json["policy"] == .string("pack"))
            #expect(try line.run("placement", "set", "spread").output.contains("spread"))
            #expect(try line.run("placement", "show", "--json").json["policy"] == .string("spread"))
            #expect(try line.run("placement", "set", "heap").code == 2)
            let nothing = try line.run("transport", "clear")
            #expect(nothing.code == 0 && nothing.output.contains("nothing carries links between hosts"))
        }
    }
}
