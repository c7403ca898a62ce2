/// A counter that a guest reports.
package struct GuestCounter: Sendable, Codable, Equatable {
    package var packets: Int64
    package var bytes: Int64

    package init(packets: Int64, bytes: Int64) {
        self.packets = packets
        self.bytes = bytes
    }
}
