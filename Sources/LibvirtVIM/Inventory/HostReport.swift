import Libvirt
import MANOModel

/// What libvirt tells of a host, asked at once.
struct HostReport: Sendable {
    var capabilities: HostCapabilities
    var info: NodeInfo
    var hypervisorVersion: String
    var devices: DeviceFacts
    var pools: [StoragePoolFacts]

    /// - Throws: `LibvirtError`. What a hypervisor's driver doesn't have, such as devices, is left empty.
    init(_ connection: Connection) throws {
        capabilities = try HostCapabilities(xml: try connection.capabilitiesXML())
        info = try connection.nodeInfo()
        hypervisorVersion =
            "libvirt \(Self.version(try connection.libraryVersion())), QEMU \(Self.version(try connection.hypervisorVersion()))"
        let described = try Self.supported {
            try connection.nodeDevices([.pci, .net, .mediated, .vdpa])
        }
        devices = NodeDeviceFacts.of(try (described ?? []).compactMap { try NodeDevice(name: $0.name, xml: $0.xml) })
        pools =
            try Self.supported { try connection.activeStoragePools() }?.compactMap(Self.pool)
            .sorted { $0.name < $1.name } ?? []
        for index in capabilities.numaNodes.indices {
            try countFreePages(index, connection)
        }
    }

    private mutating func countFreePages(_ index: Int, _ connection: Connection) throws {
        let node = capabilities.numaNodes[index]
        var free: [Int: Int] = [:]
        for size in node.hugepages.keys {
            let counts = try Self.supported {
                try connection.freePages(ofSize: UInt32(clamping: size), cells: node.id..<node.id + 1)
            }
            guard let count = counts?.first else { return }
            free[size] = Int(clamping: count)
        }
        capabilities.numaNodes[index].freeHugepages = free
    }

    /// One that was stopped meanwhile is left out.
    private static func pool(_ pool: StoragePool) throws -> StoragePoolFacts? {
        do {
            let space = try pool.space()
            let path = try XMLNode.parse(try pool.xml())["target"]?["path"]?.text
            return StoragePoolFacts(
                name: pool.name, path: path, capacity: Int64(clamping: space.capacity),
                free: Int64(clamping: space.available))
        } catch let error as LibvirtError where !error.isConnectionFailure {
            return nil
        }
    }

    /// Nil where the hypervisor's driver has no such thing.
    private static func supported<Value>(_ body: () throws -> Value) throws -> Value? {
        do {
            return try body()
        } catch let error as LibvirtError where error.code == .noSupport {
            return nil
        }
    }

    private static func version(_ number: UInt) -> String {
        "\(number / 1_000_000).\(number / 1000 % 1000).\(number % 1000)"
    }
}
