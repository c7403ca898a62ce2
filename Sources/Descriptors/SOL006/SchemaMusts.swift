/// The relations between nodes that the modules demand (`must`), by the names that the notation gives them.
final class SchemaMusts {
    private let log: DiagnosticLog
    /// Profiles of VDUs by their identifiers, for each flavour.
    private var profiles: [ObjectIdentifier: [String: DataNode]] = [:]

    private struct ListKey: Hashable {
        var owner: ObjectIdentifier
        var list: String
    }

    /// What the lists of identifiers in NSDs hold.
    private var listed: [ListKey: Set<String>] = [:]

    init(log: DiagnosticLog) {
        self.log = log
    }

    func check(_ nodes: [DataNode]) {
        for node in nodes {
            for must in Set(node.schema.musts) { check(must, node) }
        }
    }

    private func report(_ place: Place, _ message: String, _ remedy: String) {
        log.report(.sol006Must, at: place, message, remedy)
    }

    private func check(_ must: String, _ node: DataNode) {
        switch must {
        case "impacted": atMost("max-number-of-impacted-instances", "group-size", in: node)
        case "preserved": atMost("min-number-of-preserved-instances", "group-size", in: node)
        case "bounds":
            atMost(
                "min-number-of-instances", "max-number-of-instances",
                in: node.schema.kind == .leaf ? node.parent ?? node : node)
        case "ports-upwards":
            if let parent = node.parent { atMost("port-range-min", "port-range-max", in: parent) }
        case "image-disk": imageDisk(node)
        case "image-memory": imageMemory(node)
        case "default-level": defaultLevel(node)
        case "in-profile": inProfile(node)
        case "some-mapping": someMapping(node)
        case "level-of-df": levelOfFlavour(node)
        case "not-itself":
            if let value = node.value, value == node.parent?.string("id") {
                report(node.place, "the NSD nests itself", "remove its own identifier")
            }
        case "vnfd-listed": listed(node, "vnfd-id", in: "vnfd-id")
        case "pnfd-listed": listed(node, "pnfd-id", in: "pnfd-id")
        case "nsd-listed": listed(node, "nsd-id", in: "nested-nsd-id")
        case "element-profile": elementProfile(node)
        default: break
        }
    }

    private func atMost(_ lesser: String, _ greater: String, in node: DataNode) {
        guard let lower = node.int(lesser), let upper = node.int(greater), lower > upper else { return }
        report(
            (node[lesser] ?? node[greater])?.place ?? node.place,
            "`\(lesser)` is \(lower), which is more than `\(greater)` (\(upper))", "let `\(greater)` be the greater")
    }

    /// An image has to fit onto the storage that it is put on.
    private func imageDisk(_ node: DataNode) {
        guard let image = node.target?.parent, let size = node.parent?.int("size-of-storage"),
            let needed = image.int("min-disk"), size < needed
        else { return }
        report(
            node.place, "the storage has \(size) GB, and the image `\(image.id)` needs \(needed)",
            "write a `size-of-storage` of at least \(needed)")
    }

    /// An image has to find the memory that it needs.
    private func imageMemory(_ node: DataNode) {
        guard let compute = node.target?.parent, let image = node.parent?["sw-image-desc"]?.target?.parent,
            let needed = image.double("min-ram")
        else { return }
        if compute["virtual-memory"]?.isWrong("size") == true { return }
        let size = compute["virtual-memory"]?.double("size") ?? 1
        guard size < needed else { return }
        report(
            node.place, "`\(compute.id)` has \(size) GB of memory, and the image `\(image.id)` needs \(needed)",
            "write a `size` of at least \(needed), or name another `virtual-compute-desc`")
    }

    private func defaultLevel(_ flavour: DataNode) {
        let name = flavour.schema.child("instantiation-level") == nil ? "ns-instantiation-level" : "instantiation-level"
        guard flavour["default-instantiation-level"] == nil, !flavour.isWrong("default-instantiation-level"),
            flavour.list(name).count > 1
        else { return }
        report(
            flavour.place, "\(flavour.shown) has several levels and does not say which is the default",
            "add `default-instantiation-level`")
    }

    private func inProfile(_ node: DataNode) {
        guard let count = node.int, let id = node.parent?.string("vdu-id"),
            let flavour = node.parent?.parent?.parent,
            let profile = profile(id, of: flavour),
            let lower = profile.int("min-number-of-instances"), let upper = profile.int("max-number-of-instances"),
            lower <= upper, !(lower...upper).contains(count)
        else { return }
        report(
            node.place, "the level has \(count) instances of `\(id)`",
            "its `vdu-profile` allows from \(lower) to \(upper); change the profile, or the level")
    }

    private func profile(_ id: String, of flavour: DataNode) -> DataNode? {
        let key = ObjectIdentifier(flavour)
        if profiles[key] == nil {
            profiles[key] = Dictionary(flavour.list("vdu-profile").map { ($0.id, $0) }) { first, _ in first }
        }
        return profiles[key]?[id]
    }

    private func someMapping(_ level: DataNode) {
        let names = ["vnf-to-level-mapping", "virtual-link-to-level-mapping", "ns-to-level-mapping"]
        if names.contains(where: { level[$0] != nil }) { return }
        report(
            level.place, "\(level.shown) says nothing", "add one of " + names.map { "`\($0)`" }.joined(separator: ", "))
    }

    private func levelOfFlavour(_ node: DataNode) {
        guard let flavour = node.parent?.parent, flavour["service-availability-level"] != nil else { return }
        report(
            node.place, "both the flavour and its profile have a `service-availability-level`", "keep one of the two")
    }

    /// What a profile or a SAP uses has to be among what the NSD says that it uses.
    private func listed(_ node: DataNode, _ leaf: String, in list: String) {
        let given = node.schema.kind == .list ? node[leaf] : node
        var nsd: DataNode? = node
        while let here = nsd, here.schema.name != "nsd" || here.schema.kind != .list { nsd = here.parent }
        guard let given, let value = given.value, let nsd else { return }
        let key = ListKey(owner: ObjectIdentifier(nsd), list: list)
        let known = listed[key] ?? Set(nsd.strings(list))
        listed[key] = known
        if known.contains(value) { return }
        log.report(
            .sol006Must, named: value, of: list, at: given.place, "`\(value)` is not in the NSD's `\(list)`",
            NearestName.remedy(for: value, among: known, else: "add it to `\(list)`"))
    }

    /// A path's element has to name the descriptor that its profile is of.
    private func elementProfile(_ node: DataNode) {
        guard let given = node.value, let description = node.parent?.parent else { return }
        let kinds = [
            ("vnfd-id", "vnf-profile", "vnf-profile-id", "vnfd-id"),
            ("pnfd-id", "pnf-profile", "pnf-profile-id", "pnfd-id"),
            ("nsd-id", "ns-profile", "ns-profile-id", "nsd-id"),
        ]
        guard let kind = kinds.first(where: { $0.0 == node.schema.name }),
            let profile = description[kind.1]?[kind.2]?.target?.parent, let expected = profile.string(kind.3),
            expected != given
        else { return }
        // What names a descriptor that the NSD doesn't list was told.
        var nsd: DataNode? = node
        while let here = nsd, here.schema.name != "nsd" || here.schema.kind != .list { nsd = here.parent }
        if let nsd, !nsd.strings(kind.0 == "nsd-id" ? "nested-nsd-id" : kind.3).contains(expected) { return }
        report(
            node.place, "`\(kind.0)` is `\(given)`, and the profile `\(profile.id)` is of `\(expected)`",
            "name the same descriptor")
    }
}
