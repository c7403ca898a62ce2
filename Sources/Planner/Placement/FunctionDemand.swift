/// A network interface that is a function of a host's card (SR-IOV), or made on one of its interfaces (macvtap).
package struct FunctionDemand: Sendable, Codable, Equatable {
    /// The CP's id; unique in a demand.
    package var id: String
    package var physicalNetwork: String
    /// Mbit/s that it must have; 0: whatever is there.
    package var bandwidth: Int64
    /// The physical function as a whole, in place of one of its VFs; of a macvtap: nobody else has its interface.
    package var isWhole: Bool
    /// It is made on the interface, which several can share and which needn't be a card's.
    package var isMacvtap: Bool
    package var affinity: DeviceAffinity

    package init(
        id: String, physicalNetwork: String, bandwidth: Int64 = 0, isWhole: Bool = false,
        isMacvtap: Bool = false, affinity: DeviceAffinity = .preferred
    ) {
        self.id = id
        self.physicalNetwork = physicalNetwork
        self.bandwidth = bandwidth
        self.isWhole = isWhole
        self.isMacvtap = isMacvtap
        self.affinity = affinity
    }
}
