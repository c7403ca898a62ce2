package import Infrastructure
package import MANOModel
import Operations
package import Store

/// The forwarding graphs of NS instances as their descriptors and VNFs make them now.
package struct NSForwardingGraphs: ForwardingGraphSource {
    package init() {}

    package func graphs(of instances: Set<Identifier<NSInstance>>, in reading: Reading) throws -> [Payloads.Graph] {
        try instances.sorted().flatMap { id -> [Payloads.Graph] in
            let snapshot = try NSSnapshot(id, in: reading)
            guard let made = snapshot.instance.value.instantiated, made.isComplete, !made.forwardingGraphs.isEmpty
            else {
                return []
            }
            let steps = NSSteps(snapshot: snapshot)
            return try steps.applyGraphs(steps.builder(made), after: [], replaces: false).map {
                try $0.payload.decode(Payloads.Graph.self)
            }
        }
    }
}
