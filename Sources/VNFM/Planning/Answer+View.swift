package import MANOModel
import Planner
package import SOL

extension VNFPlanner.Answer {
    /// As a dry run shows it.
    package func view(
        hosts: [Host], profiles: [Identifier<VNFInstance>: String], warnings: [String]
    ) -> ManifoldAPI.Plan {
        let names = Dictionary(hosts.map { ($0.id, $0.name) }) { first, _ in first }
        switch self {
        case .planned(let plans):
            let placements = plans.flatMap { plan in
                plan.created.map { vnfc in
                    ManifoldAPI.Plan.Placement(
                        vnfProfileId: plan.vnfInstanceID.flatMap { profiles[$0] }, vduId: vnfc.vduID, index: vnfc.index,
                        host: names[vnfc.hostID] ?? vnfc.hostID.rawValue, vCPUs: vnfc.vCPUs, memory: vnfc.memory)
                }
            }
            return ManifoldAPI.Plan(
                fits: true, placements: placements, rejections: [], warnings: warnings.isEmpty ? nil : warnings)
        case .rejected(let rejection, let titles):
            let rows = rejection.rejections.map { rejection in
                let placed = titles[rejection.demandID]
                return ManifoldAPI.Plan.Rejection(
                    vnfProfileId: placed.flatMap { profiles[$0.vnfInstanceID] },
                    vduId: placed?.vduID ?? rejection.title,
                    host: rejection.hostName, reasons: rejection.reasons)
            }
            let warnings = warnings + [rejection.remark].compactMap(\.self)
            return ManifoldAPI.Plan(
                fits: false, placements: [], rejections: rows, nearestChanges: rejection.nearestChanges.map(\.text),
                warnings: warnings.isEmpty ? nil : warnings)
        }
    }
}
