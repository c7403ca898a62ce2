package import MANOModel
import Planner
package import Store

/// What a plan changes of networks, so that they reach all their guests.
package struct LinkPlan: Sendable, Equatable {
    /// One network that its new guests speak on.
    package struct Link: Sendable, Equatable {
        package var before: Network
        package var after: Network
        /// It is planned with its guests, and goes with them where they aren't made.
        package var isNew: Bool
        /// Where its uplink has to be, so that the new guests reach the others.
        package var hostIDs: [Identifier<Host>]
    }

    package var links: [Link] = []
    package var claims: [Claim] = []

    package init() {}
}

extension PlanningSnapshot {
    /// The hosts whose switches can be joined.
    package var joinedHosts: Set<Identifier<Host>> { joinedHosts(carrying: 0) }

    /// The hosts whose switches can be joined by links of an MTU, in bytes; what isn't known is taken to do.
    package func joinedHosts(carrying mtu: Int) -> Set<Identifier<Host>> {
        guard let transport else { return [] }
        return Set(hosts.filter { transport.joins($0, carrying: mtu) }.map(\.id))
    }

    /// The largest MTU of networks, in bytes; 0: nothing is said of any.
    package func mtu(of networks: some Sequence<Identifier<Network>>) -> Int {
        networks.compactMap { self.networks[$0]?.mtu }.max() ?? 0
    }

    /// Why no service can be on several hosts; nil: one can, on those that are joined.
    package var barrier: String? {
        guard let transport else {
            return "nothing carries a service's links between hosts, so that its guests share one"
                + " (`manifold transport set` names what does)"
        }
        let joined = joinedHosts
        guard joined.count > 1 else {
            return "\(joined.isEmpty ? "no host has" : "only one host has") an interface to the physical network"
                + " \(transport.physicalNetwork), which carries links between hosts"
        }
        guard takenVLANs.count < transport.vlans.count else { return "all of \(transport.title) are taken" }
        return nil
    }

    /// Why a host that isn't joined can't be one of several.
    ///
    /// - Parameter mtu: of its links, in bytes; 0: nothing is said.
    package func joinReason(carrying mtu: Int = 0) -> String {
        let network = transport?.physicalNetwork ?? ""
        let small = joinedHosts.subtracting(joinedHosts(carrying: mtu))
        let text = "leads to no interface on the physical network \(network), which carries links between hosts"
        guard !small.isEmpty else { return text }
        let known = hosts.filter { small.contains($0.id) }.sorted { $0.name < $1.name }.compactMap { host in
            transport?.interface(of: host).flatMap { interface in
                host.facts?.mtu(of: interface).map { "\(interface) of \(host.name) has \($0)" }
            }
        }
        return
            "\(text), with an MTU of \(mtu) (\(known.prefix(3).joined(separator: ", "))\(known.count > 3 ? ", …" : ""))"
    }

    /// A port number of a host's switch. Throws `.noCapacity`.
    package mutating func takePort(on hostID: Identifier<Host>) throws -> Int {
        guard let number = portNumbers[hostID, default: TakenNumbers()].take() else {
            throw ManifoldError(.noCapacity, "the switch of host \(hostID) has no port number left")
        }
        return number
    }

    /// Has networks be on the hosts where they get guests: one that is on several is carried between them.
    ///
    /// - Parameters:
    ///   - new: networks that are planned with their guests.
    ///   - gone: hosts where nothing can be made, and nothing of the guests is left.
    /// - Throws: `.noCapacity` where nothing is left to carry it by.
    package mutating func extend(
        _ wanted: [Identifier<Network>: Set<Identifier<Host>>], new: Set<Identifier<Network>>,
        gone: Set<Identifier<Host>> = []
    ) throws -> LinkPlan {
        var plan = LinkPlan()
        for (id, hostIDs) in wanted.sorted(by: { $0.key < $1.key }) {
            guard let before = networks[id] else { continue }
            var network = before
            var all = hostIDs
            if network.attachment.hasEndpoint, let own = network.hostID { all.insert(own) }
            for hostID in all.sorted() where !network.places.contains(where: { $0.hostID == hostID }) {
                network.places.append(Network.Place(hostID: hostID))
            }
            if network.nsInstanceID != nil || network.vnfInstanceID != nil {
                network.places.removeAll { gone.contains($0.hostID) && $0.uplink == nil }
            }
            if network.places.count > 1 { try carry(&network, without: gone, &plan.claims) }
            networks[id] = network
            var uplinks = network.places.filter { $0.uplink != nil && !gone.contains($0.hostID) }.map(\.hostID)
            // Those of a network that was carried before are there.
            if before.carrier != nil {
                uplinks.removeAll { id in !hostIDs.contains(id) && before.places.contains { $0.hostID == id } }
            }
            plan.links.append(
                LinkPlan.Link(before: before, after: network, isNew: new.contains(id), hostIDs: uplinks))
        }
        return plan
    }

    private mutating func carry(
        _ network: inout Network, without gone: Set<Identifier<Host>>, _ claims: inout [Claim]
    ) throws {
        guard let transport else { return }
        let joined = joinedHosts.subtracting(gone)
        guard network.places.count(where: { joined.contains($0.hostID) }) > 1 else { return }
        if network.carrier == nil {
            guard let carrier = takeCarrier(transport) else {
                // An operator's network may stay on each of its hosts for itself, a service's link can't.
                if network.nsInstanceID == nil, network.vnfInstanceID == nil { return }
                throw ManifoldError(
                    .noCapacity,
                    "link \(network.virtualLinkDescID ?? network.name) would be on several hosts, and all of"
                        + " \(transport.title) are taken",
                    remedy: "terminate services, or give the transport more VLANs")
            }
            network.carrier = carrier
            claims.append(carrier.claim(owner: network.id.rawValue))
        }
        for index in network.places.indices where network.places[index].uplink == nil {
            let hostID = network.places[index].hostID
            guard joined.contains(hostID), let host = hosts.first(where: { $0.id == hostID }),
                let interface = transport.interface(of: host)
            else { continue }
            let number = try takePort(on: hostID)
            network.places[index].uplink = Network.Uplink(interface: interface, portNumber: number)
            claims.append(
                Claim(
                    kind: .portNumber, scope: hostID.rawValue, key: String(number),
                    owner: network.uplinkOwner(on: hostID)))
        }
    }

    private mutating func takeCarrier(_ transport: Transport) -> Network.Carrier? {
        switch transport {
        case .vlan(let physicalNetwork, let vlans):
            guard let id = NumberPool(vlans).next(1, excluding: takenVLANs)?.first else { return nil }
            takenVLANs.insert(id)
            return .vlan(physicalNetwork: physicalNetwork, id: id)
        }
    }
}

extension Transaction {
    /// Writes what changes of networks that are there, and claims what carries them.
    ///
    /// - Throws: `StoreConflict` where one is no longer what the plan rests on.
    package func accept(_ plan: LinkPlan) throws {
        let transport = try transport()
        for link in plan.links where link.before != link.after {
            if case .vlan(let physicalNetwork, let id) = link.after.carrier, link.before.carrier == nil {
                guard case .vlan(physicalNetwork, let vlans) = transport, vlans.contains(id) else {
                    throw StoreConflict("links are carried by something else now")
                }
            }
            var stored = try get(link.after.id)
            guard stored.value != link.after else { continue }
            guard stored.value == link.before else { throw StoreConflict("network \(link.after.name) has changed") }
            stored.value = link.after
            try update(stored)
        }
        try claim(plan.claims)
    }
}
