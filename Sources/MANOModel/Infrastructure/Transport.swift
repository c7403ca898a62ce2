/// What carries virtual links between the switches of hosts: one for the whole installation, set by the operator.
package enum Transport: Codable, Sendable, Equatable {
    /// VLANs of a physical network; those of the range are tenants' alone.
    case vlan(physicalNetwork: String, vlans: ClosedRange<Int>)

    package var physicalNetwork: String {
        switch self {
        case .vlan(let physicalNetwork, _): physicalNetwork
        }
    }

    package var vlans: ClosedRange<Int> {
        switch self {
        case .vlan(_, let vlans): vlans
        }
    }

    /// The interface of a host that leads there; nil: the host isn't joined.
    package func interface(of host: Host) -> String? {
        // A Linux bridge, a port of one, or a guest's vDPA device can't be a port of the switch.
        let bridges = host.facts?.bridges ?? []
        let others = Set(
            bridges.map(\.name) + bridges.flatMap(\.ports) + (host.facts?.vdpaDevices ?? []).map(\.name))
        return host.physicalNetworks.filter { $0.value == physicalNetwork && !others.contains($0.key) }.keys.min()
    }

    /// Whether links of an MTU, in bytes, come to the host; what isn't known is taken to do.
    package func joins(_ host: Host, carrying mtu: Int) -> Bool {
        guard let interface = interface(of: host) else { return false }
        return host.facts?.mtu(of: interface).map { $0 >= mtu } ?? true
    }

    /// In words, for what it is to be.
    package var title: String {
        switch self {
        case .vlan(let network, let vlans):
            "VLANs \(vlans.lowerBound) to \(vlans.upperBound) of the physical network \(network)"
        }
    }

    /// What a network that reaches outside would see of tenants' links; nil: nothing.
    package func clash(_ attachment: Network.Attachment, on host: Host?) -> String? {
        let what: String
        switch attachment {
        case .physical(let interface, let vlan):
            guard let host, host.physicalNetworks[interface] == physicalNetwork else { return nil }
            guard vlan.map(vlans.contains) ?? true else { return nil }
            what = vlan.map { "VLAN \($0) of \(interface)" } ?? "the interface \(interface) as a whole"
        case .provider(let network, let vlan):
            guard network == physicalNetwork, vlan.map(vlans.contains) ?? true else { return nil }
            what = vlan.map { "VLAN \($0) of \(network)" } ?? "the physical network \(network) without a VLAN"
        case .none, .namespace, .host: return nil
        }
        return "\(what) leads into \(title), which carry tenants' links"
    }
}
