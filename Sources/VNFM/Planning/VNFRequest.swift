package import MANOModel

/// What is to be planned of one VNF: which VNFCs, of which flavour, on which networks.
package struct VNFRequest: Sendable {
    package var instance: VNFInstance
    package var package: VNFPackage
    package var flavour: DeploymentFlavour
    /// With links, levels and parameters; the VNFCs are what is there already.
    package var target: InstantiatedVNF
    /// How many VNFCs of each VDU there are to be.
    package var counts: [String: Int]
    /// The hosts of guests that the new ones are joined with; nil: there are none.
    package var hosts: Set<Identifier<Host>>?
    package var hostsReason: String?
    /// What the descriptor has and nothing uses.
    package var warnings: [String] = []

    package init(
        instance: VNFInstance, package: VNFPackage, flavour: DeploymentFlavour, target: InstantiatedVNF,
        counts: [String: Int],
        hosts: Set<Identifier<Host>>? = nil, hostsReason: String? = nil
    ) {
        self.instance = instance
        self.package = package
        self.flavour = flavour
        self.target = target
        self.counts = counts
        self.hosts = hosts
        self.hostsReason = hostsReason
    }
}
