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
        var used = ManifoldAPI.Host.Used(vCPUs: 0, memory: 0, storage: 0)
        for claim in claims[host.id.rawValue] ?? [] {
            switch claim.kind {
            case .sharedCPU, .core: used.vCPUs += Int(claim.amount)
            case .memory: used.memory += claim.amount
            case .storage: used.storage += claim.amount
            case .bandwidth, .device, .portNumber, .segment, .address: break
            }
        }
        return ManifoldAPI.Host(host, used: used, guests: guests[host.id] ?? 0)
    }
}
