import MANOModel
import Store

extension Reading {
    /// What instances and networks have on hosts.
    func expectation() throws -> Reconciliation.Expectation {
        var expected = Reconciliation.Expectation()
        let vnfs = try all(VNFInstance.self).map(\.value)
        var hostOfNS: [Identifier<NSInstance>: Identifier<Host>] = [:]
        for vnf in vnfs {
            guard let made = vnf.instantiated else { continue }
            if let ns = vnf.nsInstanceID, hostOfNS[ns] == nil { hostOfNS[ns] = made.vnfcs.first?.hostID }
            for vnfc in made.vnfcs {
                expected.add(vnfc)
                if !made.isComplete { expected.inWork.insert(vnfc.id.rawValue) }
            }
        }
        for ns in try all(NSInstance.self).map(\.value) {
            guard let made = ns.instantiated, let hostID = hostOfNS[ns.id] else { continue }
            for graph in made.forwardingGraphs {
                expected.required.insert(.init(hostID: hostID, kind: .graph, name: graph.id, owner: graph.id))
                if !made.isComplete { expected.inWork.insert(graph.id) }
            }
        }
        for network in try all(Network.self).map(\.value) {
            for place in network.places where network.uplink(on: place.hostID) != nil {
                expected.required.insert(
                    .init(
                        hostID: place.hostID, kind: .endpoint, name: network.uplinkPortName(on: place.hostID),
                        owner: network.uplinkOwner(on: place.hostID)))
            }
            guard network.attachment.hasEndpoint, let hostID = network.hostID else { continue }
            expected.required.insert(
                .init(hostID: hostID, kind: .endpoint, name: network.endpointPortName, owner: network.id.rawValue))
        }
        for operation in try openOperations().map(\.value) {
            expected.inWork.formUnion(try steps(operation.id).map(\.resourceID))
            switch operation.subject {
            case .vnf(let id):
                for vnf in vnfs where vnf.id == id { expected.inWork.formUnion(vnf.vnfcIDs) }
            case .ns(let id):
                for vnf in vnfs where vnf.nsInstanceID == id { expected.inWork.formUnion(vnf.vnfcIDs) }
                let made = try get(id).value.instantiated
                expected.inWork.formUnion(made?.forwardingGraphs.map(\.id) ?? [])
            }
        }
        return expected
    }
}

extension Reconciliation.Expectation {
    fileprivate mutating func add(_ vnfc: VNFC) {
        func resource(_ kind: Reconciliation.Kind, _ name: String) -> Reconciliation.Resource {
            .init(hostID: vnfc.hostID, kind: kind, name: name, owner: vnfc.id.rawValue)
        }
        required.insert(resource(.guest, vnfc.domainName))
        for volume in vnfc.volumes { required.insert(resource(.volume, volume.name)) }
        for point in vnfc.connectionPoints where point.isSwitchPort { required.insert(resource(.port, point.portName)) }
        // A guest that boots from its kernel has no config drive.
        optional.insert(resource(.volume, ExternalName.make(kind: "drive", owner: vnfc.id.rawValue)))
    }
}

extension VNFInstance {
    fileprivate var vnfcIDs: [String] { (instantiated?.vnfcs ?? []).map(\.id.rawValue) }
}
