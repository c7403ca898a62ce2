import SeededNumbers
import MANOModel
import Operations

/// An occurrence drawn from a seed, with what goes wrong while it runs.
struct RandomCase: Sendable {
    let script: Script
    let subject: OperationOccurrence.Subject
    /// The thing that is never made, so that the occurrence is rolled back; nil: it is to be completed.
    let victim: String?
    private let faults: [String: [World.Fault]]
    private let crashes: [(call: Int, isDone: Bool)]
    /// Milliseconds after which the manager is ended between two calls.
    let ends: [Double]

    init(seed: UInt64) {
        var source = SeededGenerator(seed)
        let isNS = source.chance(0.5)
        subject = isNS ? .ns("ns") : .vnf("vnf")
        var names = 0
        var things: [String] = []
        var vnfs: [String] = []
        func items(_ count: Int, prefix: String, mayHaveChildren: Bool) -> [Script.Item] {
            var drawn: [Script.Item] = []
            for _ in 0..<count {
                names += 1
                var item = Script.Item.make("\(prefix)\(names)")
                for earlier in drawn where source.chance(0.3) { item.after.append(earlier.key) }
                if mayHaveChildren, source.chance(0.3) {
                    item.key = "vnf\(names)"
                    vnfs.append(item.key)
                    item.kind = ChildOperation.kind
                    let length = Int.random(in: 1...3, using: &source)
                    item.child = Script([items(length, prefix: "\(item.key).", mayHaveChildren: false)])
                } else if source.chance(0.1) {
                    item.kind = "check"
                } else {
                    things.append(item.key)
                }
                drawn.append(item)
            }
            return drawn.shuffled(using: &source)
        }
        script = Script(
            (0..<Int.random(in: 1...2, using: &source)).map { _ in
                items(Int.random(in: 1...5, using: &source), prefix: "", mayHaveChildren: isNS)
            })
        victim = source.chance(0.5) ? things.randomElement(using: &source) : nil
        var faults: [String: [World.Fault]] = [:]
        for name in things.flatMap({ ["make \($0)", "look \($0)", "remove \($0)"] })
            + vnfs.flatMap({ ["clear \($0)", "look \($0)"] })
        {
            guard source.chance(0.3) else { continue }
            faults[name] = (0..<Int.random(in: 1...2, using: &source)).map { _ in
                let code: ManifoldError.Code = source.chance(0.5) ? .unknown : .infrastructure
                return switch Int.random(in: 0..<4, using: &source) {
                case 0: .refuse(code)
                case 1: .lose(code)
                default: .wait(.microseconds(Int.random(in: 0...1000, using: &source)))
                }
            }
        }
        self.faults = faults
        crashes = (0..<Int.random(in: 0...2, using: &source)).map { _ in
            (Int.random(in: 1...12, using: &source), source.chance(0.5))
        }
        ends = source.chance(0.4) ? [Double.random(in: 0...4, using: &source)] : []
    }

    /// Orders what goes wrong.
    func disturb(_ world: World) {
        for (name, faults) in faults { for fault in faults { world.order(name, fault) } }
        for crash in crashes { world.crash(at: crash.call, isDone: crash.isDone) }
    }

    /// What there has to be in the end.
    var things: Set<String> {
        func made(_ items: [Script.Item]) -> [String] {
            items.flatMap { item in item.child.map { made($0.phases[0]) } ?? (item.kind == "make" ? [item.key] : []) }
        }
        return victim == nil ? Set(script.phases.flatMap(made)) : []
    }
}
