import MANOModel
import SimulatedVIM
import Testing

@Suite("Hosts files of simulations")
struct SimulationFileTests {
    private func parse(_ text: String) throws -> SimulationFile {
        try SimulationFile(parsing: Array(text.utf8), name: "HOSTS.yaml")
    }

    @Test("Everything that can be said is understood")
    func whole() throws {
        let file = try parse(
            """
            hosts:
              - name: edge
                count: 2
                zone: east
                cores: 8
                memory: 32 GiB
                storage: 1.5 TiB
                hugepages: { 2 MiB: 1024 }
                numa: 2
                overcommit: 4
                reservedMemory: 1 GiB
                architecture: aarch64
                cpuModel: Neoverse-N1
                kvm: false
              - name: core
                numa:
                  - { cores: "0-3,8-11", memory: 64 GiB, hugepages: { 1 GiB: 16 } }
                  - { cores: 4, memory: 32 GiB }
            delays:
              startGuest: 200 ms
              "*": 5
            readyAfter: 1.5 s
            faults:
              - { action: startGuest, host: edge-1, name: vfw, kind: fail, error: no space left, times: 2 }
              - { action: "*", kind: crashAfter, after: 2s }
            """)
        #expect(file.hosts.map(\.name) == ["edge-1", "edge-2", "core"])
        let edge = try #require(file.hosts.first)
        #expect(edge.zone == "east")
        #expect(edge.vCPUOvercommit == 4)
        #expect(edge.reservedMemory == gibibyte)
        #expect(
            edge.facts.numaNodes == [
                NUMANode(id: 0, cores: [0, 1, 2, 3], memory: 16 * gibibyte, hugepages: [2048: 1024]),
                NUMANode(id: 1, cores: [4, 5, 6, 7], memory: 16 * gibibyte, hugepages: [2048: 1024]),
            ])
        #expect(edge.facts.storageCapacity == 1536 * gibibyte)
        #expect(edge.facts.architecture == "aarch64")
        #expect(!edge.facts.kvm)
        #expect(
            file.hosts.last?.facts.numaNodes == [
                NUMANode(
                    id: 0, cores: [0, 1, 2, 3, 8, 9, 10, 11], memory: 64 * gibibyte, hugepages: [1_048_576: 16]),
                NUMANode(id: 1, cores: [12, 13, 14, 15], memory: 32 * gibibyte),
            ])
        #expect(
            file.settings
                == SimulationSettings(
                    delays: ["startGuest": 200, "*": 5], readyAfter: 1500,
                    faults: [
                        SimulatedFault(
                            action: "startGuest", host: "edge-1", name: "vfw", kind: .fail, error: "no space left",
                            times: 2),
                        SimulatedFault(action: "*", kind: .crashAfter, after: 2000),
                    ]))
        _ = try SimulatedWorld(hosts: file.hosts, settings: file.settings)
    }

    @Test("A host with a name only, and a number of hosts, are standard")
    func standard() throws {
        #expect(
            try parse("hosts: [{ name: a }]").hosts.first?.facts.memory
                == SimulatedHostDescription.standard("a").facts.memory)
        #expect(try parse("hosts: 3").hosts.map(\.name) == ["sim-1", "sim-2", "sim-3"])
    }

    @Test(
        "Each problem is named with its place and what would be right",
        arguments: [
            ("", "HOSTS.yaml:1:1: the file is nothing; write a map with the key hosts"),
            ("- a", "HOSTS.yaml:1:1: the file is a list; write a map with the key hosts"),
            (
                "delays: {}",
                "HOSTS.yaml:1:1: there are no hosts; add the key hosts with a list of hosts or a number of them"
            ),
            ("hosts: []", "HOSTS.yaml:1:8: hosts is empty; write a list of hosts or a number"),
            ("hosts: 0", "HOSTS.yaml:1:8: \"0\" can't stand here; write a number from 1 to 100000"),
            ("hosts: [a]", "HOSTS.yaml:1:9: a host is a text; write a map with name, count, zone"),
            ("hosts: [{}]", "HOSTS.yaml:1:9: the host has no name; add the key name"),
            (
                "hosts: [{name: \"../x\"}]",
                "HOSTS.yaml:1:16: \"../x\" is not a name for a host; "
                    + "use at most 64 letters, digits, dots, hyphens and underscores"
            ),
            (
                "hosts:\n  - name: a\n  - name: a",
                "HOSTS.yaml:3:11: a host named a was described before; give each its own name"
            ),
            (
                "hosts: [{name: a, memory: much}]",
                "HOSTS.yaml:1:27: \"much\" is not a size; write bytes, or a number with a unit such as 128 GiB"
            ),
            (
                "hosts: [{name: a, numa: [{cores: 3-1, memory: 1 GiB}]}]",
                "HOSTS.yaml:1:34: cores can't be read; write a number of cores or core numbers such as 0-15,32-47"
            ),
            (
                "hosts: [{name: a, hugepages: {2 MiB: 100000}}]",
                "HOSTS.yaml:1:30: the huge pages are more than the memory of the node; ask for fewer"
            ),
            (
                "hosts: 1\nreadyAfter: soon",
                "HOSTS.yaml:2:13: \"soon\" is not a time; write milliseconds, or a number with a unit such as 1.5 s"
            ),
            (
                "hosts: 1\nfaults: [{action: facts, kind: explode}]",
                "HOSTS.yaml:2:32: \"explode\" is not a kind of fault; kinds are fail, hang, unknown, answerLost, crashAfter"
            ),
            (
                "hosts: 1\nfaults: [{action: facts, kind: fail, host: z}]",
                "HOSTS.yaml:2:44: there is no host z; name one of those under hosts"
            ),
        ])
    func problems(text: String, message: String) {
        let error = #expect(throws: ManifoldError.self) { try parse(text) }
        #expect(error?.code == .unprocessable)
        #expect(error?.message == message)
    }

    @Test("All problems are told at once, in the order of the file")
    func together() {
        let error = #expect(throws: ManifoldError.self) {
            try parse(
                """
                hosts:
                  - name: a
                    cores: none
                    colour: red
                delays: { explode: 1 }
                """)
        }
        let lines = error?.message.split(separator: "\n") ?? []
        #expect(lines.map { $0.prefix(15) } == ["HOSTS.yaml:3:12", "HOSTS.yaml:4:5:", "HOSTS.yaml:5:11"])
    }

    @Test("What is no YAML is told with its place")
    func syntax() {
        let error = #expect(throws: ManifoldError.self) { try parse("hosts: [") }
        #expect(error?.message.hasPrefix("HOSTS.yaml:") == true)
    }
}
