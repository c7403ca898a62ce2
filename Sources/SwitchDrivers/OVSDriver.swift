import SwitchConnection
import Dataplane
package import MANOModel
import OVSDB
import OpenFlow

/// One host's Open vSwitch: configuration over OVSDB, flows over the bridge's management socket.
package actor OVSDriver: DataplaneDriver {
    /// Where a switch is and how its bridge is called.
    package struct Configuration: Sendable {
        let database: ServerAddress
        let management: Management
        /// The integration bridge.
        package var bridge: String
        /// `system` or `netdev`; nil: the kernel's where it has one, else userspace.
        package var datapathType: String?
        /// The network namespace that ovs-vswitchd runs in; nil: the manager's own.
        package var namespace: String?
        /// Links and the kernel beside the switch are another machine's: neither is touched.
        package var isRemote = false
        /// For one request to the switch.
        package var deadline: Duration

        /// `database` as Open vSwitch writes it: `unix:PATH` or `tcp:HOST:PORT`; `runFolder` is the folder of the
        /// bridges' management sockets, or `tcp:ADDRESS:PORT`. Errors: `.unprocessable` where one is neither.
        package init(
            database: String = "unix:/var/run/openvswitch/db.sock", runFolder: String = "/var/run/openvswitch",
            bridge: String = "mfbr0", datapathType: String? = nil, namespace: String? = nil,
            deadline: Duration = .seconds(10)
        ) throws(ManifoldError) {
            guard let address = ServerAddress(database) else {
                throw ManifoldError(
                    .unprocessable, "\(database) is not the address of an OVSDB server",
                    remedy: "write unix:PATH or tcp:HOST:PORT")
            }
            self.database = address
            management = try Management(runFolder)
            self.bridge = bridge
            self.datapathType = datapathType
            self.namespace = namespace
            self.deadline = deadline
        }
    }

    nonisolated let configuration: Configuration
    nonisolated let database: OVSDBClient
    nonisolated let flows: OpenFlowClient
    nonisolated let tools: LinkTools
    /// Bridges towards physical interfaces are made and taken away one at a time.
    nonisolated let edgeLock = TurnLock()
    private var edges: [String: OpenFlowClient] = [:]

    package init(_ configuration: Configuration) {
        self.configuration = configuration
        database = OVSDBClient(address: configuration.database)
        flows = OpenFlowClient(address: configuration.management.address(of: configuration.bridge))
        tools = LinkTools(switchNamespace: configuration.namespace)
    }

    package func ensureBridge() async throws {
        if !configuration.isRemote, try await datapathType() == "netdev" { try await tools.isolateStack() }
        try await ensureBridge(named: configuration.bridge)
        try await ensureListener()
    }

    package func removeBridge() async throws {
        try await removeBridge(named: configuration.bridge)
    }

    /// The OpenFlow client of a bridge that leads to a physical interface; such a bridge of another machine has none.
    func edge(_ bridge: String) -> OpenFlowClient {
        if let client = edges[bridge] { return client }
        let client = OpenFlowClient(address: configuration.management.address(of: bridge))
        edges[bridge] = client
        return client
    }

    package func close() async {
        await database.close()
        await flows.close()
        for client in edges.values { await client.close() }
    }
}
