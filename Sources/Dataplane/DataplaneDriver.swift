package import MANOModel

/// One host's switch. Every act is idempotent and ends when the switch has applied it. Errors: `ManifoldError` with
/// `.infrastructure` where the switch said no, `.unknown` where it couldn't be asked, `.timeout`.
package protocol DataplaneDriver: Sendable {
    /// What the switch is and can do, read now. Ports and bonds of ours are left out.
    func facts() async throws -> SwitchFacts

    /// Makes the integration bridge; closed (`fail_mode=secure`) from the transaction that creates it.
    func ensureBridge() async throws

    /// Adds the ports in one change, each with the OpenFlow number that it asks for and its VLAN segment, with the flows
    /// that let it speak on its segment. The interfaces may appear later.
    func attachPorts(_ ports: [PortSpec]) async throws
    func detachPorts(names: [String]) async throws
    /// Sees that the interfaces of attached ports, which are there by now, are up. Errors: `.timeout` where one isn't.
    func bringUpPorts(names: [String]) async throws
    /// The ports that are there, of those names.
    func ports(names: [String]) async throws -> [PortObservation]

    /// Makes the place where a network meets the outside, with its port.
    func ensureEndpoint(_ endpoint: EndpointSpec) async throws
    func removeEndpoint(_ endpoint: EndpointSpec) async throws
    func endpoint(_ endpoint: EndpointSpec) async throws -> Bool

    /// Makes the flows and groups of the graph's id those of the specification, as one change.
    func applyGraph(_ graph: GraphSpec) async throws
    func removeGraph(id: String) async throws
    /// The digest of the graph that is in force there; nil: none of it is.
    func graphDigest(id: String) async throws -> String?
    func counters(graphID: String) async throws -> [HopCounter]

    /// Everything on the switch that bears our mark.
    func inventory() async throws -> [OwnedSwitchResource]

    /// Takes the integration bridge away, when the host is no longer ours to use; it stays while it has ports.
    func removeBridge() async throws

    /// What it tells from now on, beginning with `.connected` where it answers.
    func events() -> AsyncStream<DataplaneEvent>

    func close() async
}

extension DataplaneDriver {
    /// A switch that has no bridge to make.
    package func removeBridge() async throws {}

    /// A switch that is always there, and loses nothing.
    package func events() -> AsyncStream<DataplaneEvent> { AsyncStream { $0.finish() } }

    /// A switch whose interfaces are always up.
    package func bringUpPorts(names: [String]) async throws {}
}
