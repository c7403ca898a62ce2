import MANOModel
import YAML

/// Metadata of a node or a policy: keys that begin with `manifold.` are this program's, others are left alone.
struct OwnMetadata {
    let place: Place
    let subject: String
    let log: DiagnosticLog
    private var values: [String: YAMLNode]
    private var known: Set<String> = []

    init(of node: CheckedNode, log: DiagnosticLog) {
        self.init(node.metadata, node.place, "the node `\(node.name)`", log)
    }

    init(of policy: CheckedPolicy, log: DiagnosticLog) {
        self.init(policy.metadata, policy.place, "the policy `\(policy.name)`", log)
    }

    private init(_ values: [String: YAMLNode], _ place: Place, _ subject: String, _ log: DiagnosticLog) {
        self.values = values
        self.place = place
        self.subject = subject
        self.log = log
    }

    private static let keys: Set<String> = [
        "manifold.readiness", "manifold.readiness.pattern", "manifold.readiness.cp", "manifold.readiness.port",
        "manifold.readiness.timeout", "manifold.management", "manifold.precedence",
    ]

    /// Takes a key of ours: its text, and where it stands. A slip for it is reported, and taken all the same.
    mutating func take(_ key: String) -> (text: String, place: Place)? {
        known.insert(key)
        if values[key] == nil {
            for (name, node) in values where name.hasPrefix("manifold.") && !Self.keys.contains(name) {
                guard log.slip(of: name, among: Self.keys) == key else { continue }
                reportUnknown(name, node, "did you mean `\(key)`?")
                values[key] = values.removeValue(forKey: name)
                break
            }
        }
        guard let node = values.removeValue(forKey: key), let text = node.text else { return nil }
        return (text, Place(file: place.file, mark: node.mark))
    }

    private func reportUnknown(_ key: String, _ node: YAMLNode, _ remedy: @autoclosure () -> String) {
        log.report(
            .metadataUnknown, at: Place(file: place.file, mark: node.mark),
            "the metadata of \(subject) has the unknown key `\(key)`", remedy())
    }

    /// What is left. Keys of ours that nobody took are reported.
    func rest() -> [String: String] {
        var rest: [String: String] = [:]
        for (key, node) in values {
            if key.hasPrefix("manifold.") {
                reportUnknown(key, node, NearestName.remedy(for: key, among: known, else: "remove it"))
            } else {
                rest[key] = node.text
            }
        }
        return rest
    }
}

extension FlavourCompiler {
    /// `manifold.readiness` and the keys that go with it.
    ///
    /// - Parameter cps: the names of the node's CPs.
    func readiness(_ metadata: inout OwnMetadata, of node: CheckedNode, cps: [String]) -> Readiness {
        let probe = metadata.take("manifold.readiness")
        let pattern = metadata.take("manifold.readiness.pattern")
        let cp = metadata.take("manifold.readiness.cp")
        let port = metadata.take("manifold.readiness.port")
        let timeout = metadata.take("manifold.readiness.timeout")
        func report(_ place: Place?, _ message: String, _ remedy: String) {
            log.report(.readiness, at: place ?? node.place, "the readiness of `\(node.name)` \(message)", remedy)
        }
        var seconds = 300.0
        if let timeout {
            if let time = ScalarUnit.time.parse(timeout.text), time > 0 {
                seconds = time
            } else {
                report(timeout.place, "has the timeout `\(timeout.text)`", "write a time such as `60 s`")
            }
        }
        let probes = ["agent", "guest-agent", "serial", "tcp", "none"]
        for (value, owner) in [(pattern, "serial"), (cp, "tcp"), (port, "tcp")] {
            if let value, probe?.text != owner, probe.map({ probes.contains($0.text) }) ?? true {
                report(
                    value.place, "has a key that only `\(owner)` has a use for",
                    "remove it, or write `manifold.readiness: \(owner)`")
            }
        }
        guard let probe else { return .none }
        switch probe.text {
        case "none": return .none
        case "agent": return Readiness(probe: .agent, timeout: seconds)
        case "guest-agent": return Readiness(probe: .guestAgent, timeout: seconds)
        case "serial":
            guard let pattern, ExtendedRegex(pattern.text) != nil else {
                report(
                    pattern?.place ?? probe.place, "names no pattern for the serial port",
                    "add `manifold.readiness.pattern` with an extended regular expression")
                return .none
            }
            return Readiness(probe: .serial(pattern: pattern.text), timeout: seconds)
        case "tcp":
            guard let number = port.flatMap({ UInt16($0.text) }), number > 0 else {
                report(
                    port?.place ?? probe.place, "names no TCP port", "add `manifold.readiness.port`, from 1 to 65535")
                return .none
            }
            guard let cp, cps.contains(cp.text) else {
                // What is wrong with the CP itself was told.
                if let cp, !log.knowsAll(of: cp.text) { return .none }
                if let cp, topology.node(cp.text) == nil {
                    log.report(
                        .readiness, named: cp.text, of: "node", at: cp.place,
                        "the readiness of `\(node.name)` names no CP of the VDU: there is no `\(cp.text)`",
                        NearestName.remedy(for: cp.text, among: cps, else: "name a CP of the VDU"))
                    return .none
                }
                report(
                    cp?.place ?? probe.place, "names no CP of the VDU",
                    NearestName.remedy(for: cp?.text ?? "", among: cps, else: "add `manifold.readiness.cp`"))
                return .none
            }
            return Readiness(probe: .tcp(vduCpID: cp.text, port: number), timeout: seconds)
        default:
            report(
                probe.place, "is `\(probe.text)`",
                NearestName.remedy(for: probe.text, among: probes, else: "write `agent`"))
            return .none
        }
    }
}
