import Dataplane
import MANOModel
import VIM

extension HostState {
    /// A graph in force, with what passed.
    struct Graph: Sendable, Codable, Equatable {
        var spec: GraphSpec
        var counters: [HopCounter]

        /// Counters of hops that stay are kept, as those of flows that stay are.
        init(_ spec: GraphSpec, after old: Graph?) {
            self.spec = spec
            counters = Self.counters(of: spec).map { fresh in
                old?.counters.first { $0.isOf(fresh) } ?? fresh
            }
        }

        private static func counters(of spec: GraphSpec) -> [HopCounter] {
            func zero(_ path: String, _ hop: String?, _ instance: String?, _ isReverse: Bool) -> HopCounter {
                HopCounter(
                    pathID: path, hopID: hop, instanceID: instance, isReverse: isReverse, packets: 0, bytes: 0)
            }
            return spec.paths.flatMap { path in
                [false, true].flatMap { isReverse in
                    path.hops.flatMap { hop in
                        hop.instances.count > 1
                            ? hop.instances.map { zero(path.id, hop.id, $0.id, isReverse) }
                            : [zero(path.id, hop.id, nil, isReverse)]
                    } + [zero(path.id, nil, nil, isReverse)]
                }
            }
        }
    }

    private func requireBridge() throws {
        guard hasBridge else { throw refusal("there is no integration bridge") }
    }

    /// All ports or none.
    mutating func attachPorts(_ specs: [PortSpec]) throws {
        try requireBridge()
        var changed = ports
        for spec in specs {
            guard (1...4094).contains(spec.segment) else {
                throw refusal("port \(spec.name): \(spec.segment) is not a VLAN tag")
            }
            if let existing = changed[spec.name], existing.spec?.owner != spec.owner {
                throw conflict("port \(spec.name)", owner: existing.spec?.owner, wanted: spec.owner)
            }
            if let other = endpoints.values.first(where: { $0.number == spec.number }) {
                throw refusal("port \(spec.name): number \(spec.number) is that of endpoint \(other.portName)")
            }
            changed[spec.name] = .ours(spec)
        }
        var byNumber: [Int: String] = [:]
        for (name, port) in changed {
            guard let number = port.spec?.number else { continue }
            if let other = byNumber.updateValue(name, forKey: number) {
                let names = [name, other].sorted()
                throw refusal("ports \(names[0]) and \(names[1]) both ask for number \(number)")
            }
        }
        ports = changed
    }

    /// Somebody else's ports stay.
    mutating func detachPorts(names: [String]) {
        for name in names where ports[name] != .foreign { ports[name] = nil }
    }

    /// A port has its number once its interface is there: while a guest that has it runs.
    func ports(names: [String]) -> [PortObservation] {
        let wanted = Set(names)
        let live = Set(
            guests.values.lazy.filter { $0.state == .running }.flatMap { $0.spec?.interfaces ?? [] }.compactMap(
                \.switchPort
            )
            .filter(wanted.contains))
        return names.compactMap { name in
            guard let spec = ports[name]?.spec else { return nil }
            let isUp = live.contains(name)
            return PortObservation(name: name, owner: spec.owner, number: isUp ? spec.number : nil, isUp: isUp)
        }
    }

    mutating func ensureEndpoint(_ spec: EndpointSpec) throws {
        // A network that only guests are on meets no outside.
        if case .none = spec.attachment { return }
        try requireBridge()
        if let existing = endpoints[spec.portName], existing.owner != spec.owner {
            throw conflict("endpoint \(spec.portName)", owner: existing.owner, wanted: spec.owner)
        }
        if ports[spec.portName] != nil { throw refusal("endpoint \(spec.portName): a port has that name") }
        let taken =
            ports.values.contains { $0.spec?.number == spec.number }
            || endpoints.values.contains { $0.number == spec.number && $0.portName != spec.portName }
        guard !taken else { throw refusal("endpoint \(spec.portName): port number \(spec.number) is taken") }
        endpoints[spec.portName] = spec
    }

    mutating func removeEndpoint(_ spec: EndpointSpec) throws {
        guard let existing = endpoints[spec.portName] else { return }
        guard existing.owner == spec.owner else {
            throw conflict("endpoint \(spec.portName)", owner: existing.owner, wanted: spec.owner)
        }
        endpoints[spec.portName] = nil
    }

    mutating func applyGraph(_ spec: GraphSpec) throws {
        try requireBridge()
        graphs[spec.id] = Graph(spec, after: graphs[spec.id])
    }

    /// Packets enter the path; each hop's live instances share them by weight. They stop at a hop where none is live.
    mutating func passTraffic(graphID: String, pathID: String, packets: Int64, bytes: Int64, isReverse: Bool) throws {
        guard var graph = graphs[graphID], let path = graph.spec.paths.first(where: { $0.id == pathID }) else {
            throw ManifoldError(.notFound, "host \(name) has no path \(pathID) of graph \(graphID)")
        }
        for hop in isReverse ? path.hops.reversed() : path.hops {
            let live = hop.instances.filter { isLive(owner: $0.id) }.sorted { $0.bucket < $1.bucket }
            let weights = live.reduce(0) { $0 + Int64(max($1.weight, 0)) }
            guard weights > 0 else {
                graphs[graphID] = graph
                return
            }
            var left = (packets: packets, bytes: bytes)
            for (index, instance) in live.enumerated() {
                let weight = Int64(max(instance.weight, 0))
                let share =
                    index == live.count - 1
                    ? left : (packets: packets * weight / weights, bytes: bytes * weight / weights)
                left = (left.packets - share.packets, left.bytes - share.bytes)
                let key = HopCounter(
                    pathID: pathID, hopID: hop.id, instanceID: hop.instances.count > 1 ? instance.id : nil,
                    isReverse: isReverse, packets: share.packets, bytes: share.bytes)
                graph.add(key)
                addForwarded(owner: instance.id, packets: share.packets, bytes: share.bytes)
            }
        }
        graph.add(
            HopCounter(
                pathID: pathID, hopID: nil, instanceID: nil, isReverse: isReverse, packets: packets, bytes: bytes))
        graphs[graphID] = graph
    }

    private func isLive(owner: String) -> Bool {
        guests.values.contains { $0.state == .running && $0.spec?.owner == owner }
    }

    private mutating func addForwarded(owner: String, packets: Int64, bytes: Int64) {
        guard let name = guests.first(where: { $0.value.spec?.owner == owner })?.key else { return }
        guests[name]?.forwarded.packets += packets
        guests[name]?.forwarded.bytes += bytes
    }

    func switchInventory() -> [OwnedSwitchResource] {
        let ofPorts = ports.values.compactMap(\.spec)
            .map { OwnedSwitchResource(kind: .port, name: $0.name, owner: $0.owner) }
        let ofEndpoints = endpoints.values
            .map { OwnedSwitchResource(kind: .endpoint, name: $0.portName, owner: $0.owner) }
        let ofGraphs = graphs.keys.map { OwnedSwitchResource(kind: .graph, name: $0, owner: $0) }
        return (ofPorts + ofEndpoints + ofGraphs).sorted {
            ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name)
        }
    }
}

extension HostState.Graph {
    mutating func add(_ counter: HopCounter) {
        guard let index = counters.firstIndex(where: { $0.isOf(counter) }) else { return }
        counters[index].packets += counter.packets
        counters[index].bytes += counter.bytes
    }
}

extension HopCounter {
    fileprivate func isOf(_ other: HopCounter) -> Bool {
        pathID == other.pathID && hopID == other.hopID && instanceID == other.instanceID && isReverse == other.isReverse
    }
}
