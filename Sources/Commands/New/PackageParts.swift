/// What packages of all kinds have.
enum PackageParts {
    static func meta(_ name: String) -> String {
        """
        TOSCA-Meta-File-Version: 1.1
        CSAR-Version: 1.1
        Created-By: Example
        Entry-Definitions: Definitions/\(name).yaml
        ETSI-Entry-Manifest: \(name).mf

        """
    }
}

/// A disk with nothing on it.
enum EmptyDisk {
    /// A qcow2 image (version 3) of 1 GiB without any data: header, reference counts and an empty first-level table,
    /// a cluster of 64 KiB each.
    static func qcow2() -> [UInt8] {
        let cluster = 1 << 16
        var image = [UInt8](repeating: 0, count: 4 * cluster)
        func put(_ value: UInt64, _ bytes: Int, at offset: Int) {
            for index in 0..<bytes {
                image[offset + index] = UInt8(truncatingIfNeeded: value >> (8 * (bytes - 1 - index)))
            }
        }
        put(0x5146_49FB, 4, at: 0)
        put(3, 4, at: 4)
        put(16, 4, at: 20)  // cluster_bits
        put(1 << 30, 8, at: 24)  // size
        put(2, 4, at: 36)  // l1_size: each entry stands for 512 MiB
        put(UInt64(3 * cluster), 8, at: 40)  // l1_table_offset
        put(UInt64(cluster), 8, at: 48)  // refcount_table_offset
        put(1, 4, at: 56)  // refcount_table_clusters
        put(4, 4, at: 96)  // refcount_order: 16 bits
        put(104, 4, at: 100)  // header_length
        put(UInt64(2 * cluster), 8, at: cluster)
        for used in 0..<4 { put(1, 2, at: 2 * cluster + 2 * used) }
        return image
    }
}
