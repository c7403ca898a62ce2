import Foundation
import SOL
import Synchronization

@testable import Commands

/// Counts calls from any thread.
final class Counter: Sendable {
    private let value = Mutex(0)

    func next() -> Int {
        value.withLock { value in
            defer { value += 1 }
            return value
        }
    }
}

/// What a server would say.
enum Samples {
    static func nsOccurrence(id: String = "o1", state: String, error: String? = nil) -> String {
        let problem = error.map { #","error":{"title":"Infrastructure error","status":500,"detail":"\#($0)"}"# } ?? ""
        return """
            {"id":"\(id)","operationState":"\(state)","stateEnteredTime":"2026-03-01T12:00:00Z",
            "statusEnteredTime":"2026-03-01T12:00:00Z","nsInstanceId":"n1","lcmOperationType":"INSTANTIATE",
            "startTime":"2026-03-01T12:00:00.123Z","isAutomaticInvocation":false,"isCancelPending":false\(problem)}
            """
    }

    static func ns(id: String, name: String, state: String = "INSTANTIATED") -> String {
        """
        {"id":"\(id)","nsInstanceName":"\(name)","nsInstanceDescription":"","nsdId":"d","nsdInfoId":"i",
        "nsState":"\(state)"}
        """
    }

    static func step(
        _ number: Int, _ title: String, _ state: String, attempt: Int = 1, seconds: Double? = nil, error: String? = nil
    ) -> ManifoldAPI.Step {
        let start = Date(timeIntervalSince1970: 1_000_000)
        return ManifoldAPI.Step(
            number: number, phase: 0, kind: "kind", title: title, resourceId: "r", state: state, attempt: attempt,
            dependsOn: [], startedAt: seconds.map { _ in start }, endedAt: seconds.map { start + $0 },
            error: error.map { SOL013.ProblemDetails(status: 500, detail: $0) })
    }

    /// The service of the demo: two paths through vfw, one of them through vmon too, and management beside them.
    static let secureAccess: ManifoldAPI.Topology = {
        func point(_ cpd: String, _ network: String, _ address: String? = nil) -> ManifoldAPI.Topology.ConnectionPoint {
            .init(
                id: "\(cpd)-\(network)", cpdId: cpd, networkId: network, mac: "02:00:00:00:00:01",
                addresses: address.map { [$0] } ?? [], port: "mfaaaaaaaaaaaa")
        }
        func guest(_ name: String, host: String, state: String, _ networks: [String], _ address: String)
            -> ManifoldAPI.Topology.VNFC
        {
            .init(
                id: name, name: name, vduId: "vdu", host: host, state: state,
                connectionPoints: [
                    point("left", networks[0]), point("right", networks[1]), point("mgmt", "n4", address),
                ])
        }
        return ManifoldAPI.Topology(
            ns: .init(id: "3f2a9c01-1111-4000-8000-000000000000", name: "web", state: "INSTANTIATED"),
            vnfs: [
                .init(
                    id: "v1", name: "web-vfw", vnfProfileId: "vfw", product: "vfw",
                    vnfcs: [
                        guest("vfw-0", host: "alpha", state: "running", ["n1", "n2"], "192.168.99.2/24"),
                        guest("vfw-1", host: "beta", state: "running", ["n1", "n2"], "192.168.99.3/24"),
                    ]),
                .init(
                    id: "v2", name: "web-vmon", vnfProfileId: "vmon", product: "vmon",
                    vnfcs: [guest("vmon-0", host: "alpha", state: "crashed", ["n2", "n3"], "192.168.99.4/24")]),
            ],
            links: [
                .init(id: "l1", name: "access", networkId: "n1", prefix: "10.10.0.0/24"),
                .init(id: "l2", name: "middle", networkId: "n2"),
                .init(id: "l3", name: "service", networkId: "n3"),
                .init(id: "l4", name: "management", networkId: "n4", prefix: "192.168.99.0/24"),
            ],
            saps: [
                .init(id: "s1", name: "client", networkId: "n1", attachment: "namespace mf-client 10.10.0.1/24"),
                .init(id: "s2", name: "server", networkId: "n3", attachment: "namespace mf-server 10.10.0.2/24"),
            ],
            paths: [
                .init(
                    id: "p2", name: "bypass", precedence: 200, classifier: "tcp to port 5201",
                    hops: [.init(vnfProfileId: "vfw", ingressCpd: "left", egressCpd: "right")], source: "s1",
                    destination: "s2"),
                .init(
                    id: "p1", name: "inspected", precedence: 100, classifier: "",
                    hops: [
                        .init(vnfProfileId: "vfw", ingressCpd: "left", egressCpd: "right"),
                        .init(vnfProfileId: "vmon", ingressCpd: "left", egressCpd: "right"),
                    ], source: "s1", destination: "s2"),
            ])
    }()
}

/// A terminal that keeps what is written to it.
final class Screen: Sendable {
    private let texts = Mutex((output: "", error: ""))

    var output: String { texts.withLock { $0.output } }
    var error: String { texts.withLock { $0.error } }

    func terminal(
        width: Int? = nil, progressSize: (columns: Int, rows: Int)? = nil, environment: [String: String] = [:]
    ) -> Terminal {
        Terminal(
            width: width, progressSize: progressSize, usesColor: false, environment: environment,
            write: { [self] text in texts.withLock { $0.output += text } },
            writeError: { [self] text in texts.withLock { $0.error += text } })
    }
}
