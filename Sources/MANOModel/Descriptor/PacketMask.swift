/// Bits of a packet that must have a value (`Mask`, IFA014 6.4.9).
package struct PacketMask: Codable, Sendable, Hashable {
    /// In bits from the packet's first, which is 1.
    package var startingPoint: Int
    /// In bits.
    package var length: Int
    package var value: String

    package init(
        startingPoint: Int,
        length: Int,
        value: String
    ) {
        self.startingPoint = startingPoint
        self.length = length
        self.value = value
    }
}
