extension ManifoldAPI {
    /// Packets and bytes since the counter began.
    package struct Traffic: Codable, Sendable, Equatable {
        package var packets: UInt64
        package var bytes: UInt64

        package init(packets: UInt64, bytes: UInt64) {
            self.packets = packets
            self.bytes = bytes
        }
    }
}
