/// What a host's switch can do.
package struct SwitchFacts: Codable, Sendable, Hashable {
    /// It has DPDK ports: vhost-user.
    package var hasDPDK: Bool
    /// The host CPUs that its polling threads run on.
    package var pmdCPUs: [Int]

    package init(hasDPDK: Bool = false, pmdCPUs: [Int] = []) {
        self.hasDPDK = hasDPDK
        self.pmdCPUs = pmdCPUs
    }
}
