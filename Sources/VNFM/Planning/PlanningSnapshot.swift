package import MANOModel
package import Store

/// What planning looks at: hosts and networks, and what is taken of them.
package struct PlanningSnapshot: Sendable {
    package var hosts: [Host]
    package var networks: [Identifier<Network>: Network]
    /// Sums by host, and cores.
    package var usage: [Claim]
    package var portNumbers: [Identifier<Host>: Set<Int>]
    /// Of the networks' endpoints.
    package var endpointNumbers: [Identifier<Network>: Int]
    /// Without prefix length.
    package var addresses: [Identifier<Network>: Set<String>]
    package var segments: Set<Int>
    /// What carries links between hosts; nil: nothing does.
    package var transport: Transport?
    /// Of the transport's VLANs.
    package var takenVLANs: Set<Int>

    package init(_ reading: Reading) throws {
        hosts = try reading.all(Host.self).map(\.value)
        networks = Dictionary(uniqueKeysWithValues: try reading.all(Network.self).map { ($0.value.id, $0.value) })
        usage = try reading.hostUsage()
        portNumbers = [:]
        endpointNumbers = [:]
        for claim in try reading.claims(kind: .portNumber) {
            guard let number = Int(claim.key) else { continue }
            portNumbers[Identifier(claim.scope), default: []].insert(number)
            let owner = Identifier<Network>(claim.owner)
            if networks[owner] != nil { endpointNumbers[owner] = number }
        }
        addresses = [:]
        for claim in try reading.claims(kind: .address) {
            addresses[Identifier(claim.scope), default: []].insert(claim.key)
        }
        segments = Set(try reading.claims(kind: .segment, scope: "").compactMap { Int($0.key) })
        transport = try reading.transport()
        takenVLANs = []
        if case .vlan(let physicalNetwork, let vlans) = transport {
            takenVLANs = Set(
                try reading.claims(kind: .segment, scope: physicalNetwork).compactMap { Int($0.key) }
            ).filter(vlans.contains)
        }
    }
}
