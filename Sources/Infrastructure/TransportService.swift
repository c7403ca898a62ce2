import MANOModel
package import SOL
package import Store

/// What carries links of services between hosts.
package struct TransportService: Sendable {
    private let store: StateStore

    package init(store: StateStore) { self.store = store }

    package func transport() async throws -> ManifoldAPI.Transport { try await store.read(Self.view) }

    /// Throws `.unprocessable` for what can't be, `.conflict` where something is carried by what would no longer be
    /// there, or a network of the operator's is on it.
    package func set(_ request: ManifoldAPI.Transport) async throws -> ManifoldAPI.Transport {
        let transport = try Self.model(request)
        return try await store.transact { transaction in
            for network in try transaction.all(Network.self).map(\.value) {
                if case .vlan(let physicalNetwork, let id) = network.carrier {
                    guard case .vlan(physicalNetwork, let vlans) = transport, vlans.contains(id) else {
                        throw ManifoldError(
                            .conflict, "network \(network.name) is carried by VLAN \(id) of \(physicalNetwork)",
                            remedy: "keep that among the VLANs, or terminate what uses it")
                    }
                }
                let host = try network.hostID.map { try transaction.host($0.rawValue).value }
                if let what = transport?.clash(network.attachment, on: host) {
                    throw ManifoldError(
                        .conflict, "network \(network.name) is there: \(what)",
                        remedy: "choose other VLANs, or delete that network")
                }
            }
            try transaction.setTransport(transport)
            return try Self.view(transaction)
        }
    }

    private static func model(_ request: ManifoldAPI.Transport) throws -> Transport? {
        switch request.type {
        case nil:
            throw ManifoldError(.unprocessable, "type is missing", remedy: "vlan, or none")
        case .nothing: return nil
        case .vlan:
            guard let name = request.physicalNetwork, let first = request.firstVLAN, let last = request.lastVLAN else {
                throw ManifoldError(
                    .unprocessable, "physicalNetwork, firstVLAN or lastVLAN is missing", remedy: "name all three")
            }
            try ResourceName.check(name, "the physical network's name")
            guard 1 <= first, first <= last, last <= 4094 else {
                throw ManifoldError(
                    .unprocessable, "VLANs \(first) to \(last) are no range of VLAN tags",
                    remedy: "from 1 to 4094, the first not above the last")
            }
            return .vlan(physicalNetwork: name, vlans: first...last)
        }
    }

    private static func view(_ reading: Reading) throws -> ManifoldAPI.Transport {
        guard case .vlan(let name, let vlans) = try reading.transport() else {
            return ManifoldAPI.Transport(type: .nothing)
        }
        let transport = Transport.vlan(physicalNetwork: name, vlans: vlans)
        return ManifoldAPI.Transport(
            type: .vlan, physicalNetwork: name, firstVLAN: vlans.lowerBound, lastVLAN: vlans.upperBound,
            links: try reading.claims(kind: .segment, scope: name).count,
            hosts: try reading.all(Host.self).map(\.value).filter { transport.interface(of: $0) != nil }.map(\.name)
                .sorted())
    }
}
