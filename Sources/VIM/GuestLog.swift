/// What a guest has printed on its serial port.
package struct GuestLog: Sendable, Equatable {
    /// As the guest printed them.
    package var bytes: [UInt8]
    /// Where the newest file ended, in bytes: what is printed later comes after it.
    package var end: Int64

    package init(bytes: [UInt8], end: Int64) {
        self.bytes = bytes
        self.end = end
    }
}
