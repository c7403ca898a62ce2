/// The zones that a VNF's guests can be in: what a grant answers with (SOL003 9.5.2.3 `zones`), which VNFM and NFVO settle
/// between them here. A member of an instantiation's additional parameters; it holds as long as the VNF does.
package enum ZoneChoice {
    package static let key = "placementZones"

    /// Nil where the parameters don't ask for it. Throws `.unprocessable` where they ask in another way.
    package static func zones(of parameters: [String: JSONValue]) throws(ManifoldError) -> Set<String>? {
        guard let value = parameters[key] else { return nil }
        let names: [String]? =
            switch value {
            case .string(let text): text.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
            default: try? value.decode([String].self)
            }
        guard let names, !names.isEmpty, !names.contains("") else {
            throw ManifoldError(
                .unprocessable, "the additional parameter \(key) is \(value), which names no zones",
                remedy: "write it as a list of zones, such as [\"east\", \"west\"]")
        }
        return Set(names)
    }

    /// Throws `.unprocessable` where no host is in any of a zone.
    package static func check(_ zones: Set<String>, _ hosts: [Host]) throws(ManifoldError) {
        let known = Set(hosts.map(\.zone))
        guard let unknown = zones.subtracting(known).min() else { return }
        throw ManifoldError(
            .unprocessable, "there is no zone \(unknown)",
            remedy: known.isEmpty
                ? "add hosts first"
                : "hosts are in \(Amount.list(known.sorted())); manifold host set HOST --zone puts one in another")
    }
}
