import SOL

/// A dry run's answer for people.
enum PlanText {
    static func render(_ plan: ManifoldAPI.Plan, width: Int?) -> String {
        var text = ""
        if !plan.placements.isEmpty {
            var table = Table(
                .flexible("VNF"), .flexible("VDU"), .right("INDEX"), .flexible("HOST"), .right("VCPUS"),
                .right("MEMORY"))
            for placement in plan.placements {
                table.append(
                    placement.vnfProfileId, placement.vduId, "\(placement.index)", placement.host,
                    "\(placement.vCPUs)", Format.bytes(placement.memory))
            }
            text += table.render(width: width)
        }
        if !plan.rejections.isEmpty {
            if !text.isEmpty { text += "\n" }
            for rejection in plan.rejections {
                let what = [rejection.vnfProfileId, rejection.vduId].compactMap(\.self).joined(separator: "/")
                text += "\(Printable.escape(rejection.host)) refuses \(Printable.escape(what)):\n"
                for reason in rejection.reasons { text += "  - \(Printable.escape(reason))\n" }
            }
        }
        text += nearest(plan.nearestChanges ?? [])
        if text.isEmpty { text = "nothing to place\n" }
        if let warnings = plan.warnings, !warnings.isEmpty { text += "\n" + WarningText.render(warnings) }
        return text
    }

    /// What would have to be there.
    static func nearest(_ changes: [String]) -> String {
        guard !changes.isEmpty else { return "" }
        return "\nNearest to fitting:\n" + changes.map { "  - \(Printable.escape($0))\n" }.joined()
    }
}
