package import MANOModel

/// A network interface that passes by the host's switch: a function of a card, or made on an interface or a bridge.
package struct FunctionDemand: Sendable, Codable, Equatable {
    /// The CP's id; unique in a demand.
    package var id: String
    package var physicalNetwork: String
    /// Mbit/s that it must have; 0: whatever is there.
    package var bandwidth: Int64
    /// The physical function as a whole, in place of one of its VFs; of a macvtap: nobody else has its interface.
    package var isWhole: Bool
    package var kind: Kind
    package var affinity: DeviceAffinity
    /// Bytes that what it comes from must carry; 0: whatever it does.
    package var mtu: Int

    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// Of a card, by SR-IOV.
        case function
        /// Made on an interface, which several can share and which needn't be a card's.
        case macvtap
        /// A port of a Linux bridge.
        case bridge
        /// A vDPA device, which a card has or which is by itself.
        case vdpa

        /// What it comes from.
        package var uplink: Uplink.Kind {
            switch self {
            case .function, .macvtap: .interface
            case .bridge: .bridge
            case .vdpa: .vdpa
            }
        }

        /// It is one of those that its uplink has, and not made there.
        package var isCounted: Bool { self == .function || self == .vdpa }
    }

    package init(
        id: String, physicalNetwork: String, bandwidth: Int64 = 0, isWhole: Bool = false,
        kind: Kind = .function, affinity: DeviceAffinity = .preferred, mtu: Int = 0
    ) {
        self.id = id
        self.physicalNetwork = physicalNetwork
        self.bandwidth = bandwidth
        self.isWhole = isWhole
        self.kind = kind
        self.affinity = affinity
        self.mtu = mtu
    }
}
