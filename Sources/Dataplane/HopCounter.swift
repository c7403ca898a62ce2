/// What one path sent into one hop, or out at its end.
package struct HopCounter: Sendable, Codable, Equatable {
    package var pathID: String
    /// The hop's id; nil: the path's end.
    package var hopID: String?
    /// The VNFC's id where the hop has several instances and the switch tells them apart.
    package var instanceID: String?
    package var isReverse: Bool
    package var packets: Int64
    package var bytes: Int64

    package init(pathID: String, hopID: String?, instanceID: String?, isReverse: Bool, packets: Int64, bytes: Int64) {
        self.pathID = pathID
        self.hopID = hopID
        self.instanceID = instanceID
        self.isReverse = isReverse
        self.packets = packets
        self.bytes = bytes
    }
}
