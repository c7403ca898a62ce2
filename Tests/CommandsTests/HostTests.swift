import ArgumentParser
import Foundation
import MANOModel
import SOL
import Testing

@testable import Commands

@Suite("manifold host")
struct HostTests {
    /// Two nodes of four cores with two threads, guests on both, and one of everything else.
    static let host: ManifoldAPI.Host = {
        let nodes = (0..<2).map { node in
            NUMANode(
                id: node,
                cpus: (0..<8).map { thread in
                    HostCPU(
                        id: thread % 4 + node * 4 + (thread / 4) * 8, socket: node, core: thread % 4,
                        isIsolated: thread % 4 > 0)
                }, memory: 64 << 30, hugepages: node == 0 ? [2048: 1024, 1 << 20: 16] : [2048: 1024],
                distances: node == 0 ? [0: 10, 1: 21] : [0: 21, 1: 10],
                freeHugepages: node == 0 ? [2048: 512, 1 << 20: 12] : nil)
        }
        let facts = HostFacts(
            hypervisorVersion: "libvirt 9.0.0, QEMU 7.2.0", cpuModel: "Skylake", cpuFeatures: ["avx", "sse2"],
            architecture: "x86_64", kvm: true, numaNodes: nodes,
            physicalFunctions: [
                PhysicalFunction(
                    name: "ens1f0", pciAddress: "0000:3b:00.0", driver: "i40e", speed: 10000, numaNode: 0,
                    maxVirtualFunctions: 64,
                    virtualFunctions: (0..<4).map {
                        VirtualFunction(
                            index: $0, pciAddress: "0000:3b:02.\($0)", driver: $0 == 0 ? "vfio-pci" : "iavf",
                            iommuGroup: 40 + $0)
                    }),
                PhysicalFunction(
                    name: "ens1f1", pciAddress: "0000:3b:00.1", driver: "i40e", hasLink: false, numaNode: 0),
            ],
            pciDevices: [
                PCIDevice(
                    address: "0000:b1:00.0", vendorID: "8086", productID: "0d5c", classCode: 0x120001,
                    driver: "vfio-pci", numaNode: 1)
            ],
            networkSwitch: SwitchFacts(
                hasDPDK: true, pmdCPUs: [1, 9], version: "3.1.0", dpdkVersion: "DPDK 22.11",
                ports: [.init(name: "dpdk0", bridge: "uplinks", type: "dpdk", speed: 25000)]),
            storageCapacity: 2 << 40, storageFree: 1 << 40, offlineCPUs: [16],
            bonds: [
                Bond(
                    name: "bond0", mode: "802.3ad", isNegotiated: true,
                    members: [
                        .init(name: "ens1f0", hasLink: true, isActive: true),
                        .init(name: "ens1f1", hasLink: false, isActive: false),
                    ])
            ], neighbours: [LinkNeighbour(interface: "ens1f0", system: "leaf-1", port: "Ethernet7")],
            storagePools: [StoragePoolFacts(name: "default", path: "/images", capacity: 2 << 40, free: 1 << 40)],
            notKnown: ["the weather"],
            bridges: [LinuxBridge(name: "br0", mtu: 9000, ports: ["ens1f1"], filtersVLANs: true)])
        let model = MANOModel.Host(
            id: "0f1e2d3c-0000-4000-8000-000000000000", name: "a", connection: .simulated(name: "a"), facts: facts,
            reservedCPUs: [0, 8], physicalNetworks: ["ens1f0": "physnet1", "br0": "physnet2"])
        func claim(_ kind: String, _ key: String, _ owner: String, _ amount: Int64 = 1) -> ManifoldAPI.Host.Claim {
            .init(kind: kind, key: key, amount: amount, owner: owner, title: "web-\(owner)-0")
        }
        let claims =
            [2, 10, 3].map { claim("core", "\($0)", "fw") } + [5, 13].map { claim("core", "\($0)", "ids") } + [
                claim("device", "0000:3b:02.0", "fw"), claim("bandwidth", "ens1f0", "fw", 2500),
                claim("memory", "pages/1048576/0", "fw", 4 << 30), claim("memory", "node/1", "ids", 8 << 30),
                claim("sharedCPU", "", "mon", 4),
            ]
        return ManifoldAPI.Host(
            model, used: .init(vCPUs: 9, memory: 12 << 30, storage: 0, claims: claims), guests: 3,
            warnings: ["core 99 of web-old-0 is gone"])
    }()

    private static let drawing = """

        NUMA node 0  4 cores, 8 threads, 64 GiB, 21 to node 1
          0    1    2    3
          [##] [~~] [AA] [A:]
          memory       [..........]  0 B of 46 GiB bound to this node
          2 MiB pages  [..........]  0 of 1024 claimed, 512 free when asked
          1 GiB pages  [===.......]  4 of 16 claimed, 12 free when asked

        NUMA node 1  4 cores, 8 threads, 64 GiB, 21 to node 0
          4    5    6    7
          [..] [BB] [::] [::]
          memory       [=.........]  8 GiB of 62 GiB bound to this node
          2 MiB pages  [..........]  0 of 1024 claimed

        cores by their first thread
          A  web-fw-0  2-3,10
          B  web-ids-0  5,13
          #  kept for the host  0,8
          ~  polled by the switch  1,9
          :  isolated, for pinned guests
          .  not isolated, for shared vCPUs
          4 shared vCPUs of 1 guest
          offline: 16

        interfaces
          ens1f0  0000:3b:00.0  node 0  10 Gbit/s  i40e  network physnet1  4 of 64 VFs  2.5 Gbit/s claimed  in bond0  → leaf-1 Ethernet7
            VF 0  0000:3b:02.0  vfio-pci  group 40  web-fw-0
            VF 1-3  iavf  free
          ens1f1  0000:3b:00.1  node 0  no link  i40e  in bond0

        devices
          0000:b1:00.0  node 1  baseband  8086:0d5c  vfio-pci

        switch
          Open vSwitch 3.1.0, DPDK 22.11
          dpdk0  on uplinks  dpdk  25 Gbit/s

        Linux bridges
          br0  MTU 9000  over ens1f1  filters VLANs  network physnet2

        bonds
          bond0  802.3ad  LACP partner  ens1f0 (active) and ens1f1 (no link)

        storage pools
          default  1 TiB free of 2 TiB  /images

        not known
          the weather

        """

    @Test("a host is drawn with its cores, pages, interfaces and who has them")
    func drawing() {
        #expect(HostText.render(Self.host, width: nil) == Self.drawing)
    }

    @Test("a narrow terminal gets shorter rows of cores, and cut lines", arguments: [40, 60, 80])
    func narrow(width: Int) {
        let lines = HostText.render(Self.host, width: width).split(separator: "\n")
        #expect(lines.allSatisfy { Printable.width(String($0)) <= width })
    }

    @Test("many cores come in rows of sixteen, and many owners past the letters share a sign")
    func many() throws {
        var host = Self.host
        host.facts?.numaNodes = [NUMANode(id: 0, cores: Array(0..<64), memory: 1 << 36)]
        host.reservedCPUs = []
        host.facts?.devices?.networkSwitch.pmdCPUs = []
        host.used.claims = (0..<60).map {
            .init(kind: "core", key: "\($0)", amount: 1, owner: "o\($0)", title: "t\($0)")
        }
        let lines = HostText.render(host, width: 200).split(separator: "\n").map(String.init)
        #expect(lines[1] == "  0   1   2   3   4   5   6   7   8   9   10  11  12  13  14  15")
        #expect(lines[2].hasPrefix("  [A] [B] [C]"))
        #expect(lines[8].hasSuffix("[*] [*] [*] [*] [*] [*] [*] [*] [.] [.] [.] [.]"))
    }

    @Test("the command shows settings, warnings and the drawing; control characters of titles are escaped")
    func show() async throws {
        var host = Self.host
        host.used.claims?[0].title = "bad\u{1b}[2J"
        host.used.claims = host.used.claims.map { [$0[0]] }
        let one = String(decoding: try WireJSON.encode(host), as: UTF8.self)
        try await withServer { request in
            request.path == "/manifold/v1/hosts" ? .json("[\(one)]") : .json(one)
        } _: { server in
            let result = await run("host", "show", "a", at: server)
            #expect(result.code == 0)
            #expect(result.output.contains("warning: core 99 of web-old-0 is gone\n"))
            #expect(result.output.contains("NUMA node 0  4 cores, 8 threads"))
            #expect(result.output.contains("kept          512 MiB memory for the host itself"))
            #expect(!result.output.contains("\u{1b}"))
        }
    }

    @Test("changes are listed, the newest first")
    func changes() async throws {
        let one = String(decoding: try WireJSON.encode(Self.host), as: UTF8.self)
        try await withServer { request in
            request.path == "/manifold/v1/hosts"
                ? .json("[\(one)]")
                : .json(#"[{"revision":2,"time":"2026-03-01T12:00:00Z","changes":["one","two"]}]"#)
        } _: { server in
            #expect(
                await run("host", "changes", "a", at: server).output == """
                    REVISION  TIME                 CHANGE
                           2  2026-03-01 12:00:00  one
                                                   two

                    """)
        }
    }

    @Test("a fencing method is read from pairs and from JSON")
    func fencingMethod() throws {
        let wanted = FencingMethod(
            type: .redfish, address: "https://b/redfish/v1/Systems/1", passwordFile: "/etc/bmc", verifiesServer: false,
            timeout: 2.5)
        #expect(
            try FenceOption.method(
                "type=redfish,address=https://b/redfish/v1/Systems/1,passwordFile=/etc/bmc,verifiesServer=false,timeout=2.5"
            ) == wanted)
        #expect(
            try FenceOption.method(
                #"{"type":"redfish","address":"https://b/redfish/v1/Systems/1","passwordFile":"/etc/bmc","#
                    + #""verifiesServer":false,"timeout":2.5}"#) == wanted)
    }

    @Test(
        "what is wrong of a fencing method is named",
        arguments: [
            ("type=ipmi,adress=x", "no adress; it has type, address"),
            ("type=voodoo", "type is voodoo; it has to be ipmi, redfish or ssh"),
            ("address=x", "needs its type"), ("type=ipmi,port=many", "port is many; it has to be a whole number"),
            ("type=ipmi,address", #""address" is no key=value"#), ("type=ipmi,type=ssh", "type is there twice"),
            (#"{"type":"ipmi","user":7}"#, "user is 7; it has to be text"), ("{", "no JSON object"),
            ("type=redfish,verifiesServer=maybe", "verifiesServer is maybe; it has to be true or false"),
            ("type=redfish,timeout=soon", "timeout is soon; it has to be a number"),
        ])
    func wrongFencingMethod(argument: String, words: String) {
        let line = ["host", "set", "a", "--fence", argument]
        #expect { try Root.parseAsRoot(line) } throws: { Root.message(for: $0).contains(words) }
    }

    @Test("settings are sent as they are meant: lists replace, networks are merged, and null takes one away")
    func settings() throws {
        let command = try #require(
            try Root.parseAsRoot([
                "host", "set", "a", "--reserved-cpus", "0-1,8", "--physical-network", "ens1f0=p1",
                "--no-physical-network", "ens1f1", "--no-groups", "--trait", "fast", "--reserved-memory", "2G",
                "--functions", "ens1f0=4",
            ]) as? HostCommand.Set)
        #expect(
            command.changes
                == ManifoldAPI.HostModifications(
                    reservedMemory: 2 << 30, reservedCPUs: [0, 1, 8],
                    physicalNetworks: ["ens1f0": "p1", "ens1f1": nil], groups: [], traits: ["fast"],
                    virtualFunctions: ["ens1f0": 4]))
        let sent = try JSONDecoder().decode(JSONValue.self, from: try WireJSON.encode(command.changes))
        #expect(sent["physicalNetworks"]?["ens1f1"] == .null)
        let back = try WireJSON.decode(ManifoldAPI.HostModifications.self, from: try WireJSON.encode(command.changes))
        #expect(back == command.changes)
        for wrong in [
            [], ["--no-groups", "--group", "g"], ["--reserved-cpus", "1-"], ["--physical-network", "ens1f0"],
            ["--functions", "ens1f0"], ["--functions", "ens1f0=-1"],
        ] {
            #expect(throws: (any Error).self) { _ = try Root.parseAsRoot(["host", "set", "a"] + wrong) }
        }
    }
}
