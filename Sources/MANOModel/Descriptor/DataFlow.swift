/// Traffic of a CP that is to be mirrored (`tosca.policies.nfv.DataFlowInfo`, SOL001 4.x).
package struct DataFlow: Codable, Sendable, Hashable, Identifiable {
    package var id: String
    /// `data_flow_info_id`.
    package var name: String
    package var mirroringJob: String
    /// `in`, `out` or `both`.
    package var direction: String
    /// `Forwarding` nodes and SAPs.
    package var targetIDs: [String]

    package init(
        id: String,
        name: String,
        mirroringJob: String,
        direction: String,
        targetIDs: [String] = []
    ) {
        self.id = id
        self.name = name
        self.mirroringJob = mirroringJob
        self.direction = direction
        self.targetIDs = targetIDs
    }
}
