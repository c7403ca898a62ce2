import MANOModel

/// Finds what would have to be on a host for a unit to fit there. What it finds has been tried: with all of it the unit's
/// members have seats, and without any part of it they haven't.
struct ChangeSearch {
    private let shared: SharedBook
    private var scratch = Book.Scratch()
    /// A member that lacks something yet after so many additions is given up: there are few kinds of them.
    private static let rounds = 32

    init(_ shared: SharedBook) { self.shared = shared }

    /// The host where least is missing, with what.
    mutating func nearest(for unit: Int) -> NearestChange? {
        let what = shared.book.needs.units[unit]
        guard what.contradictions.isEmpty else { return nil }
        var best: (host: Int, parts: [Shortage.Part])?
        for host in shared.book.supply.hosts.indices {
            let isFit = what.members.allSatisfy {
                shared.book.needs.eligible[shared.book.needs.members[$0].eligibility][host]
                    && shared.book.breaksNoRule($0, on: host)
            }
            guard isFit, let parts = missing(what.members, on: host) else { continue }
            if best.map({ Self.isSmaller(parts, $0.parts) }) ?? true { best = (host, parts) }
        }
        guard let (host, parts) = best else { return nil }
        let supply = shared.book.supply.hosts[host]
        return NearestChange(
            title: what.title, hostID: supply.id, hostName: supply.name, parts: parts.map { describe($0, host) })
    }

    private static func isSmaller(_ parts: [Shortage.Part], _ others: [Shortage.Part]) -> Bool {
        if parts.count != others.count { return parts.count < others.count }
        return parts.reduce(0) { $0 + $1.share } < others.reduce(0) { $0 + $1.share }
    }

    /// Nil where no amount of anything helps.
    private mutating func missing(_ members: [Int], on host: Int) -> [Shortage.Part]? {
        var parts: [Shortage.Part] = []
        var seated: [Int] = []
        var isPossible = true
        search: for member in members {
            var rounds = 0
            while shared.book.bestSeat(member, on: host, &scratch) == nil {
                rounds += 1
                let more = Shortage(member, on: host, shared.book).parts
                guard !more.isEmpty, rounds <= Self.rounds else {
                    isPossible = false
                    break search
                }
                for part in more {
                    shared.book.give(part.what, part.amount)
                    if let index = parts.firstIndex(where: { $0.what == part.what }) {
                        parts[index].amount += part.amount
                        parts[index].share += part.share
                    } else {
                        parts.append(part)
                    }
                }
            }
            shared.book.take(member, scratch.best)
            seated.append(member)
        }
        leave(seated)
        if isPossible { parts = needed(parts, members, host) }
        for part in parts { shared.book.give(part.what, -part.amount) }
        return isPossible && !parts.isEmpty ? parts : nil
    }

    /// The parts without those that aren't needed beside the others. What goes is taken from the book, too.
    private mutating func needed(_ parts: [Shortage.Part], _ members: [Int], _ host: Int) -> [Shortage.Part] {
        guard parts.count > 1 else { return parts }
        return parts.filter { part in
            shared.book.give(part.what, -part.amount)
            guard shared.book.seat(members, on: host, keeping: false, &scratch) == nil else { return false }
            shared.book.give(part.what, part.amount)
            return true
        }
    }

    private mutating func leave(_ seated: [Int]) {
        for member in seated.reversed() { shared.book.leave(member, &scratch.left) }
    }

    private func describe(_ part: Shortage.Part, _ host: Int) -> NearestChange.Part {
        let supply = shared.book.supply
        func id(_ node: Int) -> Int { supply.nodes[node].id }
        func uplink(_ function: Int) -> (name: String, network: String, kind: Uplink.Kind) {
            let owner = supply.hosts[host]
            let uplink = owner.uplinks[supply.functions[function].index]
            let network = owner.capacity.host.physicalNetworks[uplink.interface.name]
            return (uplink.interface.name, network ?? "", uplink.kind)
        }
        var amount = part.amount
        let what: NearestChange.What
        switch part.what {
        case .storage: what = .storage
        case .memory: what = .memory
        case .sharedCPUs: what = .sharedCPUs
        case .nodeMemory(let node, _): what = .nodeMemory(node: id(node))
        case .pages(let node, let size):
            what = .pages(size: supply.pageSizes[size], node: id(node))
            amount /= Int64(supply.pageSizes[size]) * 1024
        case .nodeSharedCPUs(let node, _): what = .nodeSharedCPUs(node: id(node))
        case .wholeCores(let node, _): what = .wholeCores(node: id(node))
        case .threads(let node, _): what = .dedicatedCores(node: id(node))
        case .pollingCore(let node): what = .pollingCore(node: id(node))
        case .functions(let function):
            let uplink = uplink(function)
            what =
                uplink.kind == .vdpa
                ? .vdpaDevices(interface: uplink.name, physicalNetwork: uplink.network)
                : .virtualFunctions(interface: uplink.name, physicalNetwork: uplink.network)
        case .bandwidth(let function):
            what = .bandwidth(interface: uplink(function).name, physicalNetwork: uplink(function).network)
        case .interface(let member, let position, let node):
            what = .interface(shared.book.needs.members[member].demand.functions[position], node: node.map(id))
        case .devices(let pool):
            let found = supply.pools[pool]
            let demand = DeviceDemand(
                vendorID: found.vendorID, productID: found.productID, deviceClass: found.deviceClass,
                count: Int(amount))
            what = .devices(demand, node: found.node.map(id))
        case .ownDevices(let member, let position, let node):
            what = .devices(shared.book.needs.members[member].demand.devices[position], node: node.map(id))
        }
        return NearestChange.Part(what: what, amount: amount)
    }
}
