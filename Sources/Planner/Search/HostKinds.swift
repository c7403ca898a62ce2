import MANOModel

/// Hosts that answer every demand alike while nothing of the plan is on them.
enum HostKinds {
    private struct Kind: Hashable {
        let zone: Int
        let group: Int
        let eligible: [Bool]
        let standing: [Int]
        let numbers: [Int64]
    }

    /// By host.
    static func of(_ book: borrowing Book) -> [Int] {
        var kinds: [Kind: Int] = [:]
        let supply = book.supply
        return supply.hosts.indices.map { host in
            let what = supply.hosts[host]
            var numbers: [Int64] = [
                Int64(what.threads), Int64(what.overcommit), what.isPinningShared ? 1 : 0, Int64(what.shareable),
                Int64(what.sharedUsed), what.memoryFree, what.storageFree, what.wasUsed ? 1 : 0,
                Int64(what.loadCapacity),
                Int64(what.loadUsed), what.hasVirtualFunctions ? 1 : 0, what.isDPDK ? 1 : 0,
            ]
            for index in what.nodes {
                let node = supply.nodes[index]
                numbers += [
                    -1, Int64(node.whole), Int64(node.single), Int64(node.pinnable), Int64(node.pinned),
                    Int64(node.shareable), Int64(node.sharedUsed), node.memoryFree, node.hasPMD ? 1 : 0,
                ]
                numbers += supply.pageSizes.indices.map { supply.pagesFree[index * supply.pageSizes.count + $0] }
            }
            for index in what.functions {
                let function = supply.functions[index]
                numbers += [
                    -2, Int64(function.node.map { $0 - what.nodes.lowerBound } ?? -1), Int64(function.network),
                    Int64(function.free), Int64(function.total), function.bandwidthFree, function.isPresent ? 1 : 0,
                    function.isPCI ? 1 : 0, function.isShared ? 1 : 0, function.isBridgePort ? 1 : 0,
                    Int64(function.mtu),
                    Int64(function.line - what.functions.lowerBound),
                ]
            }
            // Devices are rare enough: each host that has some is a kind of its own.
            if !what.pools.isEmpty { numbers += [-3, Int64(host)] }
            let kind = Kind(
                zone: what.zone, group: groupMatters(book) ? what.group : 0,
                eligible: book.needs.eligible.map { $0[host] },
                standing: book.needs.constraints.indices.filter {
                    book.needs.constraints[$0].source.scope == .host && book.inDomain[$0][host] > 0
                }, numbers: numbers)
            let number = kinds[kind, default: kinds.count]
            kinds[kind] = number
            return number
        }
    }

    private static func groupMatters(_ book: borrowing Book) -> Bool {
        book.needs.constraints.contains { $0.source.scope == .group }
    }
}
