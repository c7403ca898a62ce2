package import MANOModel

/// What would have to be on a host, beside what is there, for a demand to fit there.
package struct NearestChange: Sendable, Equatable {
    /// The demand's title.
    package var title: String
    package var hostID: Identifier<Host>
    package var hostName: String
    package var parts: [Part]

    package struct Part: Sendable, Equatable {
        package var what: What
        /// Bytes, pages, cores, VFs, devices or Mbit/s, as `what` says.
        package var amount: Int64
    }

    package enum What: Sendable, Equatable {
        case storage
        case memory
        case sharedCPUs
        case nodeMemory(node: Int)
        /// Size in KiB.
        case pages(size: Int, node: Int)
        case nodeSharedCPUs(node: Int)
        /// Cores with all their threads free.
        case wholeCores(node: Int)
        case dedicatedCores(node: Int)
        case pollingCore(node: Int)
        case virtualFunctions(interface: String, physicalNetwork: String)
        case vdpaDevices(interface: String, physicalNetwork: String)
        case bandwidth(interface: String, physicalNetwork: String)
        /// For one function demand: an interface, or a Linux bridge; the node where it has to be.
        case interface(FunctionDemand, node: Int?)
        /// The node where they have to be.
        case devices(DeviceDemand, node: Int?)
    }

    /// `2 more 1 GiB pages on node 1 of host b for vfw-0`.
    package var text: String { "\(Amount.list(parts.map(\.text))) of host \(hostName) for \(title)" }
}

extension NearestChange.Part {
    /// `2 more 1 GiB pages on node 1`.
    var text: String {
        switch what {
        case .storage: return "\(Amount.upwards(amount)) more of storage"
        case .memory: return "\(Amount.upwards(amount)) more of memory"
        case .sharedCPUs: return Amount.count(amount, "more shared vCPU")
        case .nodeMemory(let node): return "\(Amount.upwards(amount)) more of memory on node \(node)"
        case .pages(let size, let node):
            return "\(amount) more \(Amount.pageSize(size)) \(amount == 1 ? "page" : "pages") on node \(node)"
        case .nodeSharedCPUs(let node): return "\(Amount.count(amount, "more shared vCPU")) on node \(node)"
        case .wholeCores(let node): return "\(Amount.count(amount, "more whole core")) on node \(node)"
        case .dedicatedCores(let node): return "\(Amount.count(amount, "more dedicated core")) on node \(node)"
        case .pollingCore(let node): return "a PMD core on node \(node)"
        case .virtualFunctions(let interface, let network):
            return "\(Amount.count(amount, "more VF")) of \(interface) on physical network \(network)"
        case .vdpaDevices(let interface, let network):
            return "\(Amount.count(amount, "more vDPA device")) of \(interface) on physical network \(network)"
        case .bandwidth(let interface, let network):
            return "\(amount) Mbit/s more of \(interface) on physical network \(network)"
        case .interface(let demand, _) where demand.kind.uplink == .bridge:
            return "a Linux bridge on physical network \(demand.physicalNetwork)"
        case .interface(let demand, let node) where demand.kind == .vdpa:
            return "another vDPA device on physical network \(demand.physicalNetwork)\(Self.place(node))"
        case .interface(let demand, let node):
            return "another interface on physical network \(demand.physicalNetwork)\(Self.place(node))"
        case .devices(let demand, let node):
            return "\(Amount.count(amount, "more device")) \(demand.text)\(Self.place(node))"
        }
    }

    private static func place(_ node: Int?) -> String { node.map { " on node \($0)" } ?? "" }
}
