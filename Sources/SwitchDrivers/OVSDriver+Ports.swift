package import Dataplane
package import MANOModel
import OpenFlow
import OVSDB

extension OVSDriver {
    /// The VLAN of chained ports. Nobody speaks there, so that what a plain segment floods never reaches a port that
    /// only its graph may feed; a graph's flows name ports and don't look at VLANs.
    static let chainedSegment = 4095
    /// The switch connects to the socket, whenever the guest makes it.
    static let vhostUserType = "dpdkvhostuserclient"
    /// The switch makes the socket, named as the port, in its run folder.
    static let vhostUserServerType = "dpdkvhostuser"
    /// For the interface of a guest that runs to be seen.
    private static let patience = Duration.seconds(5)

    package func attachPorts(_ ports: [PortSpec]) async throws {
        guard !ports.isEmpty else { return }
        try await asking("adding ports \(ports.map(\.name).joined(separator: ", "))") {
            do {
                try await addRows(ports)
            } catch let error as OVSDBError where error.reason == "constraint violation" {
                // Somebody, such as an older copy of this act, added one of them meanwhile: look again.
                try await addRows(ports)
            }
            try await checkNumbers(ports.map { ($0.name, $0.number) })
            try await setSegmentFlows(ports.map { ($0.owner, $0.number, $0.isChained) })
        }
    }

    private func addRows(_ ports: [PortSpec]) async throws {
        let present = try await owned(ports.map { ($0.name, $0.owner) }, kind: "port")
        // A tap that went and came again under its row stays deaf (ovs-vswitchd keeps the old one's socket): take such
        // a row away, and let ovs-vswitchd see that, before it is added again.
        let stale = present.values.filter { $0.number != nil && !$0.isUp && !$0.isVhostUser }.map(\.name)
        if !stale.isEmpty { try await configure(try await removal(stale)) }
        var operations: [Operation] = []
        for (index, port) in ports.enumerated() {
            let tag = port.isChained ? Self.chainedSegment : port.segment
            var marks = [
                Mark.kind: "port", Mark.owner: port.owner, Mark.number: "\(port.number)",
                Mark.segment: "\(port.segment)", Mark.isChained: "\(port.isChained)", Mark.macAddress: port.macAddress,
            ]
            if let socket = port.socket { marks[Mark.socket] = socket }
            if let mtu = port.mtu { marks[Mark.mtu] = "\(mtu)" }
            if let row = present[port.name], !stale.contains(port.name) {
                guard row.marks != marks else { continue }
                operations += update(port.name, tag: tag, number: port.number, marks: marks, mtu: port.mtu)
            } else {
                operations += insertion(
                    port.name, tag: tag, number: port.number, marks: marks,
                    interface: Self.interface(port), index: index, mtu: port.mtu,
                    bridge: configuration.bridge)
            }
        }
        if !operations.isEmpty { try await configure(operations) }
    }

    private static func interface(_ port: PortSpec) -> Row {
        guard let socket = port.socket else { return [:] }
        guard port.switchListens != true else { return ["type": .string(vhostUserServerType)] }
        return ["type": .string(vhostUserType), "options": .dictionary(["vhost-server-path": socket])]
    }

    nonisolated func update(
        _ name: String, tag: Int, number: Int, marks: [String: String], mtu: Int? = nil
    ) -> [Operation] {
        let named = [Condition("name", .equal, .string(name))]
        return [
            .update("Port", where: named, row: ["tag": .integer(tag), "external_ids": .dictionary(marks)]),
            .update("Interface", where: named, row: Self.requests(number: number, mtu: mtu)),
        ]
    }

    /// The rows of those names that are there. Errors: `.infrastructure` where one is somebody else's.
    nonisolated func owned(_ wanted: [(name: String, owner: String)], kind: String) async throws -> [String: PortRow] {
        let owners = Dictionary(wanted.map { ($0.name, $0.owner) }) { first, _ in first }
        var present: [String: PortRow] = [:]
        for row in try await portRows(names: Array(owners.keys)) {
            guard row.kind == kind, row.owner == owners[row.name] else {
                throw ManifoldError(
                    .infrastructure,
                    "port \(row.name) at \(configuration.database) is there already, and belongs to"
                        + " \(row.owner.isEmpty ? "somebody else" : row.owner)")
            }
            present[row.name] = row
        }
        return present
    }

    /// Errors: `.infrastructure` where an interface that is there got another number than it asked for.
    nonisolated func checkNumbers(_ wanted: [(name: String, number: Int)]) async throws {
        let rows = try await portRows(names: wanted.map(\.name))
        // A tap that isn't there yet is an error to the switch too, and none to us.
        if let row = rows.first(where: { $0.isVhostUser && !$0.error.isEmpty }) {
            throw ManifoldError(
                .infrastructure, "bridge \(configuration.bridge) can't have the vhost-user port \(row.name)",
                cause: row.error,
                remedy:
                    "see that Open vSwitch runs with DPDK (`dpdk-init`), that the bridge is of type netdev, and that a"
                    + " switch that was killed has left no socket of that name in its run folder")
        }
        for (name, number) in wanted {
            guard let row = rows.first(where: { $0.name == name }), let got = row.number, got != number else {
                continue
            }
            throw ManifoldError(
                .infrastructure,
                "bridge \(configuration.bridge) gave port \(name) the number \(got), not \(number): another port has that",
                remedy: "see with `ovs-ofctl show` which port it is")
        }
    }

    /// Lets ports speak on their segment, and takes that from chained ones.
    nonisolated func setSegmentFlows(_ ports: [(owner: String, number: Int, isChained: Bool)]) async throws {
        try await flows.apply(
            ports.map { owner, number, isChained in
                let (key, instructions) = FlowCompiler.segmentFlow(port: number)
                return .flow(
                    FlowMod(
                        isChained ? .deleteStrict : .add, table: key.table, priority: key.priority,
                        cookie: ExternalName.cookie(owner: owner), cookieMask: isChained ? .max : 0, match: key.match,
                        instructions: isChained ? [] : instructions))
            }, deadline: configuration.deadline)
    }

    /// ovs-vswitchd makes an interface promiscuous as soon as it appears, by reading its flags and writing them back.
    /// libvirt brings a tap up in the same instant, and that may be lost in between. So once ovs-vswitchd has the
    /// interface, it is brought up again.
    package func bringUpPorts(names: [String]) async throws {
        guard !names.isEmpty else { return }
        try await asking("bringing up ports") {
            let clock = ContinuousClock()
            let end = clock.now + Self.patience
            var hasBroughtUp = false
            for look in 0... {
                let rows = try await portRows(names: names)
                // A vhost-user port is up when the guest's own driver says so.
                let taps = rows.filter { !$0.isVhostUser }
                if rows.count == names.count, rows.allSatisfy({ $0.number != nil }) {
                    // What the database says is older than what is: at the first look it proves nothing.
                    if taps.isEmpty || hasBroughtUp && taps.allSatisfy(\.isUp) { return }
                    // On another machine libvirt has done it, and nobody can do it once more.
                    if !configuration.isRemote, !hasBroughtUp || look.isMultiple(of: 10) {
                        try await tools.bringUp(taps.map(\.name))
                    }
                    hasBroughtUp = true
                }
                guard clock.now < end else {
                    let missing = Set(names).subtracting(rows.filter { $0.isUp || $0.isVhostUser }.map(\.name)).sorted()
                    throw ManifoldError(
                        .timeout,
                        "ports \(missing.joined(separator: ", ")) of bridge \(configuration.bridge) have not come up",
                        remedy: configuration.isRemote
                            ? "bring them up there, and have a udev rule do it from now on (Docs/operators.md)"
                            : "see with `ovs-vsctl show` and `ip link` what keeps them down")
                }
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    package func detachPorts(names: [String]) async throws {
        guard !names.isEmpty else { return }
        try await asking("removing ports \(names.joined(separator: ", "))") {
            let rows = try await portRows(names: names).filter { $0.kind == "port" }
            guard !rows.isEmpty else { return }
            try await removeSegmentFlows(rows)
            try await configure(try await removal(rows.map(\.name)))
        }
    }

    nonisolated func removeSegmentFlows(_ rows: [PortRow]) async throws {
        let known = rows.compactMap { row in row.requestedNumber.map { (row.owner, $0, true) } }
        try await setSegmentFlows(known)
    }

    package func ports(names: [String]) async throws -> [PortObservation] {
        guard !names.isEmpty else { return [] }
        return try await asking("looking at ports") {
            let rows = try await portRows(names: names).filter { $0.kind == "port" }
            guard !rows.isEmpty else { return [] }
            let speaking = try await speakingPorts()
            return rows.map { row in
                PortObservation(
                    name: row.name, owner: row.owner, number: row.number,
                    isUp: row.isUp && (row.isChained || row.requestedNumber.map(speaking.contains) ?? false))
            }
        }
    }

    /// The numbers of the ports that speak on their segment.
    nonisolated func speakingPorts() async throws -> Set<Int> {
        let entries = try await flows.flows(
            FlowFilter(table: FlowCompiler.table), deadline: configuration.deadline)
        return Set(
            entries.filter { $0.priority == FlowCompiler.segmentPriority }
                .compactMap { $0.match.fields.first?.number.map { Int($0) } })
    }
}
