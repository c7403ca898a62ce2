import MANOModel

/// Finds places for demands on hosts. The same demands, hosts and policy always give the same answer, in whatever
/// order they are handed in.
package enum PlacementPlanner {
    /// Places all demands, or none.
    ///
    /// A demand that fits on no host even alone is rejected with every host's reasons; where only the whole is too
    /// large, the first demand for which nothing was left is.
    package static func place(
        _ demands: [PlacementDemand], on hosts: [HostCapacity], policy: PlacementPolicy = .pack
    ) -> PlacementResult {
        let units = PlacementUnit.units(of: demands)
        guard !units.isEmpty else { return .placed([:]) }
        guard !hosts.isEmpty else {
            return .rejected(
                units.map {
                    Rejection(
                        demandID: $0.id, title: $0.title, hostID: nil, hostName: "", reasons: ["there are no hosts"])
                })
        }
        var ledgers = hosts.map(HostLedger.init).sorted { ($0.name, $0.id) < ($1.name, $1.id) }
        let impossible = units.filter { unit in !ledgers.indices.contains { ledgers[$0].takes(unit) } }
        guard impossible.isEmpty else {
            return .rejected(impossible.flatMap { reasons(for: $0, on: ledgers) })
        }
        var search = PlacementSearch(units: units, ledgers: ledgers, policy: policy)
        switch search.run() {
        case .found(let placements): return .placed(placements)
        case .stuck(let unit, let ledgers): return .rejected(reasons(for: unit, on: ledgers))
        }
    }

    private static func reasons(for unit: PlacementUnit, on ledgers: [HostLedger]) -> [Rejection] {
        ledgers.compactMap { ledger in
            var ledger = ledger
            guard case .refused(let reasons) = ledger.place(unit, .explain) else { return nil }
            return Rejection(
                demandID: unit.id, title: unit.title, hostID: ledger.id, hostName: ledger.name, reasons: reasons)
        }
    }
}
