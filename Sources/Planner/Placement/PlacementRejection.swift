package import MANOModel

/// Why what was asked for has no place.
package struct PlacementRejection: Sendable, Equatable {
    /// For each demand that couldn't be placed, each host with its reasons.
    package var rejections: [Rejection]
    /// The nearest change with which each could.
    package var nearestChanges: [NearestChange]
    /// What else stands in the way, such as that a service can't be on several hosts.
    package var remark: String?

    package init(rejections: [Rejection], nearestChanges: [NearestChange] = [], remark: String? = nil) {
        self.rejections = rejections
        self.nearestChanges = nearestChanges
        self.remark = remark
    }

    /// With code `.noCapacity` and every host's reasons.
    package var error: ManifoldError {
        var titles: [String] = []
        var lines: [String: [String]] = [:]
        for rejection in rejections {
            if lines[rejection.title] == nil { titles.append(rejection.title) }
            let host = rejection.hostID == nil ? "" : "\(rejection.hostName): "
            lines[rejection.title, default: []].append(host + rejection.reasons.joined(separator: ", and "))
        }
        let message = titles.map { "no host takes \($0): \(lines[$0, default: []].joined(separator: "; "))" }
        let remedy =
            nearestChanges.isEmpty
            ? "free capacity, add or enable a host, or ask for less"
            : "nearest to fitting: \(nearestChanges.map(\.text).joined(separator: "; ")); or add or enable a host, or ask for less"
        return ManifoldError(.noCapacity, message.joined(separator: ". "), cause: remark, remedy: remedy)
    }
}
