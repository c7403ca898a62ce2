import MANOModel
import Planner
import SOL
import Store

/// A network as it was asked for, checked as far as the request itself shows.
struct NetworkPlan: Sendable {
    private let name: String
    private let prefix: String?
    private let gateway: String?
    private let attachment: Network.Attachment
    private let functionPolicy: VirtualFunctionPolicy?
    private let segment: Int?
    private let mtu: Int?
    private let host: String?

    /// Throws `.unprocessable` that names what is wrong and what would be right.
    init(_ request: ManifoldAPI.CreateNetworkRequest) throws {
        try ResourceName.check(request.name, "the network's name")
        name = request.name
        segment = request.segment
        host = request.host
        mtu = request.mtu
        if let segment, !NumberPool.segments.range.contains(segment) {
            throw ManifoldError(
                .unprocessable, "segment \(segment) is no VLAN tag", remedy: "from 1 to 4094, or none for a free one")
        }
        let pool = try request.prefix.map { try AddressPool(prefix: $0) }
        prefix = pool.map { "\($0.prefix)" }
        try Network.checkMTU(mtu, of: "network \(name)", hasIPv6: prefix?.contains(":") ?? false)
        if let text = request.gateway {
            guard let pool else {
                throw ManifoldError(.unprocessable, "the gateway \(text) has no prefix to be in", remedy: "set prefix")
            }
            gateway = Self.withoutLength(try pool.normalised(text))
        } else {
            gateway = nil
        }
        attachment = try Self.attachment(request, pool)
        functionPolicy = try request.attachment?.functionPolicy()
    }

    /// Writes the network with its claims.
    func commit(_ id: Identifier<Network>, _ transaction: Transaction) throws -> Network {
        let hostID = try hostID(transaction)
        if let transport = try transaction.transport(),
            let what = transport.clash(attachment, on: try hostID.map { try transaction.host($0.rawValue).value })
        {
            throw ManifoldError(
                .conflict, "\(what): guests would see links of services", remedy: "choose a VLAN that isn't tenants'")
        }
        if let mtu, case .physical(let interface, _) = attachment, let hostID {
            let host = try transaction.host(hostID.rawValue).value
            if let its = host.facts?.mtu(of: interface), its < mtu {
                throw ManifoldError(
                    .unprocessable,
                    "network \(name) would have an MTU of \(mtu), and the interface \(interface) of host \(host.name) has"
                        + " \(its)", remedy: "give the interface a larger MTU, or the network a smaller one")
            }
        }
        let network = Network(
            id: id, name: name, segment: try freeSegment(transaction), prefix: prefix, gateway: gateway,
            attachment: attachment, functionPolicy: functionPolicy, hostID: hostID, mtu: mtu)
        for other in try transaction.all(Network.self).map(\.value) where other.hostID == hostID {
            if let what = Self.clash(attachment, other.attachment) {
                throw ManifoldError(
                    .conflict, "\(what) belongs to the network \(other.name)",
                    remedy: "choose another, or remove that network first")
            }
        }
        try transaction.insert(network)
        var claims = [Claim(kind: .segment, scope: "", key: "\(network.segment)", owner: id.rawValue)]
        if attachment.hasEndpoint, let hostID {
            claims.append(
                Claim(
                    kind: .portNumber, scope: hostID.rawValue, key: "\(try freePort(hostID, transaction))",
                    owner: id.rawValue))
        }
        for address in addresses {
            claims.append(Claim(kind: .address, scope: id.rawValue, key: address, owner: id.rawValue))
        }
        try transaction.claim(claims)
        return network
    }

    /// The gateway's and the endpoint's own, without prefix length, each once.
    private var addresses: [String] {
        var addresses = Set<String>()
        if let gateway { addresses.insert(gateway) }
        switch attachment {
        case .namespace(_, .some(let address)), .host(let address): addresses.insert(Self.withoutLength(address))
        case .namespace(_, nil), .physical, .provider, .none: break
        }
        return addresses.sorted()
    }

    private func hostID(_ transaction: Transaction) throws -> Identifier<Host>? {
        if let host { return try transaction.host(host).value.id }
        guard attachment.hasEndpoint else { return nil }
        let hosts = try transaction.all(Host.self)
        guard hosts.count == 1 else {
            throw ManifoldError(
                .unprocessable, "network \(name) meets the outside on one host, and the request names none",
                remedy: hosts.isEmpty
                    ? "add a host first" : "set host: \(hosts.prefix(10).map(\.value.name).joined(separator: ", "))")
        }
        return hosts[0].value.id
    }

    private func freeSegment(_ transaction: Transaction) throws -> Int {
        let claims = try transaction.claims(kind: .segment, scope: "")
        guard let segment else {
            guard let free = NumberPool.segments.next(1, excluding: Set(claims.compactMap { Int($0.key) }))?.first
            else {
                throw ManifoldError(.conflict, "all 4094 segments are in use", remedy: "remove networks first")
            }
            return free
        }
        if let owner = claims.first(where: { $0.key == "\(segment)" })?.owner {
            let network = try transaction.findNetwork(owner)?.value.name ?? owner
            throw ManifoldError(
                .conflict, "segment \(segment) belongs to the network \(network)",
                remedy: "choose another, or none for a free one")
        }
        return segment
    }

    private func freePort(_ hostID: Identifier<Host>, _ transaction: Transaction) throws -> Int {
        let taken = Set(try transaction.claims(kind: .portNumber, scope: hostID.rawValue).compactMap { Int($0.key) })
        guard let port = NumberPool.ports.next(1, excluding: taken)?.first else {
            throw ManifoldError(.conflict, "all port numbers of the host's switch are in use")
        }
        return port
    }

    private static func attachment(_ request: ManifoldAPI.CreateNetworkRequest, _ pool: AddressPool?) throws
        -> Network.Attachment
    {
        guard var asked = request.attachment else { return .none }
        if asked.type == .namespace, asked.name == nil { asked.name = "mf-\(request.name)" }
        switch try asked.model() {
        case .none: return .none
        case .namespace(let name, let address):
            try ResourceName.checkNamespace(name)
            return .namespace(name: name, address: try address.map { try interfaceAddress($0, pool) })
        case .physical(let interface, let vlan):
            try ResourceName.checkInterface(interface)
            if let vlan, !(1...4094).contains(vlan) {
                throw ManifoldError(
                    .unprocessable, "attachment.vlan \(vlan) is no VLAN tag",
                    remedy: "from 1 to 4094, or none for the whole interface")
            }
            return .physical(interface: interface, vlan: vlan)
        case .provider(let physicalNetwork, let vlan):
            try ResourceName.check(physicalNetwork, "the physical network's name")
            if let vlan, !(1...4094).contains(vlan) {
                throw ManifoldError(
                    .unprocessable, "attachment.vlan \(vlan) is no VLAN tag",
                    remedy: "from 1 to 4094, or none for frames without one")
            }
            return .provider(physicalNetwork: physicalNetwork, vlan: vlan)
        case .host(let address):
            return .host(address: try interfaceAddress(address, pool))
        }
    }

    /// In its one spelling, with prefix length.
    private static func interfaceAddress(_ text: String, _ pool: AddressPool?) throws -> String {
        if let pool { return try pool.normalised(text) }
        guard let (address, length) = IPPrefix.split(text) else {
            throw ManifoldError(
                .unprocessable, "attachment.address \"\(text)\" is no address of an interface",
                remedy: "write it as 10.10.0.1/24")
        }
        return "\(address)/\(length)"
    }

    /// What two networks on one host would share; nil: nothing.
    private static func clash(_ one: Network.Attachment, _ other: Network.Attachment) -> String? {
        switch (one, other) {
        case (.namespace(let name, _), .namespace(let taken, _)) where name == taken: "the namespace \(name)"
        case (.physical(let interface, let vlan), .physical(let taken, let takenVLAN))
        where interface == taken && (vlan == takenVLAN || vlan == nil || takenVLAN == nil):
            vlan.map { "VLAN \($0) of \(interface)" } ?? "the interface \(interface)"
        case (.provider(let network, let vlan), .provider(let taken, let takenVLAN))
        where network == taken && vlan == takenVLAN:
            vlan.map { "VLAN \($0) of the physical network \(network)" } ?? "the physical network \(network)"
        case (.host(let address), .host(let taken)) where withoutLength(address) == withoutLength(taken):
            "the address \(address) on the host"
        default: nil
        }
    }

    private static func withoutLength(_ address: String) -> String { String(address.prefix { $0 != "/" }) }
}
