package import MANOModel
package import Store

/// What planning looks at: hosts and networks, and what is taken of them.
package struct PlanningSnapshot: Sendable {
    package var hosts: [Host]
    package var networks: [Identifier<Network>: Network]
    /// Sums by host, and cores.
    package var usage: [Claim]
    package var portNumbers: [Identifier<Host>: TakenNumbers]
    /// Of the networks' endpoints.
    package var endpointNumbers: [Identifier<Network>: Int]
    package var addresses: [Identifier<Network>: TakenAddresses]
    package var segments: Set<Int>
    /// What carries links between hosts; nil: nothing does.
    package var transport: Transport?
    package var policy: PlacementPolicy
    /// Of the transport's VLANs.
    package var takenVLANs: Set<Int>

    /// - Parameter hasClaims: without, nothing can be placed: enough to check what a request names.
    package init(_ reading: Reading, hasClaims: Bool = true) throws {
        hosts = try reading.all(Host.self).map(\.value)
        networks = Dictionary(uniqueKeysWithValues: try reading.all(Network.self).map { ($0.value.id, $0.value) })
        usage = []
        portNumbers = [:]
        endpointNumbers = [:]
        addresses = [:]
        segments = []
        takenVLANs = []
        transport = try reading.transport()
        policy = try reading.placementPolicy()
        if hasClaims { try readClaims(reading) }
    }

    private mutating func readClaims(_ reading: Reading) throws {
        usage = try reading.hostUsage()
        portNumbers = Dictionary(
            uniqueKeysWithValues: try reading.claimedKeys(.portNumber).map { (Identifier($0), TakenNumbers($1)) })
        for claim in try reading.networkClaims(.portNumber) {
            endpointNumbers[Identifier(claim.owner)] = Int(claim.key)
        }
        addresses = Dictionary(
            uniqueKeysWithValues: try reading.claimedKeys(.address).map { (Identifier($0), TakenAddresses($1)) })
        segments = Set(try reading.claims(kind: .segment, scope: "").compactMap { Int($0.key) })
        if case .vlan(let physicalNetwork, let vlans) = transport {
            takenVLANs = Set(
                try reading.claims(kind: .segment, scope: physicalNetwork).compactMap { Int($0.key) }
            ).filter(vlans.contains)
        }
    }
}
