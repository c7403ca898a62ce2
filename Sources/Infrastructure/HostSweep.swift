import Dataplane
package import MANOModel
package import Store
import VIM

/// Removes from a host that has returned what is somewhere else by now.
package struct HostSweep: Sendable {
    private let store: StateStore
    private let registry: HostRegistry

    package init(store: StateStore, registry: HostRegistry) {
        self.store = store
        self.registry = registry
    }

    /// Looks at what is there, and takes away guests, disks, ports, uplinks and graphs of owners that the store knows, or that were on
    /// the host when it was fenced, and that don't belong there. Nobody else's things are touched.
    ///
    /// - Parameter owners: of what was there when it was fenced.
    /// - Returns: what was removed, in words.
    package func clean(_ id: Identifier<Host>, owners: Set<String>) async throws -> [String] {
        let drivers = try await registry.drivers(id)
        let outside = try await drivers.vim.inventory()
        let switched = try await drivers.dataplane.inventory()
        let (host, hosts, known, expected) = try await store.read { reading in
            let hosts = try reading.all(Host.self).map(\.value)
            return (
                try reading.host(id.rawValue).value, hosts, try reading.places(), try reading.expectation()
            )
        }
        let here = Set(
            expected.required.union(expected.optional).filter { $0.hostID == id }.map {
                Thing($0.kind, $0.name, $0.owner)
            })
        func isAstray(_ kind: Reconciliation.Kind, _ name: String, _ owner: String) -> Bool {
            (owners.contains(owner) || known[owner] != nil) && !here.contains(Thing(kind, name, owner))
        }
        var removed: [String] = []
        for guest in outside where guest.kind == .guest && isAstray(.guest, guest.name, guest.owner) {
            try await drivers.vim.removeGuest(name: guest.name, grace: nil)
            removed.append("guest \(guest.name)")
        }
        for volume in outside where volume.kind == .volume && isAstray(.volume, volume.name, volume.owner) {
            // On storage that hosts share it is the disk of the guest that runs elsewhere.
            let place = known[volume.owner].flatMap { place in hosts.first { $0.id == place } }
            if let place, host.sharesStorage(with: place) { continue }
            try await drivers.vim.removeVolume(name: volume.name)
            removed.append("disk \(volume.name)")
        }
        let ports = switched.filter { $0.kind == .port && isAstray(.port, $0.name, $0.owner) }.map(\.name)
        if !ports.isEmpty {
            try await drivers.dataplane.detachPorts(names: ports)
            removed += ports.map { "port \($0)" }
        }
        for endpoint in switched where endpoint.kind == .endpoint && isAstray(.endpoint, endpoint.name, endpoint.owner)
        {
            // Only uplinks have such owners; name and owner are what they are known by.
            try await drivers.dataplane.removeEndpoint(
                EndpointSpec(
                    owner: endpoint.owner, portName: endpoint.name, number: 0, segment: 0,
                    attachment: .physical(interface: "gone", vlan: nil), isChained: false))
            removed.append("uplink \(endpoint.name)")
        }
        for graph in switched where graph.kind == .graph && isAstray(.graph, graph.name, graph.owner) {
            try await drivers.dataplane.removeGraph(id: graph.name)
            removed.append("graph \(graph.name)")
        }
        return removed
    }

    private struct Thing: Hashable {
        var kind: Reconciliation.Kind
        var name: String
        var owner: String

        init(_ kind: Reconciliation.Kind, _ name: String, _ owner: String) {
            self.kind = kind
            self.name = name
            self.owner = owner
        }
    }
}

extension Reading {
    /// The host of every VNFC, and of every forwarding graph of an NS with guests, by its id.
    fileprivate func places() throws -> [String: Identifier<Host>] {
        var places: [String: Identifier<Host>] = [:]
        var hostOfNS: [Identifier<NSInstance>: Identifier<Host>] = [:]
        for vnf in try all(VNFInstance.self).map(\.value) {
            for vnfc in vnf.instantiated?.vnfcs ?? [] {
                places[vnfc.id.rawValue] = vnfc.hostID
                if let ns = vnf.nsInstanceID { hostOfNS[ns] = hostOfNS[ns] ?? vnfc.hostID }
            }
        }
        for ns in try all(NSInstance.self).map(\.value) {
            for graph in ns.instantiated?.forwardingGraphs ?? [] { places[graph.id] = hostOfNS[ns.id] }
        }
        return places
    }

    /// The VNFCs of a host, the forwarding graphs of their NSs, and the uplinks.
    func owners(on id: Identifier<Host>) throws -> [String] {
        var owners: [String] = []
        var services: Set<Identifier<NSInstance>> = []
        for vnf in try vnfInstances(on: id).map(\.value) {
            let here = (vnf.instantiated?.vnfcs ?? []).filter { $0.hostID == id }
            owners += here.map(\.id.rawValue)
            if !here.isEmpty, let ns = vnf.nsInstanceID { services.insert(ns) }
        }
        for ns in services { owners += try get(ns).value.instantiated?.forwardingGraphs.map(\.id) ?? [] }
        for network in try all(Network.self).map(\.value) where network.uplink(on: id) != nil {
            owners.append(network.uplinkOwner(on: id))
        }
        return owners.sorted()
    }
}
