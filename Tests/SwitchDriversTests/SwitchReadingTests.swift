import Foundation
import MANOModel
import OVSDB
import Testing

@testable import SwitchDrivers

@Suite("What a switch's database comes to")
struct SwitchReadingTests {
    @Test(
        "a mask names CPUs",
        arguments: [
            ("0x2", [1]), ("6", [1, 2]), ("0xF0", [4, 5, 6, 7]), ("100000000000000000000", [80]), ("0", []),
        ])
    func mask(text: String, cpus: [Int]) { #expect(SwitchReading.cpus(mask: text) == cpus) }

    @Test("what is no mask names none", arguments: ["", "0x", "0xg", "-1", String(repeating: "f", count: 3000)])
    func noMask(text: String) { #expect(SwitchReading.cpus(mask: text) == nil) }

    @Test("polling cores are known by their mask only, and are said to be unknown without one")
    func polling() {
        func facts(_ settings: [String: String], dpdk: Bool = true) -> SwitchFacts {
            SwitchReading(
                switches: [
                    [
                        "dpdk_initialized": .boolean(dpdk), "other_config": .dictionary(settings),
                        "ovs_version": .string("3.1.0"), "dpdk_version": .string("DPDK 22.11"),
                    ]
                ], bridges: [], ports: [], interfaces: []
            ).facts
        }
        #expect(
            facts(["pmd-cpu-mask": "0x6"])
                == SwitchFacts(hasDPDK: true, pmdCPUs: [1, 2], version: "3.1.0", dpdkVersion: "DPDK 22.11"))
        #expect(facts([:]).pmdCPUs.isEmpty)
        #expect(facts([:]).notKnown.count == 1)
        #expect(facts(["pmd-cpu-mask": "none"]).notKnown == ["PMD cores: pmd-cpu-mask is \"none\""])
        #expect(facts([:], dpdk: false).notKnown.isEmpty)
    }

    @Test("a bond's active member is known by its address, and members of others by their link")
    func bond() {
        let (port, one, two) = (UUID(), UUID(), UUID())
        func interface(_ id: UUID, _ name: String, _ address: String) -> Row {
            [
                "_uuid": .uuid(id), "name": .string(name), "type": .string("dpdk"), "link_state": .string("up"),
                "link_speed": .integer(10_000_000_000), "mac_in_use": .string(address), "lacp_current": .boolean(true),
            ]
        }
        let reading = SwitchReading(
            switches: [], bridges: [["name": .string("br"), "ports": .set([.uuid(port)])]],
            ports: [
                [
                    "_uuid": .uuid(port), "name": .string("bond"), "interfaces": .set([.uuid(one), .uuid(two)]),
                    "lacp": .string("passive"), "bond_active_slave": .string("02:02"), "external_ids": .dictionary([:]),
                ]
            ], interfaces: [interface(one, "dpdk0", "02:01"), interface(two, "dpdk1", "02:02")])
        #expect(
            reading.facts.bonds == [
                Bond(
                    name: "bond", mode: "active-backup", isNegotiated: true,
                    members: [
                        .init(name: "dpdk0", hasLink: true, isActive: false),
                        .init(name: "dpdk1", hasLink: true, isActive: true),
                    ])
            ])
        #expect(reading.facts.ports.map(\.speed) == [10000, 10000])
    }
}
