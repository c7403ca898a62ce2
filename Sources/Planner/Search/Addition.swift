/// What could be added to a host for something to fit there. Numbers are indices of the supply.
enum Addition: Hashable {
    /// Bytes.
    case storage(host: Int)
    /// Bytes, of guests that float.
    case memory(host: Int)
    case sharedCPUs(host: Int)
    /// Bytes.
    case nodeMemory(node: Int, host: Int)
    /// Bytes in pages of a size.
    case pages(node: Int, size: Int)
    case nodeSharedCPUs(node: Int, host: Int)
    /// Cores with all their threads.
    case wholeCores(node: Int, host: Int)
    case threads(node: Int, host: Int)
    case pollingCore(node: Int)
    /// VFs.
    case functions(Int)
    /// Mbit/s.
    case bandwidth(function: Int)
    /// What one function demand of a guest needs, whatever it is; near the node, or near every one.
    case interface(member: Int, position: Int, node: Int?)
    case devices(pool: Int)
    /// What one device demand of a guest needs; likewise.
    case ownDevices(member: Int, position: Int, node: Int?)
}
