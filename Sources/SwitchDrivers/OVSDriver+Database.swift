import BlockingPool
import Glibc
import MANOModel
import OVSDB
import OpenFlow
import SwitchConnection

/// The keys that mark a row as ours (`external_ids`).
enum Mark {
    /// `bridge`, `port` or `endpoint`.
    static let kind = "manifold-kind"
    static let owner = "manifold-owner"
    static let number = "manifold-number"
    static let segment = "manifold-segment"
    static let isChained = "manifold-chained"
    static let socket = "manifold-socket"
    static let macAddress = "manifold-mac"
    static let mtu = "manifold-mtu"
    /// The network namespace that was made for an endpoint.
    static let namespace = "manifold-namespace"
    /// The bridge that leads to an endpoint's physical interface.
    static let edge = "manifold-edge"
}

/// A port of ours as the database has it.
struct PortRow: Sendable {
    var name: String
    var marks: [String: String]
    /// Nil while the switch has no such interface.
    var number: Int?
    var isUp: Bool
    /// A guest's memory is behind it, and no interface of the kernel.
    var isVhostUser: Bool
    /// Why the switch can't have it; empty: it can.
    var error: String

    var owner: String { marks[Mark.owner] ?? "" }
    var kind: String? { marks[Mark.kind] }
    var requestedNumber: Int? { marks[Mark.number].flatMap { Int($0) } }
    var isChained: Bool { marks[Mark.isChained] == "true" }
}

extension OVSDriver {
    /// Runs `body`, and turns what the clients throw into the error of the boundary.
    func asking<Result>(_ what: String, _ body: () async throws -> Result) async throws -> Result {
        let bridge = "bridge \(configuration.bridge) (\(configuration.database))"
        do {
            return try await body()
        } catch let error as OVSDBError {
            let refused = error.code == .refused
            throw ManifoldError(
                refused ? .infrastructure : .unknown, "\(bridge): \(what)", cause: error.description,
                remedy: refused ? nil : Self.remedy(configuration.database))
        } catch let error as OpenFlowError {
            let refused = error.code == .refused
            throw ManifoldError(
                refused ? .infrastructure : .unknown, "\(bridge): \(what)", cause: error.description,
                remedy: refused ? nil : "see that ovs-vswitchd runs on that host and that the bridge is there")
        }
    }

    private static func remedy(_ database: ServerAddress) -> String {
        switch database {
        case .unix: "see that ovsdb-server and ovs-vswitchd run on that host, and that this is their socket"
        case .tcp(_, let port):
            "see that ovsdb-server and ovs-vswitchd run on that host, and that they listen there:"
                + " ovs-vsctl set-manager ptcp:\(port):ADDRESS"
        }
    }

    nonisolated func transact(_ operations: [Operation]) async throws -> [OperationResult] {
        try await database.transact(
            db: OVSDBClient.openVSwitch, operations, deadline: configuration.deadline)
    }

    nonisolated func configure(_ operations: [Operation]) async throws {
        _ = try await database.configure(operations, deadline: configuration.deadline)
    }

    func ensureBridge(named name: String) async throws {
        try await asking("making bridge \(name)") {
            do {
                try await addBridge(name)
            } catch let error as OVSDBError where error.reason == "constraint violation" {
                // Somebody, such as another use of this host, added it meanwhile: look again.
                try await addBridge(name)
            }
        }
    }

    private func addBridge(_ name: String) async throws {
        // An edge of another machine moves packets by itself: nobody can tell it how.
        let mode = configuration.isRemote && name != configuration.bridge ? "standalone" : "secure"
        let rows = try await transact([
            .select(
                from: "Bridge", where: [Condition("name", .equal, .string(name))],
                columns: ["external_ids", "fail_mode"])
        ])[0].rows
        if let row = rows.first {
            guard row["external_ids"]?.dictionary[Mark.kind] == "bridge" else {
                throw ManifoldError(
                    .infrastructure, "bridge \(name) at \(configuration.database) is there, and isn't Manifold's",
                    remedy: "name another integration bridge for this host, or delete that one")
            }
            guard row["fail_mode"]?.string != mode else { return }
            try await configure([
                .update(
                    "Bridge", where: [Condition("name", .equal, .string(name))],
                    row: ["fail_mode": .string(mode)])
            ])
            return
        }
        let type = try await datapathType()
        try await configure([
            .insert(
                into: "Interface", row: ["name": .string(name), "type": .string("internal")], named: "interface"),
            .insert(
                into: "Port", row: ["name": .string(name), "interfaces": .namedUUID("interface")], named: "port"),
            .insert(
                into: "Bridge",
                row: [
                    "name": .string(name), "ports": .namedUUID("port"), "fail_mode": .string(mode),
                    "datapath_type": .string(type),
                    "protocols": .strings(["OpenFlow10", "OpenFlow13", "OpenFlow15"]),
                    "other_config": .dictionary(["disable-in-band": "true"]),
                    "external_ids": .dictionary([Mark.kind: "bridge"]),
                ], named: "bridge"),
            .mutate(
                "Open_vSwitch", where: [],
                mutations: [Mutation("bridges", .insert, .set([.namedUUID("bridge")]))]),
        ])
        if configuration.isRemote, type == "system" { try await leaveKernel(name) }
    }

    /// A bridge of the kernel's datapath that doesn't come to be on another machine is made on the userspace one.
    private func leaveKernel(_ name: String) async throws {
        let named = [Condition("name", .equal, .string(name))]
        let rows = try await transact([.select(from: "Bridge", where: named, columns: ["datapath_id"])])[0].rows
        guard let row = rows.first, row["datapath_id"]?.string == nil else { return }
        try await configure([.update("Bridge", where: named, row: ["datapath_type": .string("netdev")])])
    }

    /// Has the integration bridge listen for OpenFlow where the manager is to reach it.
    func ensureListener() async throws {
        guard let target = configuration.management.listener else { return }
        let named = [Condition("name", .equal, .string(configuration.bridge))]
        try await asking("having it listen at \(target)") {
            let results = try await transact([
                .select(from: "Bridge", where: named, columns: ["controller"]),
                .select(
                    from: "Controller", where: [Condition("target", .equal, .string(target))], columns: ["_uuid"]),
            ])
            let there = results[0].rows.first?["controller"]?.uuids ?? []
            let listeners = results[1].rows.compactMap { $0["_uuid"]?.uuid }
            guard !there.contains(where: listeners.contains) else { return }
            try await configure([
                .insert(into: "Controller", row: ["target": .string(target)], named: "listener"),
                .update("Bridge", where: named, row: ["controller": .namedUUID("listener")]),
            ])
        }
    }

    /// Errors: none where the bridge is gone, isn't Manifold's, or has ports besides its own.
    func removeBridge(named name: String) async throws {
        try await asking("removing bridge \(name)") {
            let rows = try await transact([
                .select(
                    from: "Bridge", where: [Condition("name", .equal, .string(name))],
                    columns: ["_uuid", "external_ids", "ports"])
            ])[0].rows
            guard let row = rows.first, row["external_ids"]?.dictionary[Mark.kind] == "bridge",
                let id = row["_uuid"]?.uuid, row["ports"]?.uuids.count ?? 0 <= 1
            else { return }
            try await configure([
                .mutate("Open_vSwitch", where: [], mutations: [Mutation("bridges", .delete, .set([.uuid(id)]))])
            ])
        }
    }

    nonisolated func datapathType() async throws -> String {
        if let type = configuration.datapathType { return type }
        if configuration.isRemote {
            // Only a bridge that was tried tells what that machine's kernel has.
            let rows = try await transact([
                .select(
                    from: "Bridge", where: [Condition("name", .equal, .string(configuration.bridge))],
                    columns: ["datapath_type"])
            ])[0].rows
            let type = rows.first?["datapath_type"]?.string ?? ""
            return type.isEmpty ? "system" : type
        }
        // The database names `system` as supported whether or not the kernel has it.
        let hasModule = try await BlockingPool.files.run { access("/sys/module/openvswitch", F_OK) == 0 }
        return hasModule ? "system" : "netdev"
    }

    /// The ports of ours on the integration bridge; of those names, or all.
    nonisolated func portRows(names: [String]? = nil) async throws -> [PortRow] {
        func selections(_ table: String, _ columns: [String]) -> [Operation] {
            guard let names else { return [.select(from: table, where: [], columns: columns)] }
            return names.map {
                .select(from: table, where: [Condition("name", .equal, .string($0))], columns: columns)
            }
        }
        let ports = selections("Port", ["name", "external_ids"])
        let results = try await transact(
            ports + selections("Interface", ["name", "ofport", "link_state", "admin_state", "type", "error"]))
        var interfaces: [String: Row] = [:]
        for row in results[ports.count...].flatMap(\.rows) {
            if let name = row["name"]?.string { interfaces[name] = row }
        }
        return results[..<ports.count].flatMap(\.rows).compactMap { row in
            guard let name = row["name"]?.string else { return nil }
            let interface = interfaces[name]
            let number = interface?["ofport"]?.integer.flatMap { $0 > 0 ? Int($0) : nil }
            return PortRow(
                name: name, marks: row["external_ids"]?.dictionary ?? [:], number: number,
                isUp: interface?["link_state"]?.string == "up" && interface?["admin_state"]?.string == "up",
                isVhostUser: [Self.vhostUserType, Self.vhostUserServerType].contains(interface?["type"]?.string),
                error: interface?["error"]?.string ?? "")
        }
    }

    /// What an interface asks of ovs-vswitchd. The MTU of a port that guests' memory is behind is what the switch has
    /// buffers for; a tap's is set, also where the guest changed it.
    static func requests(number: Int, mtu: Int?) -> Row {
        var row: Row = ["ofport_request": .integer(number)]
        if let mtu { row["mtu_request"] = .integer(mtu) }
        return row
    }

    /// What adds a port with one interface to the bridge. The rows' temporary names end in `index`.
    nonisolated func insertion(
        _ name: String, tag: Int, number: Int, marks: [String: String], interface: Row = [:], index: Int,
        mtu: Int? = nil, bridge: String
    ) -> [Operation] {
        var row = interface.merging(Self.requests(number: number, mtu: mtu)) { $1 }
        row["name"] = .string(name)
        return [
            .insert(into: "Interface", row: row, named: "interface\(index)"),
            .insert(
                into: "Port",
                row: [
                    "name": .string(name), "interfaces": .namedUUID("interface\(index)"), "tag": .integer(tag),
                    "vlan_mode": .string("access"), "external_ids": .dictionary(marks),
                ], named: "port\(index)"),
            .mutate(
                "Bridge", where: [Condition("name", .equal, .string(bridge))],
                mutations: [Mutation("ports", .insert, .set([.namedUUID("port\(index)")]))]),
        ]
    }

    /// What takes the ports of those names off every bridge; their rows go with that.
    nonisolated func removal(_ names: [String]) async throws -> [Operation] {
        let found = try await transact(
            names.map {
                .select(from: "Port", where: [Condition("name", .equal, .string($0))], columns: ["_uuid"])
            })
        let ids = found.flatMap(\.rows).compactMap { $0["_uuid"]?.uuid }
        guard !ids.isEmpty else { return [] }
        return [
            .mutate("Bridge", where: [], mutations: [Mutation("ports", .delete, .set(ids.map { .uuid($0) }))])
        ]
    }
}
