import SOL

/// A topology as the drawings see it: VNF profiles and SAPs as nodes, paths as ways over them.
struct TopologyGraph {
    /// A box of a drawing.
    struct Node {
        enum Kind: Equatable {
            case sap
            case vnf
        }

        var kind: Kind
        var title: String
        /// A SAP's attachment, a VNF's product.
        var detail: String
        var vnfcs: [ManifoldAPI.Topology.VNFC]
        /// Networks that it is on, each once, in order.
        var networks: [String]
    }

    /// A path over nodes, by index, with the network between each two.
    struct Way {
        var path: ManifoldAPI.Topology.Path
        var nodes: [Int]
        /// One less than nodes; the name of the link, where it is known.
        var links: [String?]
    }

    var nodes: [Node] = []
    /// As the server has them: the one that traffic is compared with first comes first.
    var ways: [Way] = []
    /// Links that no path goes over, such as management, or that nodes on no path are on.
    var sideLinks: [ManifoldAPI.Topology.Link] = []

    init(_ topology: ManifoldAPI.Topology) {
        let linkNames = Dictionary(topology.links.map { ($0.networkId, $0.name) }) { first, _ in first }
        var index: [String: Int] = [:]
        for sap in topology.saps {
            index["sap " + sap.id] = nodes.count
            nodes.append(
                Node(kind: .sap, title: sap.name, detail: sap.attachment, vnfcs: [], networks: [sap.networkId]))
        }
        for vnf in topology.vnfs {
            // VNFs of one profile stand for one another in a path: they share a box.
            let key = "vnf " + (vnf.vnfProfileId.isEmpty ? vnf.id : vnf.vnfProfileId)
            if let known = index[key] {
                nodes[known].vnfcs += vnf.vnfcs
            } else {
                index[key] = nodes.count
                let title = vnf.vnfProfileId.isEmpty ? vnf.name : vnf.vnfProfileId
                let detail = vnf.product == title ? vnf.name : vnf.product
                nodes.append(Node(kind: .vnf, title: title, detail: detail, vnfcs: vnf.vnfcs, networks: []))
            }
        }
        for position in nodes.indices where nodes[position].kind == .vnf {
            var seen: Set<String> = []
            nodes[position].networks = nodes[position].vnfcs.flatMap(\.connectionPoints).map(\.networkId)
                .filter { seen.insert($0).inserted }
        }

        var used: Set<String> = []
        for path in topology.paths {
            var way = Way(path: path, nodes: [], links: [])
            func step(to node: Int?, over network: String?) {
                guard let node else { return }
                if !way.nodes.isEmpty { way.links.append(network.flatMap { linkNames[$0] }) }
                if let network { used.insert(network) }
                way.nodes.append(node)
            }
            let source = index["sap " + path.source]
            step(to: source, over: source.flatMap { nodes[$0].networks.first })
            for hop in path.hops {
                let node = index["vnf " + hop.vnfProfileId]
                step(to: node, over: node.flatMap { network(of: hop.ingressCpd, at: $0) })
                if let out = node.flatMap({ network(of: hop.egressCpd, at: $0) }) { used.insert(out) }
            }
            let destination = index["sap " + path.destination]
            step(to: destination, over: destination.flatMap { nodes[$0].networks.first })
            ways.append(way)
        }
        let beside = Set(besideWays.flatMap { nodes[$0].networks })
        sideLinks = topology.links.filter { !used.contains($0.networkId) || beside.contains($0.networkId) }
    }

    /// The network that a connection point of a node is on.
    private func network(of cpd: String, at node: Int) -> String? {
        nodes[node].vnfcs.lazy.flatMap(\.connectionPoints).first { $0.cpdId == cpd }?.networkId
    }

    /// VNFs that no path goes through, and SAPs likewise.
    var besideWays: [Int] {
        let used = Set(ways.flatMap(\.nodes))
        return nodes.indices.filter { !used.contains($0) }
    }
}
