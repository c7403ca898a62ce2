package import Dataplane
package import MANOModel
import OVSDB
import OpenFlow

extension OVSDriver {
    package func facts() async throws -> SwitchFacts {
        try await asking("reading what it is") {
            let results = try await transact([
                // All columns: older switches lack some, and refuse a question that names them.
                .select(from: "Open_vSwitch", where: []),
                .select(from: "Bridge", where: [], columns: ["name", "ports"]),
                .select(
                    from: "Port", where: [],
                    columns: [
                        "_uuid", "name", "interfaces", "bond_mode", "bond_active_slave", "lacp", "external_ids",
                    ]),
                .select(
                    from: "Interface", where: [],
                    columns: [
                        "_uuid", "name", "type", "link_state", "link_speed", "mtu", "mac_in_use", "lacp_current",
                    ]),
            ])
            return SwitchReading(
                switches: results[0].rows, bridges: results[1].rows, ports: results[2].rows,
                interfaces: results[3].rows
            ).facts
        }
    }

    package func inventory() async throws -> [OwnedSwitchResource] {
        try await asking("listing what is ours") {
            var resources: Set<OwnedSwitchResource> = []
            for row in try await portRows() {
                switch row.kind {
                case "port": resources.insert(OwnedSwitchResource(kind: .port, name: row.name, owner: row.owner))
                case "endpoint":
                    resources.insert(OwnedSwitchResource(kind: .endpoint, name: row.name, owner: row.owner))
                default: break
                }
            }
            // A graph may be there without its mark, or in parts: any flow or group that names it counts.
            let tables = try await tables()
            for label in tables.entries.compactMap(\.instructions.label) {
                switch label {
                case .leg(let graph, _, _, _), .graph(let graph, _, _), .instance(let graph, _):
                    resources.insert(OwnedSwitchResource(kind: .graph, name: graph, owner: graph))
                }
            }
            for owner in tables.groups.compactMap(\.owner) {
                resources.insert(OwnedSwitchResource(kind: .graph, name: owner, owner: owner))
            }
            return resources.sorted { ("\($0.kind)", $0.name) < ("\($1.kind)", $1.name) }
        }
    }
}
