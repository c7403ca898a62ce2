import CLibvirt

/// What libvirt says about a host at a glance.
package struct NodeInfo: Hashable, Sendable {
    /// Such as `x86_64`.
    package let model: String
    /// Memory in KiB.
    package let memory: UInt64
    /// Active CPUs.
    package let cpus: Int
    package let numaNodes: Int
    /// Sockets of a node.
    package let sockets: Int
    /// Cores of a socket.
    package let cores: Int
    /// Threads of a core.
    package let threads: Int

    init(_ info: virNodeInfo) {
        model = withUnsafeBytes(of: info.model) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        memory = UInt64(info.memory)
        cpus = Int(info.cpus)
        numaNodes = Int(info.nodes)
        sockets = Int(info.sockets)
        cores = Int(info.cores)
        threads = Int(info.threads)
    }
}
