import MANOModel
import Planner
import YAML

/// Reads a service file.
struct ServiceReader {
    var yaml = YAMLReader()
    private let hosts: [String: Identifier<Host>]
    /// The guests that a name stands for: those of an entry with a count, or one.
    private var guests: [String: [String]] = [:]

    init(hosts: [Host]) {
        self.hosts = Dictionary(hosts.map { ($0.name, $0.id) }) { first, _ in first }
    }

    mutating func request(of root: YAMLNode) -> PlacementRequest {
        var request = PlacementRequest([])
        guard yaml.isMap(root, "the file", keys: ["guests", "rules", "neighbours", "policy"]),
            let node = yaml.required("guests", of: root, "the file")
        else { return request }
        if let node = root["policy"], let policy = yaml.choice(node, PlacementPolicy.self) { request.policy = policy }
        for entry in yaml.list(node, "guests") {
            request.demands += demands(entry)
            if request.demands.count > ServiceFile.limit {
                yaml.report(entry, "there are more than \(ServiceFile.limit) guests; describe fewer")
                return request
            }
        }
        if request.demands.isEmpty, yaml.problems.isEmpty {
            yaml.report(node, "there are no guests; describe at least one")
        }
        if let node = root["rules"] {
            for (index, entry) in yaml.list(node, "rules").enumerated() {
                if let rule = rule(entry, index) { request.constraints.append(rule) }
            }
        }
        if let node = root["neighbours"] {
            for entry in yaml.list(node, "neighbours") { request.neighbours += chain(entry) }
        }
        return request
    }

    private mutating func demands(_ entry: YAMLNode) -> [PlacementDemand] {
        guard let demand = demand(entry), let node = entry["name"] else { return [] }
        let count = entry["count"].flatMap { yaml.integer($0, 1...ServiceFile.limit) }
        let names = count.map { count in (1...count).map { "\(demand.title)-\($0)" } } ?? [demand.title]
        if let taken = (names + [demand.title]).first(where: { guests[$0] != nil }) {
            yaml.report(node, "a guest named \(taken) was described before; give each its own name")
            return []
        }
        for name in names { guests[name] = [name] }
        guests[demand.title] = names
        return names.map { name in
            var copy = demand
            copy.id = name
            copy.title = name
            return copy
        }
    }

    // MARK: Rules and neighbours

    private mutating func rule(_ entry: YAMLNode, _ index: Int) -> PlacementConstraint? {
        guard yaml.isMap(entry, "a rule", keys: ["name", "kind", "scope", "guests", "standing", "strict"]),
            let kindNode = yaml.required("kind", of: entry, "the rule"),
            let membersNode = yaml.required("guests", of: entry, "the rule")
        else { return nil }
        guard let kind = yaml.choice(kindNode, PlacementConstraint.Kind.self) else { return nil }
        var rule = PlacementConstraint(id: "rule \(index + 1)", kind: kind, members: named(membersNode).flatMap(\.self))
        if let node = entry["name"], let name = yaml.text(node) { rule.id = name }
        if let node = entry["scope"], let scope = yaml.choice(node, PlacementConstraint.Scope.self) {
            rule.scope = scope
        }
        if let node = entry["standing"] {
            rule.standing = yaml.list(node, "standing").compactMap { host($0) }
        }
        if let node = entry["strict"], let isStrict = yaml.boolean(node) { rule.isStrict = isStrict }
        return rule
    }

    /// Each of a list with each of the next.
    private mutating func chain(_ node: YAMLNode) -> [PlacementRequest.Neighbours] {
        let hops = named(node)
        guard hops.count > 1 || !yaml.problems.isEmpty else {
            yaml.report(node, "neighbours are fewer than two; write a list of guests such as [vfw, vlb]")
            return []
        }
        return zip(hops, hops.dropFirst()).flatMap { left, right in
            left.flatMap { first in right.map { PlacementRequest.Neighbours(first, $0) } }
        }
    }

    /// The guests that the names of a list stand for.
    private mutating func named(_ node: YAMLNode) -> [[String]] {
        yaml.list(node, "this").compactMap { entry in
            guard let name = yaml.text(entry) else { return nil }
            if let found = guests[name] { return found }
            yaml.report(
                entry, "there is no guest \(name)" + remedy(name, guests.keys, "name one of those under guests"))
            return nil
        }
    }

    mutating func host(_ node: YAMLNode) -> Identifier<Host>? {
        guard let name = yaml.text(node) else { return nil }
        if let id = hosts[name] { return id }
        yaml.report(node, "there is no host \(name)" + remedy(name, hosts.keys, "name one of the hosts file"))
        return nil
    }

    private func remedy(_ name: String, _ known: some Collection<String>, _ fallback: String) -> String {
        // A file may have as many wrong names as right ones.
        let near = known.count <= 1000 ? NearKey.nearest(to: name, among: known) : nil
        return near.map { "; did you mean \($0)?" } ?? "; \(fallback)"
    }
}
