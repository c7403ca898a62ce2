import MANOModel
import Planner

/// An answer of the planner, for programs as JSON and for people as text.
struct PlacementReport: Encodable {
    var fits: Bool
    /// In the order of the request's.
    var placements: [Guest]
    var objective: Objective?
    var rejections: [Refusal]
    var nearestChanges: [String]
    /// Why all guests have to share one host, where they don't fit.
    var remark: String?

    struct Guest: Encodable {
        var guest: String
        /// The host's name.
        var host: String
        var vCPUs: Int
        /// Bytes.
        var memory: Int64
        var cells: [Placement.Cell]
        var emulatorCPUs: [Int]
        var idleCPUs: [Int]
        var functions: [Placement.Function]
        var devices: [[String]]
    }

    struct Objective: Encodable, Equatable {
        var total: Int
        var hosts: Int
        var load: Int
        var split: Int
        var remote: Int
        var node: Int
        var function: Int
        var waste: Int
        var distance: Int
        var wish: Int

        init(_ sum: PlacementObjective) {
            total = sum.total
            hosts = sum.hosts
            load = sum.load
            split = sum.split
            remote = sum.remote
            node = sum.node
            function = sum.function
            waste = sum.waste
            distance = sum.distance
            wish = sum.wish
        }

        /// `125: 100 for hosts, 20 for remote, 5 for node`.
        var text: String {
            let terms = [
                (hosts, "hosts"), (load, "load"), (split, "split"), (remote, "remote"), (node, "node"),
                (function, "function"), (waste, "waste"), (distance, "distance"), (wish, "wish"),
            ]
            let named = terms.filter { $0.0 != 0 }.map { "\($0.0) for \($0.1)" }
            return "\(total)" + (named.isEmpty ? "" : ": \(named.joined(separator: ", "))")
        }
    }

    struct Refusal: Encodable {
        var guest: String
        /// The host's name; empty where there is no host.
        var host: String
        var reasons: [String]
    }

    init(_ result: PlacementResult, _ request: PlacementRequest, hosts: [Host], remark: String? = nil) {
        switch result {
        case .placed(let plan):
            let names = Dictionary(hosts.map { ($0.id, $0.name) }) { first, _ in first }
            fits = true
            placements = request.demands.compactMap { demand in
                guard let placement = plan.placements[demand.id] else { return nil }
                return Guest(
                    guest: demand.title, host: names[placement.hostID] ?? "", vCPUs: demand.vCPUs,
                    memory: demand.memory, cells: placement.cells, emulatorCPUs: placement.emulatorCPUs,
                    idleCPUs: placement.idleCPUs, functions: placement.functions, devices: placement.devices)
            }
            objective = Objective(plan.objective)
            rejections = []
            nearestChanges = []
        case .rejected(let rejection):
            fits = false
            placements = []
            objective = nil
            rejections = rejection.rejections.map {
                Refusal(guest: $0.title, host: $0.hostName, reasons: $0.reasons)
            }
            nearestChanges = rejection.nearestChanges.map(\.text)
            self.remark = remark
        }
    }

    // MARK: For people

    func text(width: Int?) -> String {
        fits ? placementText(width: width) : rejectionText
    }

    private func placementText(width: Int?) -> String {
        var table = Table(
            .flexible("GUEST"), .flexible("HOST"), .left("NODES"), .flexible("CPUS"), .right("VCPUS"),
            .right("MEMORY"), .flexible("FUNCTIONS AND DEVICES"))
        for guest in placements {
            let given =
                guest.functions.map { $0.pciAddress.isEmpty ? $0.interface : "\($0.interface) \($0.pciAddress)" }
                + guest.devices.flatMap(\.self)
            table.append(
                guest.guest, guest.host, guest.cells.map { "\($0.node)" }.joined(separator: ","),
                Self.ranges(guest.cells.flatMap(\.cpus) + guest.emulatorCPUs), "\(guest.vCPUs)",
                Format.bytes(guest.memory), given.joined(separator: ", "))
        }
        return table.render(width: width) + "\nobjective \(objective?.text ?? "0")\n"
    }

    private var rejectionText: String {
        struct Why: Hashable {
            var guest: String
            var reasons: [String]
        }
        // A thousand hosts that say the same are one line.
        var order: [Why] = []
        var hosts: [Why: [String]] = [:]
        for refusal in rejections {
            let why = Why(guest: refusal.guest, reasons: refusal.reasons)
            if hosts[why] == nil { order.append(why) }
            hosts[why, default: []].append(refusal.host)
        }
        var text = ""
        for why in order {
            let names = hosts[why, default: []]
            let who = names.count > 4 ? "\(names[0]), \(names[1]) and \(names.count - 2) more" : Amount.list(names)
            let verb = names.count > 1 ? "refuse" : "refuses"
            text += who.isEmpty ? "" : "\(Printable.escape(who)) \(verb) "
            text += "\(Printable.escape(why.guest)):\n"
            for reason in why.reasons { text += "  - \(Printable.escape(reason))\n" }
        }
        if let remark { text += "All guests share one host: \(Printable.escape(remark))\n" }
        return text + PlanText.nearest(nearestChanges)
    }

    /// `0-3,8`.
    private static func ranges(_ numbers: [Int]) -> String {
        var parts: [ClosedRange<Int>] = []
        for number in numbers.sorted() {
            if let last = parts.last, last.upperBound + 1 == number {
                parts[parts.count - 1] = last.lowerBound...number
            } else {
                parts.append(number...number)
            }
        }
        return parts.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
            .joined(separator: ",")
    }
}
