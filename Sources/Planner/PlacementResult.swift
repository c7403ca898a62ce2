package import MANOModel

/// All demands have a place, or none is given one.
package enum PlacementResult: Sendable, Equatable {
    /// By demand id.
    case placed([String: Placement])
    /// For each demand that couldn't be placed, each host with its reasons.
    case rejected([Rejection])

    /// The rejection as an error with code `.noCapacity` whose message has every host's reasons; nil where all was placed.
    package var error: ManifoldError? {
        guard case .rejected(let rejections) = self else { return nil }
        var titles: [String] = []
        var lines: [String: [String]] = [:]
        for rejection in rejections {
            if lines[rejection.title] == nil { titles.append(rejection.title) }
            let host = rejection.hostID == nil ? "" : "\(rejection.hostName): "
            lines[rejection.title, default: []].append(host + rejection.reasons.joined(separator: ", and "))
        }
        let message = titles.map { "no host takes \($0): \(lines[$0, default: []].joined(separator: "; "))" }
        return ManifoldError(
            .noCapacity, message.joined(separator: ". "),
            remedy: "free capacity, add or enable a host, or ask for less")
    }
}
