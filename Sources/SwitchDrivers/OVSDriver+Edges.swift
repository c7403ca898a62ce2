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

    func ensureEdge(_ endpoint: EndpointSpec, interface: String, vlan: Int?) async throws {
        let edge = edgeName(interface)
        let inner = innerPortName(endpoint)
        try await ensureBridge(named: edge)
        let present = try await portRows(names: [interface, inner])
        var operations: [Operation] = []
        if let row = present.first(where: { $0.name == interface }) {
            guard row.owner == edge else {
                throw ManifoldError(
                    .infrastructure, "interface \(interface) is on another bridge of \(configuration.database) already")
            }
        } else {
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
        try await self.edge(edge).apply(
            [
                .flow(
                    FlowMod(
                        .add, table: 0, priority: Self.edgePriority, cookie: ExternalName.cookie(owner: edge),
                        match: Match(), instructions: [.applyActions([.output(.normal)])]))
            ], deadline: configuration.deadline)
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
        let edge = edgeName(interface)
        let rows = try await portRows(names: [interface, innerPortName(endpoint)])
        guard rows.count == 2, rows.allSatisfy({ $0.kind == "edge" }) else { return false }
        return try await !self.edge(edge).flows(deadline: configuration.deadline).isEmpty
    }

    /// Takes the network's port off the edge, and the edge with its interface where no other network uses it.
    func removeEdgePort(_ edge: String, _ endpoint: EndpointSpec) async throws {
        try await configure(try await removal([innerPortName(endpoint)]))
        let others = try await portRows().filter { $0.name != endpoint.portName && $0.marks[Mark.edge] == edge }
        guard others.isEmpty else { return }
        let rows = try await transact([
            .select(from: "Bridge", where: [Condition("name", .equal, .string(edge))], columns: ["_uuid"])
        ])[0].rows
        guard let id = rows.first?["_uuid"]?.uuid else { return }
        try await configure([
            .mutate("Open_vSwitch", where: [], mutations: [Mutation("bridges", .delete, .set([.uuid(id)]))])
        ])
    }
}
