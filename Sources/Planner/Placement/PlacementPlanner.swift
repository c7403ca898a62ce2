package import MANOModel

/// Finds places for demands on hosts. The same request and hosts always give the same answer, in whatever order they are
/// handed in. Docs/Architecture/placement.md says how.
package enum PlacementPlanner {
    /// Places all demands, or none.
    ///
    /// A demand that fits on no host even alone is rejected with every host's reasons; where only the whole is too
    /// large, the first demand for which nothing was left is.
    package static func place(_ request: PlacementRequest, on hosts: [HostCapacity]) -> PlacementResult {
        guard !request.demands.isEmpty else { return .placed(PlacementPlan(placements: [:], objective: .init())) }
        guard !hosts.isEmpty else {
            let rejections = request.demands.sorted { $0.id < $1.id }.map {
                Rejection(demandID: $0.id, title: $0.title, hostID: nil, hostName: "", reasons: ["there are no hosts"])
            }
            return .rejected(PlacementRejection(rejections: rejections))
        }
        let supply = Supply(hosts)
        let needs = Needs(request, supply)
        var search = PlacementSearch(Book(supply, needs))
        let impossible = search.impossibleUnits()
        guard impossible.isEmpty else { return .rejected(rejection(impossible, SharedBook(search.book))) }
        if let stuck = search.run() { return .rejected(rejection([stuck.unit], stuck.book)) }
        let shared = SharedBook(search.book)
        return .placed(PlacementPlan(placements: Assignment.placements(shared), objective: shared.book.objective))
    }

    private static func rejection(_ units: [Int], _ shared: SharedBook) -> PlacementRejection {
        var explanation = Explanation(shared)
        var rejections: [Rejection] = []
        var changes = ChangeSearch(shared)
        var nearest: [NearestChange] = []
        for unit in units {
            let what = shared.book.needs.units[unit]
            for host in shared.book.supply.hosts.indices {
                rejections.append(
                    Rejection(
                        demandID: what.id, title: what.title, hostID: shared.book.supply.hosts[host].id,
                        hostName: shared.book.supply.hosts[host].name, reasons: explanation.reasons(unit, on: host)))
            }
            if let change = changes.nearest(for: unit) { nearest.append(change) }
        }
        return PlacementRejection(rejections: rejections, nearestChanges: nearest)
    }
}
