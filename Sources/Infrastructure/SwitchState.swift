import Dataplane
import MANOModel
import Store

/// What the store wants to be on one host's switch.
struct SwitchState: Sendable, Equatable {
    var endpoints: [EndpointSpec] = []
    var ports: [PortSpec] = []
    var graphs: [GraphSpec] = []
    /// What can't be told any more, with the reason: everything else doesn't wait for it.
    var unreadable: [Unreadable] = []
    /// Something was left out, because an operation works on it.
    var isPartial = false

    struct Unreadable: Sendable, Equatable {
        /// Such as the forwarding graphs of a service, for people.
        var what: String
        var reason: String
    }

    init(of hostID: Identifier<Host>, graphs source: any ForwardingGraphSource, in reading: Reading) throws {
        var inWork: Set<String> = []
        for operation in try reading.openOperations().map(\.value) {
            switch operation.subject {
            case .vnf(let id): inWork.insert(id.rawValue)
            case .ns(let id): inWork.insert(id.rawValue)
            }
        }
        var services: Set<Identifier<NSInstance>> = []
        for vnf in try reading.vnfInstances(on: hostID).map(\.value) {
            guard let made = vnf.instantiated, made.vnfcs.contains(where: { $0.hostID == hostID }) else { continue }
            let owners = [vnf.id.rawValue, vnf.nsInstanceID?.rawValue].compactMap { $0 }
            guard made.isComplete, inWork.isDisjoint(with: owners) else {
                isPartial = true
                continue
            }
            if let ns = vnf.nsInstanceID { services.insert(ns) }
            for vnfc in made.vnfcs where vnfc.hostID == hostID { ports += made.ports(of: vnfc) }
        }
        // A graph leads through all VNFs of its service: an operation on any of them changes it.
        for vnf in try services.flatMap({ try reading.vnfInstances(ns: $0) }).map(\.value)
        where inWork.contains(vnf.id.rawValue) {
            if let ns = vnf.nsInstanceID { services.remove(ns) }
            isPartial = true
        }
        for id in services.sorted() {
            do {
                graphs += try source.graphs(of: [id], in: reading).filter { $0.hostID == hostID }.map(\.graph)
            } catch {
                let name = (try? reading.get(id).value.name) ?? ""
                unreadable.append(Unreadable(what: "the forwarding graphs of NS \(name) (\(id))", reason: "\(error)"))
            }
        }
        for network in try reading.all(Network.self).map(\.value) where network.hostID == hostID {
            do {
                if let endpoint = try reading.endpoint(of: network) { endpoints.append(endpoint) }
            } catch {
                unreadable.append(Unreadable(what: "the endpoint of network \(network.name)", reason: "\(error)"))
            }
        }
    }
}
