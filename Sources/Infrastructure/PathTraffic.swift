package import SOL

/// What one forwarding path sent into one hop, or out at its end.
package struct PathTraffic: Sendable, Equatable {
    package var pathID: String
    /// Nil: the path's end.
    package var hopID: String?
    /// The VNFC, where the hop has several and the switch tells them apart.
    package var instanceID: String?
    package var isReverse: Bool
    package var traffic: ManifoldAPI.Traffic

    package init(
        pathID: String, hopID: String?, instanceID: String?, isReverse: Bool, traffic: ManifoldAPI.Traffic
    ) {
        self.pathID = pathID
        self.hopID = hopID
        self.instanceID = instanceID
        self.isReverse = isReverse
        self.traffic = traffic
    }
}
