import Foundation
import MANOModel
import OVSDB

/// What the rows of a switch's database come to.
struct SwitchReading {
    var switches: [Row]
    var bridges: [Row]
    var ports: [Row]
    var interfaces: [Row]

    var facts: SwitchFacts {
        let settings = switches.first?["other_config"]?.dictionary ?? [:]
        var facts = SwitchFacts(
            hasDPDK: switches.first?["dpdk_initialized"]?.boolean ?? false,
            version: switches.first?["ovs_version"]?.string, dpdkVersion: switches.first?["dpdk_version"]?.string)
        if facts.hasDPDK {
            if let mask = settings["pmd-cpu-mask"] {
                facts.pmdCPUs = Self.cpus(mask: mask) ?? []
                if facts.pmdCPUs.isEmpty { facts.notKnown.append("PMD cores: pmd-cpu-mask is \"\(mask)\"") }
            } else {
                facts.notKnown.append("PMD cores: pmd-cpu-mask is not set, and the switch chooses them itself")
            }
        }
        let interfaces = Dictionary(interfaces.compactMap { row in row["_uuid"]?.uuid.map { ($0, row) } }) { one, _ in
            one
        }
        let ports = Dictionary(ports.compactMap { row in row["_uuid"]?.uuid.map { ($0, row) } }) { one, _ in one }
        for bridge in bridges {
            guard let name = bridge["name"]?.string else { continue }
            for port in (bridge["ports"]?.uuids ?? []).compactMap({ ports[$0] }) {
                add(port, bridge: name, interfaces, to: &facts)
            }
        }
        facts.ports.sort { $0.name < $1.name }
        facts.bonds.sort { $0.name < $1.name }
        return facts
    }

    /// Ports of ours lead to guests and networks; they are no part of what the switch is.
    private func add(_ port: Row, bridge: String, _ interfaces: [UUID: Row], to facts: inout SwitchFacts) {
        guard let name = port["name"]?.string, port["external_ids"]?.dictionary[Mark.kind] == nil else { return }
        let members = (port["interfaces"]?.uuids ?? []).compactMap { interfaces[$0] }
        for row in members {
            guard let member = row["name"]?.string, let type = row["type"]?.string, type != "internal", type != "patch"
            else { continue }
            facts.ports.append(
                SwitchFacts.Port(
                    name: member, bridge: bridge, type: type, hasLink: row["link_state"]?.string == "up",
                    speed: row["link_speed"]?.integer.flatMap { $0 > 0 ? Int($0 / 1_000_000) : nil },
                    mtu: row["mtu"]?.integer.flatMap { $0 > 0 ? Int($0) : nil }))
        }
        if members.count > 1 { facts.bonds.append(bond(name, port, members)) }
    }

    private func bond(_ name: String, _ port: Row, _ members: [Row]) -> Bond {
        // Where no mode is set, Open vSwitch takes this one.
        let mode = port["bond_mode"]?.string ?? "active-backup"
        let active = port["bond_active_slave"]?.string
        let isNegotiating = ["active", "passive"].contains(port["lacp"]?.string ?? "off")
        return Bond(
            name: name, mode: mode,
            isNegotiated: isNegotiating ? members.contains { $0["lacp_current"]?.boolean == true } : nil,
            members: members.compactMap { row in
                guard let member = row["name"]?.string else { return nil }
                let hasLink = row["link_state"]?.string == "up"
                let isOnlyOne = mode == "active-backup"
                return Bond.Member(
                    name: member, hasLink: hasLink,
                    isActive: isOnlyOne ? active != nil && row["mac_in_use"]?.string == active : hasLink)
            }.sorted { $0.name < $1.name })
    }

    /// The CPUs of a mask in hexadecimal, with or without `0x`; nil where it is none.
    static func cpus(mask: String) -> [Int]? {
        let digits = mask.hasPrefix("0x") || mask.hasPrefix("0X") ? mask.dropFirst(2) : mask[...]
        guard !digits.isEmpty, digits.count <= CPUList.limit / 4 else { return nil }
        var cpus: [Int] = []
        for (place, digit) in digits.reversed().enumerated() {
            guard let value = digit.hexDigitValue else { return nil }
            for bit in 0..<4 where value & (1 << bit) != 0 { cpus.append(place * 4 + bit) }
        }
        return cpus
    }
}
