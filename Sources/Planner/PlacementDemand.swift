package import MANOModel

/// What one VNFC needs of the host that it goes to.
package struct PlacementDemand: Sendable, Codable, Equatable {
    /// The VNFC's id; unique in a request.
    package var id: String
    /// For people: `vfw-0`.
    package var title: String
    package var vCPUs: Int
    /// Bytes.
    package var memory: Int64
    /// Bytes.
    package var storage: Int64
    /// Each vCPU gets a host core of its own.
    package var dedicatedCores: Bool
    /// KiB; nil: normal pages.
    package var hugepageSize: Int?
    /// The only hosts that come into question; nil: any.
    package var hosts: Set<Identifier<Host>>?
    /// Why only those: `network client is on host a`.
    package var hostsReason: String?
    /// All demands with the same group go on one host.
    package var group: String?
    /// Demands that share a label go to different hosts.
    package var antiAffinity: [String]
    /// As the descriptor spells it; nil: any.
    package var architecture: String?

    package init(
        id: String, title: String, vCPUs: Int, memory: Int64, storage: Int64 = 0, dedicatedCores: Bool = false,
        hugepageSize: Int? = nil, hosts: Set<Identifier<Host>>? = nil, hostsReason: String? = nil,
        group: String? = nil, antiAffinity: [String] = [], architecture: String? = nil
    ) {
        self.id = id
        self.title = title
        self.vCPUs = vCPUs
        self.memory = memory
        self.storage = storage
        self.dedicatedCores = dedicatedCores
        self.hugepageSize = hugepageSize
        self.hosts = hosts
        self.hostsReason = hostsReason
        self.group = group
        self.antiAffinity = antiAffinity
        self.architecture = architecture
    }

    /// What the VNFC holds at a placement, as claims with the demand's id as owner; `HostCapacity` reads them back.
    package func claims(at placement: Placement) -> [Claim] {
        let scope = placement.hostID.rawValue
        var claims: [Claim] = []
        if dedicatedCores {
            claims += placement.cores.map { Claim(kind: .core, scope: scope, key: String($0), owner: id) }
        } else if vCPUs > 0 {
            claims.append(Claim(kind: .sharedCPU, scope: scope, amount: Int64(vCPUs), owner: id))
        }
        if memory > 0 {
            let pages = hugepageSize.flatMap { size in placement.numaNode.map { HugepagePool(node: $0, size: size) } }
            claims.append(
                Claim(kind: .memory, scope: scope, key: pages?.claimKey ?? "", amount: memoryToTake, owner: id))
        }
        if storage > 0 { claims.append(Claim(kind: .storage, scope: scope, amount: storage, owner: id)) }
        return claims
    }

    /// Bytes of memory in whole pages.
    var memoryToTake: Int64 {
        guard let hugepageSize, hugepageSize > 0 else { return memory }
        let page = Int64(hugepageSize) * 1024
        return (memory + page - 1) / page * page
    }
}
