import Infrastructure
import MANOModel
import SOL

extension ServiceSnapshot {
    /// What passed along the paths of one graph, hop by hop; the path that is looked at first comes first.
    func counters(of graph: InstantiatedNS.ForwardingGraph, _ found: [PathTraffic]) -> [ManifoldAPI.PathCounters] {
        let byPath = Dictionary(grouping: found, by: \.pathID)
        let nfps = flavour?.vnffgs.first { $0.id == graph.vnffgdID }?.nfps ?? []
        let counters = nfps.map { nfp in
            let id = graph.paths[nfp.id] ?? nfp.id
            let found = byPath[id] ?? []
            let ends = found.filter { $0.hopID == nil }
            return ManifoldAPI.PathCounters(
                id: id, nfpd: nfp.id, precedence: nfp.shownPrecedence,
                hops: nfp.hops.map { position in
                    .init(id: position.id, instances: instances(at: position, found.filter { $0.hopID == position.id }))
                },
                delivered: .init(forward: ends.sum(isReverse: false), reverse: ends.sum(isReverse: true)))
        }
        return counters.enumerated().sorted { left, right in
            left.element.precedence == right.element.precedence
                ? left.offset < right.offset : left.element.precedence > right.element.precedence
        }.map(\.element)
    }

    private func instances(at position: NfpPosition, _ found: [PathTraffic]) -> [ManifoldAPI.PathCounters.Instance] {
        var instances = NFP.elements(of: position).flatMap { element in
            vnfs.filter { $0.vnfProfileID == element.ingress.profileID }.flatMap { vnf in
                let cpd = externalCPDID(element.ingress)
                return (vnf.instantiated?.vnfcs ?? []).filter { vnfc in
                    vnfc.connectionPoints.contains { $0.externalCPDID == cpd }
                }.map { vnfc in
                    let own = found.filter { $0.instanceID == vnfc.id.rawValue }
                    return ManifoldAPI.PathCounters.Instance(
                        vnfcId: vnfc.id.rawValue, name: vnf.guestName(of: vnfc, flavour(of: vnf)),
                        forward: own.sum(isReverse: false), reverse: own.sum(isReverse: true))
                }
            }
        }
        // Where there is one instance, the switch need not tell it apart from others.
        let together = found.filter { $0.instanceID == nil }
        if instances.count == 1 {
            instances[0].forward += together.sum(isReverse: false)
            instances[0].reverse += together.sum(isReverse: true)
        } else if together.contains(where: { $0.traffic.packets > 0 }) {
            instances.append(
                .init(
                    vnfcId: "", name: "not told apart", forward: together.sum(isReverse: false),
                    reverse: together.sum(isReverse: true)))
        }
        return instances
    }
}

extension [PathTraffic] {
    fileprivate func sum(isReverse: Bool) -> ManifoldAPI.Traffic {
        reduce(into: ManifoldAPI.Traffic(packets: 0, bytes: 0)) { sum, entry in
            if entry.isReverse == isReverse { sum += entry.traffic }
        }
    }
}

extension ManifoldAPI.Traffic {
    fileprivate static func += (left: inout Self, right: Self) {
        left.packets += right.packets
        left.bytes += right.bytes
    }
}
