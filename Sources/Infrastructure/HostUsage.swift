import MANOModel
import SOL
import Store

/// What is taken of every host, read once for all of them.
struct HostUsage {
    private let claims: [String: [Claim]]
    private let guests: [Identifier<Host>: Int]

    init(_ reading: Reading) throws {
        claims = Dictionary(grouping: try reading.hostUsage(), by: \.scope)
        guests = try reading.guestCounts()
    }

    func view(_ host: Host) -> ManifoldAPI.Host {
        ManifoldAPI.Host(host, used: Self.sum(claims[host.id.rawValue] ?? []), guests: guests[host.id] ?? 0)
    }

    /// One host with all that is known of it: each claim with its owner, and what doesn't go together.
    static func detailedView(_ host: Host, _ reading: Reading) throws -> ManifoldAPI.Host {
        let claims = try reading.claims(scope: host.id.rawValue).filter(isOfHost)
        let titles = try reading.ownerTitles(on: host.id)
        func title(_ owner: String) -> String { titles[owner] ?? owner }
        var used = sum(claims)
        used.claims = claims.map { claim in
            ManifoldAPI.Host.Claim(
                kind: claim.kind.rawValue, key: claim.key, amount: claim.amount, owner: claim.owner,
                title: title(claim.owner))
        }.sorted { ($0.title, $0.owner, $0.kind, $0.key) < ($1.title, $1.owner, $1.kind, $1.key) }
        return ManifoldAPI.Host(
            host, used: used, guests: try reading.guestCount(on: host.id),
            warnings: host.warnings(claims: claims, title: title))
    }

    /// Numbers of ports are the switch's own business.
    private static func isOfHost(_ claim: Claim) -> Bool {
        switch claim.kind {
        case .sharedCPU, .memory, .storage, .bandwidth, .core, .device: true
        case .portNumber, .segment, .address: false
        }
    }

    private static func sum(_ claims: [Claim]) -> ManifoldAPI.Host.Used {
        var used = ManifoldAPI.Host.Used(vCPUs: 0, memory: 0, storage: 0)
        for claim in claims {
            switch claim.kind {
            case .sharedCPU, .core: used.vCPUs += Int(claim.amount)
            case .memory: used.memory += claim.amount
            case .storage: used.storage += claim.amount
            case .bandwidth, .device, .portNumber, .segment, .address: break
            }
        }
        return used
    }
}
