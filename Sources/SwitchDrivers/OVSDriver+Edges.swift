import Dataplane
import MANOModel
import OVSDB
import OpenFlow

/// Physical interfaces. Each is on a bridge of its own, the edge, whose ports towards the integration bridge are access
/// ports of the outside's VLANs: so one interface serves many networks, and a network's segment is independent of the
/// VLAN that it has outside.
extension OVSDriver {
    private static let edgePriority: UInt16 = 0

    private nonisolated func edgeName(_ interface: String) -> String {
        ExternalName.make(kind: "edge", owner: "\(configuration.bridge) \(interface)")
    }

    private nonisolated func innerPortName(_ endpoint: EndpointSpec) -> String {
        ExternalName.make(kind: "edge-port", owner: endpoint.portName)
    }

    /// An interface that the operator has put on a bridge of their own, such as a bond or a DPDK port, is reached through
    /// that bridge, which moves packets by itself.
    func ensureEdge(_ endpoint: EndpointSpec, interface: String, vlan: Int?) async throws {
        try await edgeLock.run {
            do {
                try await self.addEdge(endpoint, interface: interface, vlan: vlan)
            } catch let error as OVSDBError where error.reason == "constraint violation" {
                // Somebody, such as an older copy of this act, was faster: look again.
                try await self.addEdge(endpoint, interface: interface, vlan: vlan)
            }
        }
    }

    private func addEdge(_ endpoint: EndpointSpec, interface: String, vlan: Int?) async throws {
        let inner = innerPortName(endpoint)
        let given = try await bridgeOfOperator(interface)
        let edge = given ?? edgeName(interface)
        if given == nil { try await ensureBridge(named: edge) }
        let present = try await portRows(names: [interface, inner])
        var operations: [Operation] = []
        if given == nil, !present.contains(where: { $0.name == interface }) {
            operations += edgeInsertion(
                edge, interface, row: [:], interface: [:], marks: [Mark.kind: "edge", Mark.owner: edge], index: 0)
        }
        if !present.contains(where: { $0.name == inner }) {
            operations += edgeInsertion(
                edge, inner, row: vlan.map { ["tag": .integer($0), "vlan_mode": .string("access")] } ?? [:],
                interface: ["type": .string("patch"), "options": .dictionary(["peer": endpoint.portName])],
                marks: [Mark.kind: "edge", Mark.owner: endpoint.owner], index: 1)
        }
        if !operations.isEmpty { try await configure(operations) }
        try await ensureRow(
            endpoint, marks: [Mark.edge: edge],
            interface: ["type": .string("patch"), "options": .dictionary(["peer": inner])])
        guard given == nil, !configuration.isRemote else { return }
        try await self.edge(edge).apply(
            [
                .flow(
                    FlowMod(
                        .add, table: 0, priority: Self.edgePriority, cookie: ExternalName.cookie(owner: edge),
                        match: Match(), instructions: [.applyActions([.output(.normal)])]))
            ], deadline: configuration.deadline)
    }

    /// The bridge of somebody else's that has the interface; nil: none has, or it is ours. Errors: `.infrastructure`
    /// where it is on a bridge of ours for something else.
    private nonisolated func bridgeOfOperator(_ interface: String) async throws -> String? {
        let rows = try await transact([
            .select(
                from: "Port", where: [Condition("name", .equal, .string(interface))],
                columns: ["_uuid", "external_ids"]),
            .select(from: "Bridge", where: [], columns: ["name", "ports", "external_ids"]),
        ])
        guard let port = rows[0].rows.first, let id = port["_uuid"]?.uuid,
            let bridge = rows[1].rows.first(where: { $0["ports"]?.uuids.contains(id) == true }),
            let name = bridge["name"]?.string
        else { return nil }
        if bridge["external_ids"]?.dictionary[Mark.kind] == nil { return name }
        guard port["external_ids"]?.dictionary[Mark.owner] == edgeName(interface) else {
            throw ManifoldError(
                .infrastructure, "interface \(interface) is on bridge \(name) of \(configuration.database) already")
        }
        return nil
    }

    private nonisolated func edgeInsertion(
        _ edge: String, _ name: String, row: Row, interface: Row, marks: [String: String], index: Int
    ) -> [Operation] {
        let columns: Row = [
            "name": .string(name), "interfaces": .namedUUID("interface\(index)"), "external_ids": .dictionary(marks),
        ]
        return [
            .insert(
                into: "Interface", row: interface.merging(["name": .string(name)]) { $1 }, named: "interface\(index)"),
            .insert(into: "Port", row: columns.merging(row) { $1 }, named: "port\(index)"),
            .mutate(
                "Bridge", where: [Condition("name", .equal, .string(edge))],
                mutations: [Mutation("ports", .insert, .set([.namedUUID("port\(index)")]))]),
        ]
    }

    func edgeIsWhole(_ endpoint: EndpointSpec, interface: String) async throws -> Bool {
        let rows = try await portRows(names: [interface, innerPortName(endpoint)])
        if try await bridgeOfOperator(interface) != nil { return rows.contains { $0.name == innerPortName(endpoint) } }
        guard rows.count == 2, rows.allSatisfy({ $0.kind == "edge" }) else { return false }
        if configuration.isRemote { return true }
        return try await !self.edge(edgeName(interface)).flows(deadline: configuration.deadline).isEmpty
    }

    /// Takes the network's port off the edge, and an edge of ours with its interface where no other network uses it.
    func removeEdgePort(_ edge: String, _ endpoint: EndpointSpec) async throws {
        try await edgeLock.run {
            try await self.configure(try await self.removal([self.innerPortName(endpoint)]))
            let others = try await self.portRows().filter {
                $0.name != endpoint.portName && $0.marks[Mark.edge] == edge
            }
            guard others.isEmpty else { return }
            let rows = try await self.transact([
                .select(
                    from: "Bridge", where: [Condition("name", .equal, .string(edge))],
                    columns: ["_uuid", "external_ids"])
            ])[0].rows
            guard let row = rows.first, let id = row["_uuid"]?.uuid, row["external_ids"]?.dictionary[Mark.kind] != nil
            else { return }
            try await self.configure([
                .mutate("Open_vSwitch", where: [], mutations: [Mutation("bridges", .delete, .set([.uuid(id)]))])
            ])
        }
    }
}
