/// A port of a switch, or one of the reserved numbers (OpenFlow 1.5.1, 7.2.1.2).
package struct PortNumber: RawRepresentable, Hashable, Sendable, Comparable, CustomStringConvertible {
    package var rawValue: UInt32

    package init(rawValue: UInt32) { self.rawValue = rawValue }
    package init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// Out where the packet came in; without it a switch never does that.
    package static let inPort = PortNumber(0xFFFF_FFF8)
    /// What a learning switch would do, VLANs included.
    package static let normal = PortNumber(0xFFFF_FFFA)
    package static let controller = PortNumber(0xFFFF_FFFD)
    /// The bridge's own interface.
    package static let local = PortNumber(0xFFFF_FFFE)
    package static let any = PortNumber(0xFFFF_FFFF)

    package static func < (left: PortNumber, right: PortNumber) -> Bool { left.rawValue < right.rawValue }

    package var description: String {
        switch self {
        case .inPort: "IN_PORT"
        case .normal: "NORMAL"
        case .controller: "CONTROLLER"
        case .local: "LOCAL"
        case .any: "ANY"
        default: "\(rawValue)"
        }
    }
}
