package import MANOModel

/// What makes a HEAL move guests to another host with what they have on their disks, and live with what they have in memory:
/// a member of its additional parameters.
package struct Migration: Codable, Sendable, Equatable {
    package var vnfcs: Set<Identifier<VNFC>>
    /// Nil: one that the planner chooses.
    package var target: Identifier<Host>?
    package var isLive: Bool
    /// The host that is drained, where nobody asked for this by itself.
    package var leaves: Identifier<Host>?

    private static let key = "migrate"

    package init(
        vnfcs: Set<Identifier<VNFC>>, target: Identifier<Host>?, isLive: Bool, leaves: Identifier<Host>? = nil
    ) {
        self.vnfcs = vnfcs
        self.target = target
        self.isLive = isLive
        self.leaves = leaves
    }

    /// What a VNF's occurrence was asked for; nil: no migration.
    package init?(of operation: OperationOccurrence) {
        guard operation.operation == .heal, case .vnf = operation.subject,
            let value = operation.parameters["additionalParams"]?[Self.key],
            let decoded = try? value.decode(Migration.self)
        else { return nil }
        self = decoded
    }

    /// Nil where the parameters don't ask for it. Throws `.unprocessable` where they ask in another way.
    package init?(_ parameters: [String: JSONValue]?) throws {
        guard let value = parameters?[Self.key] else { return nil }
        do {
            self = try value.decode(Migration.self)
        } catch {
            throw ManifoldError(
                .unprocessable, "the additional parameter \(Self.key) can't be read", cause: "\(error)",
                remedy: "migrate by /manifold/v1/vnf_instances/{id}/migrate")
        }
    }

    package var parameters: [String: JSONValue] {
        get throws { [Self.key: try JSONValue(encoding: self)] }
    }

    /// Why a guest can't go on elsewhere while it runs; empty: it can.
    package static func obstacles(of vnfc: VNFC) -> [String] {
        var obstacles: [String] = []
        func add(_ isInTheWay: Bool, _ what: String) { if isInTheWay { obstacles.append(what) } }
        add(
            vnfc.connectionPoints.contains { $0.function != nil },
            "it has functions of network cards, whose state is in the card")
        add(
            vnfc.connectionPoints.contains { $0.macvtap != nil },
            "it has macvtaps, which are on interfaces of its host")
        add(
            vnfc.connectionPoints.contains { $0.vdpaDevice != nil },
            "it has vDPA devices, which are on cards of its host")
        add(
            vnfc.connectionPoints.contains { $0.bridge != nil },
            "it has ports of Linux bridges, which are its host's")
        add(
            vnfc.connectionPoints.contains { $0.socket != nil },
            "it has vhost-user ports, whose queues are the switch's")
        guard let placement = vnfc.placement else { return obstacles }
        add(placement.devices.contains { !$0.isEmpty }, "it has devices of the host")
        add(!placement.cores.isEmpty, "its vCPUs are pinned")
        add(placement.cores.isEmpty && !placement.cells.isEmpty, "its memory is bound to NUMA nodes or in huge pages")
        return obstacles
    }
}
