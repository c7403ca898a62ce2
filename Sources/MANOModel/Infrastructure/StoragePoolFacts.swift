/// A storage pool of a host's hypervisor. Sizes in bytes.
package struct StoragePoolFacts: Codable, Sendable, Hashable {
    package var name: String
    /// Where its volumes are.
    package var path: String?
    package var capacity: Int64
    package var free: Int64

    package init(name: String, path: String? = nil, capacity: Int64, free: Int64) {
        self.name = name
        self.path = path
        self.capacity = capacity
        self.free = free
    }
}
