import NIOCore

/// One field of a match or of a set-field action (OpenFlow 1.5.1, 7.2.3.2), kept as the bytes on the wire.
///
/// It is always in its simplest form: a mask of all ones is none, and bits outside the mask are zero. So equal fields
/// are equal values, and what a switch reports back compares with what was sent.
package struct OXMField: Hashable, Sendable {
    /// 0x8000 is OpenFlow's own, 0x8001 its packet registers.
    package let `class`: UInt16
    /// 7 bits.
    package let field: UInt8
    package let value: [UInt8]
    package let mask: [UInt8]?

    /// `mask` has the length of `value`.
    package init(class: UInt16, field: UInt8, value: [UInt8], mask: [UInt8]? = nil) {
        self.class = `class`
        self.field = field
        if let mask, mask.contains(where: { $0 != 0xFF }) {
            self.value = zip(value, mask).map { $0 & $1 }
            self.mask = mask
        } else {
            self.value = value
            self.mask = nil
        }
    }

    private init<Value: FixedWidthInteger>(_ field: UInt8, _ value: Value, mask: Value? = nil) {
        self.init(class: 0x8000, field: field, value: Self.bytes(value), mask: mask.map { Self.bytes($0) })
    }

    private static func bytes<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        withUnsafeBytes(of: value.bigEndian) { Array($0) }
    }

    /// True where the mask lets everything through: such a field matches like none at all.
    var matchesEverything: Bool { mask?.allSatisfy { $0 == 0 } ?? false }

    /// The value as a number; nil where it has more than 8 bytes.
    package var number: UInt64? {
        value.count <= 8 ? value.reduce(0) { $0 << 8 | UInt64($1) } : nil
    }

    package static func inPort(_ port: PortNumber) -> OXMField { OXMField(0, port.rawValue) }
    package static func metadata(_ value: UInt64, mask: UInt64? = nil) -> OXMField { OXMField(2, value, mask: mask) }
    /// Six bytes each.
    package static func etherDestination(_ address: [UInt8], mask: [UInt8]? = nil) -> OXMField {
        OXMField(class: 0x8000, field: 3, value: address, mask: mask)
    }
    package static func etherSource(_ address: [UInt8], mask: [UInt8]? = nil) -> OXMField {
        OXMField(class: 0x8000, field: 4, value: address, mask: mask)
    }
    package static func etherType(_ type: UInt16) -> OXMField { OXMField(5, type) }
    /// A packet with this VLAN tag, 0 to 4095.
    package static func vlan(_ id: UInt16) -> OXMField { OXMField(6, 0x1000 | id) }
    /// A packet without a VLAN tag.
    package static let noVLAN = OXMField(6, UInt16(0))
    /// 0 to 63; needs an IP ether type.
    package static func ipDSCP(_ value: UInt8) -> OXMField { OXMField(8, value) }
    package static func ipProtocol(_ value: UInt8) -> OXMField { OXMField(10, value) }
    package static func ipv4Source(_ address: UInt32, mask: UInt32? = nil) -> OXMField {
        OXMField(11, address, mask: mask)
    }
    package static func ipv4Destination(_ address: UInt32, mask: UInt32? = nil) -> OXMField {
        OXMField(12, address, mask: mask)
    }
    package static func tcpSource(_ port: UInt16, mask: UInt16? = nil) -> OXMField { OXMField(13, port, mask: mask) }
    package static func tcpDestination(_ port: UInt16, mask: UInt16? = nil) -> OXMField {
        OXMField(14, port, mask: mask)
    }
    package static func udpSource(_ port: UInt16, mask: UInt16? = nil) -> OXMField { OXMField(15, port, mask: mask) }
    package static func udpDestination(_ port: UInt16, mask: UInt16? = nil) -> OXMField {
        OXMField(16, port, mask: mask)
    }
    package static func icmpType(_ value: UInt8) -> OXMField { OXMField(19, value) }
    package static func icmpCode(_ value: UInt8) -> OXMField { OXMField(20, value) }
    package static func arpOperation(_ value: UInt16) -> OXMField { OXMField(21, value) }
    package static func arpSource(_ address: UInt32, mask: UInt32? = nil) -> OXMField {
        OXMField(22, address, mask: mask)
    }
    package static func arpTarget(_ address: UInt32, mask: UInt32? = nil) -> OXMField {
        OXMField(23, address, mask: mask)
    }
    /// 16 bytes each.
    package static func ipv6Source(_ address: [UInt8], mask: [UInt8]? = nil) -> OXMField {
        OXMField(class: 0x8000, field: 26, value: address, mask: mask)
    }
    package static func ipv6Destination(_ address: [UInt8], mask: [UInt8]? = nil) -> OXMField {
        OXMField(class: 0x8000, field: 27, value: address, mask: mask)
    }
    package static func icmpv6Type(_ value: UInt8) -> OXMField { OXMField(29, value) }
    /// One of the 64-bit packet registers, 0 to 7 (OpenFlow 1.5.1, 7.2.3.10); Open vSwitch's xreg0 to xreg7.
    package static func packetRegister(_ index: UInt8, _ value: UInt64, mask: UInt64? = nil) -> OXMField {
        OXMField(class: 0x8001, field: index, value: bytes(value), mask: mask.map { bytes($0) })
    }

    func write(to buffer: inout ByteBuffer) {
        buffer.writeInteger(`class`)
        buffer.writeInteger(field << 1 | (mask == nil ? 0 : 1))
        buffer.writeInteger(UInt8(value.count + (mask?.count ?? 0)))
        buffer.writeBytes(value)
        if let mask { buffer.writeBytes(mask) }
    }

    init(from buffer: inout ByteBuffer) throws(OpenFlowError) {
        let `class`: UInt16 = try buffer.take()
        let fieldAndMask: UInt8 = try buffer.take()
        let length = Int(try buffer.take() as UInt8)
        let hasMask = fieldAndMask & 1 == 1
        guard !hasMask || length.isMultiple(of: 2) else {
            throw OpenFlowError(.malformed, "a masked match field has an odd length")
        }
        let size = hasMask ? length / 2 : length
        let value = try buffer.take(bytes: size)
        let mask = hasMask ? try buffer.take(bytes: size) : nil
        self.init(class: `class`, field: fieldAndMask >> 1, value: value, mask: mask)
    }
}
