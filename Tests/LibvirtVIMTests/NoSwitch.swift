import Dataplane
import MANOModel

/// A host without anything on its switch.
struct NoSwitch: DataplaneDriver {
    func facts() -> SwitchFacts { SwitchFacts() }
    func ensureBridge() {}
    func attachPorts(_ ports: [PortSpec]) {}
    func detachPorts(names: [String]) {}
    func ports(names: [String]) -> [PortObservation] { [] }
    func ensureEndpoint(_ endpoint: EndpointSpec) {}
    func removeEndpoint(_ endpoint: EndpointSpec) {}
    func endpoint(_ endpoint: EndpointSpec) -> Bool { false }
    func applyGraph(_ graph: GraphSpec) {}
    func removeGraph(id: String) {}
    func graphDigest(id: String) -> String? { nil }
    func counters(graphID: String) -> [HopCounter] { [] }
    func inventory() -> [OwnedSwitchResource] { [] }
    func close() {}
}
