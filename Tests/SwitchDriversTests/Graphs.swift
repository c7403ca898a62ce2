import Dataplane
import MANOModel

/// Graphs that several tests use.
enum Graphs {
    static let client = 1
    static let server = 2
    static let firewall = GraphSpec.Instance(id: "fw-1", bucket: 1, ingress: 11, egress: 12)
    static let secondFirewall = GraphSpec.Instance(id: "fw-2", bucket: 2, ingress: 13, egress: 14)
    static let monitor = GraphSpec.Instance(id: "mon-1", bucket: 1, ingress: 21, egress: 22)

    /// client → firewall → monitor → server; TCP to port 8080 bypasses the monitor.
    static func secureAccess(firewalls: [GraphSpec.Instance] = [firewall], id: String = "graph-1") -> GraphSpec {
        GraphSpec(
            id: id,
            paths: [
                .init(
                    id: "inspected", precedence: 10,
                    classifiers: [
                        Classifier(
                            etherType: .ipv4, sourcePrefix: "10.9.0.0/24", destinationPrefix: "10.9.0.0/24")
                    ], source: client, destination: server,
                    hops: [.init(id: "fw", instances: firewalls), .init(id: "mon", instances: [monitor])]),
                .init(
                    id: "bypass", precedence: 20,
                    classifiers: [Classifier(etherType: .ipv4, ipProtocol: .tcp, destinationPorts: 8080...8080)],
                    source: client, destination: server, hops: [.init(id: "fw", instances: firewalls)]),
            ])
    }
}
