import MANOModel

/// How a simulated world behaves; can be replaced while it runs.
package struct SimulationSettings: Sendable, Codable, Equatable {
    /// Milliseconds that an action takes before it acts, by `WorldAction.Kind`; `*` for those not named.
    package var delays: [String: Int]
    /// Milliseconds from a guest's start until it is ready.
    package var readyAfter: Int
    package var faults: [SimulatedFault]

    package init(delays: [String: Int] = [:], readyAfter: Int = 0, faults: [SimulatedFault] = []) {
        self.delays = delays
        self.readyAfter = readyAfter
        self.faults = faults
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        delays = try container.decodeIfPresent([String: Int].self, forKey: .delays) ?? [:]
        readyAfter = try container.decodeIfPresent(Int.self, forKey: .readyAfter) ?? 0
        faults = try container.decodeIfPresent([SimulatedFault].self, forKey: .faults) ?? []
    }

    static let anyAction = "*"

    func delay(of kind: WorldAction.Kind) -> Duration {
        guard !delays.isEmpty else { return .zero }
        return .milliseconds(delays[kind.rawValue] ?? delays[Self.anyAction] ?? 0)
    }

    /// - Throws: `.unprocessable` with everything that is wrong.
    package func check(hosts: Set<String>) throws {
        var problems: [String] = []
        for (action, delay) in delays.sorted(by: { $0.key < $1.key }) {
            if !Self.isKnown(action) { problems.append("delays: there is no action \(action)") }
            if delay < 0 { problems.append("delays: \(action) can't take \(delay) ms") }
        }
        if readyAfter < 0 { problems.append("readyAfter: \(readyAfter) ms is before the start") }
        for (index, fault) in faults.enumerated() {
            if !Self.isKnown(fault.action) { problems.append("faults[\(index)]: there is no action \(fault.action)") }
            if let host = fault.host, !hosts.contains(host) {
                problems.append("faults[\(index)]: there is no host \(host)")
            }
            if let times = fault.times, times < 1 { problems.append("faults[\(index)]: \(times) times is never") }
            if let after = fault.after, after < 0 { problems.append("faults[\(index)]: \(after) ms is before the act") }
        }
        guard problems.isEmpty else {
            throw ManifoldError(
                .unprocessable, problems.joined(separator: "; "),
                remedy:
                    "actions are \(WorldAction.Kind.allCases.map(\.rawValue).joined(separator: ", ")), and * for all")
        }
    }

    static func isKnown(_ action: String) -> Bool {
        action == anyAction || WorldAction.Kind(rawValue: action) != nil
    }
}
