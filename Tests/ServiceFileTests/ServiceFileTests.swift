import Foundation
import MANOModel
import Planner
import ServiceFile
import Testing

@Suite("Service files")
struct ServiceFileTests {
    private let gibibyte: Int64 = 1 << 30
    private let hosts = ["edge-1", "edge-2"].map { name in
        MANOModel.Host(id: Identifier("id-\(name)"), name: name, connection: .simulated(name: name))
    }

    private func parse(_ text: String) throws -> PlacementRequest {
        try ServiceFile(parsing: Array(text.utf8), name: "SERVICE.yaml", hosts: hosts).request
    }

    @Test("Everything that can be said of a guest is understood")
    func whole() throws {
        let request = try parse(
            """
            policy: spread
            guests:
              - name: vfw
                count: 2
                vcpus: 4
                memory: 8 GiB
                storage: 20 GiB
                cpus: dedicated
                threads: isolate
                emulator: isolated
                pages: 1 GiB
                nodes: strict
                functions:
                  - { name: left, physicalNetwork: red, bandwidth: 10 Gbit/s, affinity: strict }
                  - { physicalNetwork: blue, whole: true, affinity: none }
                devices: [{ vendor: 8086, product: 37C8, class: 0b40, count: 2 }]
                vhostUser: { ports: 2, affinity: strict }
                features: [avx512f]
                traits: [ssd]
                architecture: x86_64
                zones: [east]
                hosts: [edge-2]
              - { name: vlb, memory: 3 GiB, vcpus: 3, cells: 2, pages: huge, vhostUser: 1 }
              - { name: old, storage: 0, cells: [{ vcpus: 1, memory: 1 GiB }, { vcpus: 2, memory: 2 GiB }] }
            rules:
              - { name: far, kind: apart, scope: zone, guests: [vfw, vlb], standing: [edge-1] }
              - { kind: together, guests: [vfw-1, old], strict: false }
            neighbours:
              - [vfw, vlb, old]
            """)
        #expect(request.policy == .spread)
        #expect(request.demands.map(\.id) == ["vfw-1", "vfw-2", "vlb", "old"])
        #expect(
            request.demands[1]
                == PlacementDemand(
                    id: "vfw-2", title: "vfw-2", vCPUs: 4, memory: 8 * gibibyte, storage: 20 * gibibyte,
                    cpuPolicy: .dedicated(.isolate), emulatorThreads: .isolated, pages: .size(1_048_576),
                    nodePolicy: .strict,
                    functions: [
                        FunctionDemand(id: "left", physicalNetwork: "red", bandwidth: 10_000, affinity: .strict),
                        FunctionDemand(id: "vf1", physicalNetwork: "blue", isWhole: true, affinity: .none),
                    ],
                    devices: [DeviceDemand(vendorID: "8086", productID: "37c8", deviceClass: 0x0b40, count: 2)],
                    vhostUserPorts: 2, vhostUserAffinity: .strict, cpuFeatures: ["avx512f"], traits: ["ssd"],
                    architecture: "x86_64", zones: ["east"], hosts: ["id-edge-2"]))
        #expect(request.demands[2].pages == .huge)
        #expect(request.demands[2].vhostUserPorts == 1)
        #expect(request.demands[2].cells.map(\.vCPUs) == [2, 1])
        #expect(request.demands[2].cells.map(\.memory) == [3 * gibibyte / 2, 3 * gibibyte / 2])
        #expect(request.demands[3].vCPUs == 3)
        #expect(request.demands[3].memory == 3 * gibibyte)
        #expect(
            request.constraints == [
                PlacementConstraint(
                    id: "far", kind: .apart, scope: .zone, members: ["vfw-1", "vfw-2", "vlb"],
                    standing: ["id-edge-1"]),
                PlacementConstraint(id: "rule 2", kind: .together, members: ["vfw-1", "old"], isStrict: false),
            ])
        #expect(
            request.neighbours == [.init("vfw-1", "vlb"), .init("vfw-2", "vlb"), .init("vlb", "old")])
    }

    @Test(
        "Each problem of a guest is named with its place and what would be right",
        arguments: [
            ("vcpus: 1, ^vcups: 1", "there is no key \"vcups\" here; did you mean \"vcpus\"?"),
            ("vcpus: ^0", "\"0\" can't stand here; write a number from 1 to 4096"),
            ("vcpus: 1, memory: ^none", "\"none\" is not a size; write bytes, or a number with a unit such as 128 GiB"),
            (
                "vcpus: 1, cpus: ^dedicate",
                "\"dedicate\" can't stand here; write shared or dedicated; did you mean dedicated?"
            ),
            ("vcpus: 1, threads: ^isolate", "threads has a meaning for dedicated CPUs only; add cpus: dedicated"),
            ("vcpus: 1, pages: ^1000", "1000 is not a page size; write normal, huge, or one such as 1 GiB"),
            ("vcpus: 1, cells: ^2", "2 cells are more than the vCPUs; ask for at most 1"),
            (
                "vcpus: ^1, cells: [{vcpus: 2, memory: 1}]",
                "the cells have 2 vCPUs together; write 2, or leave vcpus out"
            ),
            ("vcpus: 1, nodes: ^near", "\"near\" can't stand here; write preferred or strict"),
            ("vcpus: 1, functions: [^{}]", "the function has no physicalNetwork; add the key physicalNetwork"),
            ("vcpus: 1, devices: [^{}]", "it isn't said which device; add vendor, product or class"),
            ("vcpus: 1, hosts: [^edge-3]", "there is no host edge-3; did you mean edge-1?"),
            ("vcpus: 1, vhostUser: ^{affinity: none}", "vhostUser has no ports; add the key ports"),
        ])
    func guestProblems(text: String, message: String) {
        // The caret is where the problem is.
        let start = "{guests: [{count: 2, name: a, "
        let column = (start + text).prefix { $0 != "^" }.count + 1
        let memory = text.contains("memory: ^") ? "" : ", memory: 1"
        let error = #expect(throws: ManifoldError.self) {
            try parse("\(start)\(text.replacing("^", with: ""))\(memory)}]}")
        }
        #expect(error?.code == .unprocessable)
        #expect(error?.message == "SERVICE.yaml:1:\(column): \(message)")
    }

    @Test("What a guest has to have is told where it is missing")
    func missing() {
        let error = #expect(throws: ManifoldError.self) { try parse("guests: [{name: a}]") }
        #expect(
            error?.message == "SERVICE.yaml:1:10: the guest has no vcpus; add the key vcpus\n"
                + "SERVICE.yaml:1:10: the guest has no memory; add the key memory")
    }

    @Test(
        "Each problem of the whole is named with its place and what would be right",
        arguments: [
            ("", "1:1: the file is nothing; write a map with guests, rules, neighbours"),
            ("rules: []", "1:1: the file has no guests; add the key guests"),
            ("guests: []", "1:9: there are no guests; describe at least one"),
            ("guests: 3", "1:9: guests is an integer; write a list"),
            ("guests: [a]", "1:10: a guest is a text; write a map with name, count, vcpus"),
            ("guests: [{vcpus: 1}]", "1:10: the guest has no name; add the key name"),
            ("@\npolicy: packed", "2:9: \"packed\" can't stand here; write pack or spread; did you mean pack?"),
            ("@\nrules: [{kind: apart}]", "2:9: the rule has no guests; add the key guests"),
            ("@\nrules: [{kind: near, guests: []}]", "2:16: \"near\" can't stand here; write together or apart"),
            ("@\nrules: [{kind: apart, guests: [vwf]}]", "2:32: there is no guest vwf; did you mean vfw?"),
            (
                "@\nrules: [{kind: apart, guests: [vfw], standing: [x]}]",
                "2:49: there is no host x; name one of the hosts file"
            ),
            (
                "@\nneighbours: [[vfw]]",
                "2:14: neighbours are fewer than two; write a list of guests such as [vfw, vlb]"
            ),
            (
                "guests: [{name: a, vcpus: 1, memory: 1}, {name: a, vcpus: 1, memory: 1}]",
                "1:49: a guest named a was described"
            ),
        ])
    func problems(text: String, message: String) {
        let text = text.replacing("@", with: "guests: [{name: vfw, vcpus: 1, memory: 1}]")
        let error = #expect(throws: ManifoldError.self) { try parse(text) }
        #expect(error?.message.hasPrefix("SERVICE.yaml:\(message)") == true, "\(error?.message ?? "")")
    }

    @Test("The example of the page is read, and has every key that there is")
    func page() throws {
        let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Docs/service-file.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let example = try #require(text.components(separatedBy: "```yaml\n").dropFirst().first)
        let hosts = ["edge-1", "edge-2", "edge-3"].map { name in
            MANOModel.Host(id: Identifier(name), name: name, connection: .simulated(name: name))
        }
        let source = Array(try #require(example.components(separatedBy: "```").first).utf8)
        let request = try ServiceFile(parsing: source, name: "page", hosts: hosts).request
        #expect(request.demands.map(\.id) == ["vfw-1", "vfw-2", "vlb", "log"])
        #expect(request.demands[0].functions.map(\.id) == ["left", "vf1", "vf2"])
        #expect(request.demands[0].functions.map(\.kind) == [.function, .function, .bridge])
        #expect(request.constraints.first?.standing == ["edge-3"])
        #expect(request.neighbours.count == 3)
        do {
            _ = try parse("guests: [{no: 1}]")
        } catch let error as ManifoldError {
            let keys = error.message.split(separator: "keys are ").last?.split(separator: ", ") ?? []
            #expect(keys.count == 19)
            for key in keys { #expect(example.contains("\(key):"), "\(key)") }
        }
    }
}
