import Foundation
import MANOModel
import SOL
import Testing

@testable import Commands

private let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

/// The repository's own packages.
private let ownPackages = repository + "/Descriptors"

@Suite("Planning without a server")
struct PlanTests {
    private static let hosts = """
        hosts:
          - name: edge
            count: 5
            cores: 4
            memory: 16 GiB
            hugepages: { 1 GiB: 4 }
            physicalFunctions: [{ name: ens1, physicalNetwork: red, virtualFunctions: 2, node: 0 }]
            devices: [{ vendor: 8086, product: 37c8, node: 0 }]
        """

    private func plan(
        _ service: String, _ arguments: String..., hosts: String = PlanTests.hosts
    ) async throws -> (code: Int32, output: String, error: String) {
        try await withFolder { folder in
            try hosts.write(toFile: folder + "/hosts.yaml", atomically: true, encoding: .utf8)
            try service.write(toFile: folder + "/service.yaml", atomically: true, encoding: .utf8)
            return await run(
                "plan", ["--hosts", folder + "/hosts.yaml", "--service", folder + "/service.yaml"] + arguments)
        }
    }

    @Test("what fits is shown with nodes, CPUs, functions, devices and what it costs")
    func fits() async throws {
        let shown = try await plan(
            """
            guests:
              - { name: vfw, count: 2, vcpus: 2, memory: 2 GiB, cpus: dedicated, pages: 1 GiB,
                  functions: [{ physicalNetwork: red }] }
              - { name: log, vcpus: 1, memory: 1 GiB, devices: [{ vendor: 8086 }] }
            rules: [{ kind: apart, guests: [vfw, log] }]
            """)
        #expect(shown.code == 0, "\(shown.error)")
        let lines = shown.output.replacing(/edge-[0-9]/, with: "edge").split(separator: "\n")
            .map { $0.split(separator: " ").joined(separator: " ") }
        #expect(
            lines == [
                "GUEST HOST NODES CPUS VCPUS MEMORY FUNCTIONS AND DEVICES",
                "vfw-1 edge 0 0-1 2 2 GiB ens1 0000:10:10.0", "vfw-2 edge 0 0-1 2 2 GiB ens1 0000:10:10.0",
                "log edge - - 1 1 GiB 0001:00:00.0",
                "objective 318: 300 for hosts, 10 for node, 6 for function, 2 for waste",
            ], "\(shown.output)")
    }

    @Test("programs get placement, objective and nothing else of a service that fits")
    func json() async throws {
        let shown = try await plan(
            "guests: [{ name: a, vcpus: 1, memory: 1 GiB, cpus: dedicated, threads: isolate, emulator: isolated }]",
            "--json",
            hosts: "hosts: [{ name: edge, cores: 2, threads: 2, memory: 4 GiB }]")
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(shown.output.utf8))
        #expect(value["fits"] == .bool(true))
        let guest = value["placements"]?.arrayValue?.first
        #expect(guest?["guest"] == .string("a"))
        #expect(guest?["host"] == .string("edge"))
        #expect(guest?["cells"]?.arrayValue?.first?["cpus"] == .array([.integer(0)]))
        #expect(guest?["cells"]?.arrayValue?.first?["memory"] == .integer(1 << 30))
        #expect(guest?["idleCPUs"] == .array([.integer(2)]))
        #expect(guest?["emulatorCPUs"] == .array([.integer(1)]))
        #expect(value["objective"]?["total"] == .integer(105))
        #expect(value["objective"]?["node"] == .integer(5))
        #expect(value["rejections"] == .array([]))
        #expect(value["nearestChanges"] == .array([]))
    }

    @Test("what doesn't fit is told by host, hosts of one mind together, with the nearest change")
    func rejected() async throws {
        let service = "guests: [{ name: big, vcpus: 2, memory: 6 GiB, pages: 1 GiB, nodes: strict }]"
        let shown = try await plan(service)
        #expect(shown.code == 1)
        #expect(shown.error == "manifold: it does not fit\n")
        #expect(shown.output.hasPrefix("edge-1, edge-2 and 3 more refuse big:\n  - "), "\(shown.output)")
        #expect(
            shown.output.hasSuffix("\nNearest to fitting:\n  - 2 more 1 GiB pages on node 0 of host edge-1 for big\n"),
            "\(shown.output)")
        let json = try await plan(service, "--json")
        #expect(json.code == 1)
        #expect(json.error.isEmpty)
        let value = try JSONDecoder().decode(JSONValue.self, from: Data(json.output.utf8))
        #expect(value["fits"] == .bool(false))
        #expect(value["rejections"]?.arrayValue?.count == 5)
        #expect(value["rejections"]?.arrayValue?.last?["host"] == .string("edge-5"))
        #expect(
            value["nearestChanges"] == .array([.string("2 more 1 GiB pages on node 0 of host edge-1 for big")]))
    }

    @Test("files that are wrong or missing could not be looked at")
    func wrong() async throws {
        let hosts = try await plan("guests: []", hosts: "hosts: []")
        #expect(hosts.code == 2)
        #expect(hosts.error.contains("hosts.yaml:1:8: hosts is empty; write a list of hosts or a number"))
        let service = try await plan("guests: []")
        #expect(service.code == 2)
        #expect(service.error.contains("service.yaml:1:9: there are no guests; describe at least one"))
        #expect(await run("plan", "--hosts", "/nowhere", "--service", "/nowhere").code == 2)
        #expect(await run("plan", "--hosts", "/nowhere").code == 2)
        #expect(try await plan("guests: [{ name: a, vcpus: 1, memory: 1 }]", "--level", "x").code == 2)
    }

    @Test("packages are placed in a flavour and level, a service on one host")
    func packages() async throws {
        try await withFolder { folder in
            let hosts = folder + "/hosts.yaml"
            try Self.hosts.write(toFile: hosts, atomically: true, encoding: .utf8)
            let vnf = await run(
                "plan", "--hosts", hosts, "--service", ownPackages + "/vfw", "--flavour", "default", "--level", "single"
            )
            #expect(vnf.code == 0, "\(vnf.error)")
            #expect(vnf.output.contains("vfw-0  edge-"), "\(vnf.output)")
            let packages = ["secure-access", "vfw", "vmon"].flatMap { ["--service", "\(ownPackages)/\($0)"] }
            let service = await run("plan", ["--hosts", hosts] + packages)
            let places = service.output.matches(of: /(?:vfw|vmon)-0 +(edge-[0-9])/).map(\.output.1)
            #expect(places.count == 2 && places[0] == places[1], "\(service.output)")
            let alone = await run("plan", ["--hosts", hosts] + packages.prefix(2))
            #expect(alone.code == 2)
            #expect(alone.error.contains("name that package with --service, too"))
            #expect(
                await run("plan", "--hosts", hosts, "--service", ownPackages + "/vfw", "--flavour", "x").code == 2)
        }
    }

    @Test("functions of cards are placed by the physical network that is named for a CP; without one it is asked for")
    func packageOnCards() async throws {
        let package = repository + "/Tests/Scripts/nested/sriov"
        try await withFolder { folder in
            let hosts = folder + "/hosts.yaml"
            try Self.hosts.write(toFile: hosts, atomically: true, encoding: .utf8)
            let line = ["--hosts", hosts, "--service", package]
            let shown = await run("plan", line + ["--network", "port=red:42"])
            #expect(shown.code == 0, "\(shown.error)")
            #expect(shown.output.contains("ens1 0000:10:10.0"), "\(shown.output)")
            let nowhere = await run("plan", line + ["--network", "port=blue"])
            #expect(nowhere.code == 1)
            #expect(nowhere.output.contains("blue"), "\(nowhere.output)")
            let unsaid = await run("plan", line)
            #expect(unsaid.code == 2)
            #expect(unsaid.error.contains("--network port=NAME"), "\(unsaid.error)")
            let wrong = await run("plan", line + ["--network", "prot=red"])
            #expect(wrong.code == 2)
            #expect(wrong.error.contains("names prot") && wrong.error.contains("there are port"), "\(wrong.error)")
            #expect(await run("plan", line + ["--network", "port=red:9999"]).code == 2)
        }
    }

    @Test("guests of packages share a host, unless a transport joins several and one is too small")
    func transport() async throws {
        let small = """
            hosts:
              - { name: a, cores: 1, memory: 200 MiB, reservedMemory: 1 MiB, physicalFunctions: [{ name: e, physicalNetwork: f }] }
              - { name: b, cores: 1, memory: 200 MiB, reservedMemory: 1 MiB, physicalFunctions: [{ name: e, physicalNetwork: f }] }
              - { name: c, cores: 1, memory: 200 MiB, reservedMemory: 1 MiB }
            """
        try await withFolder { folder in
            let hosts = folder + "/hosts.yaml"
            try small.write(toFile: hosts, atomically: true, encoding: .utf8)
            let line = ["--hosts", hosts, "--service", ownPackages + "/vfw", "--service", ownPackages + "/vmon"]
            let alone = await run("plan", line)
            #expect(alone.code == 1, "\(alone.output)")
            let joined = await run("plan", line + ["--transport", "f"])
            #expect(joined.code == 0, "\(joined.output)\(joined.error)")
            #expect(joined.output.contains("vfw-0   a") != joined.output.contains("vfw-0   b"), "\(joined.output)")
            let unknown = await run("plan", line + ["--transport", "g"])
            #expect(unknown.code == 2 && unknown.error.contains("physical network g"), "\(unknown.error)")
            // A forwarding graph is on one host whatever joins them.
            let service = await run("plan", line + ["--service", ownPackages + "/secure-access", "--transport", "f"])
            #expect(service.code == 1 && service.output.contains("forwarding graph"), "\(service.output)")
        }
    }

    @Test("a transport joins the hosts whose interfaces carry what the links do")
    func linkMTU() async throws {
        func hosts(_ mtu: Int) -> String {
            ["a", "b"].map {
                "- { name: \($0), cores: 1, memory: 200 MiB, reservedMemory: 1 MiB,"
                    + " physicalFunctions: [{ name: e, physicalNetwork: f, mtu: \($0 == "a" ? 9000 : mtu) }] }"
            }.reduce("hosts:\n") { $0 + "  \($1)\n" }
        }
        try await withFolder { folder in
            let vnfs = ["vfw", "vmon"].map { "\(ownPackages)/\($0)" }
            let made = await run("new", ["ns", folder + "/two"] + vnfs.flatMap { ["--vnf", $0] })
            #expect(made.code == 0, "\(made.error)")
            let template = folder + "/two/Definitions/two.yaml"
            let layer = "- associated_layer_protocol: ipv4\n"
            let text = try String(contentsOfFile: template, encoding: .utf8)
            #expect(text.contains(layer))
            try text.replacing(layer, with: layer + "              l2_protocol_data: { mtu: 9000 }\n")
                .write(toFile: template, atomically: true, encoding: .utf8)
            let line =
                ["--hosts", folder + "/hosts.yaml"] + (vnfs + [folder + "/two"]).flatMap { ["--service", $0] }
                + ["--transport", "f"]
            try hosts(9000).write(toFile: folder + "/hosts.yaml", atomically: true, encoding: .utf8)
            let carried = await run("plan", line)
            #expect(carried.code == 0, "\(carried.output)\(carried.error)")
            try hosts(8999).write(toFile: folder + "/hosts.yaml", atomically: true, encoding: .utf8)
            let refused = await run("plan", line)
            #expect(refused.code == 1, "\(refused.output)\(refused.error)")
            #expect(
                refused.output.contains("leads to no interface on the physical network f with an MTU of 9000"),
                "\(refused.output)")
        }
    }

    @Test("a dry run on a server shows the nearest change, too")
    func dryRun() {
        let plan = ManifoldAPI.Plan(
            fits: false, placements: [], rejections: [.init(vduId: "vnfc", host: "a", reasons: ["is full"])],
            nearestChanges: ["2 more dedicated cores on node 0 of host a for vfw-0"])
        #expect(
            PlanText.render(plan, width: nil)
                == "a refuses vnfc:\n  - is full\n\nNearest to fitting:\n"
                + "  - 2 more dedicated cores on node 0 of host a for vfw-0\n")
    }
}
