/// A network interface that is a function of a host's card (SR-IOV).
package struct FunctionDemand: Sendable, Codable, Equatable {
    /// The CP's id; unique in a demand.
    package var id: String
    package var physicalNetwork: String
    /// Mbit/s that it must have; 0: whatever is there.
    package var bandwidth: Int64
    /// The physical function as a whole, in place of one of its VFs.
    package var isWhole: Bool
    package var affinity: DeviceAffinity

    package init(
        id: String, physicalNetwork: String, bandwidth: Int64 = 0, isWhole: Bool = false,
        affinity: DeviceAffinity = .preferred
    ) {
        self.id = id
        self.physicalNetwork = physicalNetwork
        self.bandwidth = bandwidth
        self.isWhole = isWhole
        self.affinity = affinity
    }
}
