import Glibc
import Testing

@testable import LibvirtVIM

/// A folder that stands for `/` of a host, built as a test needs it.
struct FakeSystem {
    let root: String
    private static let pci = "/sys/devices/pci0000:00"

    var tree: SystemTree { SystemTree(root: root) }
    var facts: SystemFacts { SystemFacts(tree) }

    static func run(_ body: (FakeSystem) async throws -> Void) async throws {
        try await withTemporaryFolder { folder in
            let system = FakeSystem(root: folder)
            for bus in ["pci", "mdev", "vdpa"] { try FileSystem.makeFolder("\(folder)/sys/bus/\(bus)/devices") }
            try FileSystem.makeFolder("\(folder)/sys/class/net")
            try await body(system)
        }
    }

    func write(_ path: String, _ text: String) throws {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        try FileSystem.makeFolder("\(root)/\(folder)")
        try FileSystem.replace(root + path, with: Array((text + "\n").utf8), staging: root)
    }

    func link(_ path: String, to target: String) throws {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        try FileSystem.makeFolder("\(root)/\(folder)")
        try FileSystem.makeFolder(root + target)
        try #require(symlink(root + target, root + path) == 0)
    }

    /// A PCI device under a root port.
    func addPCI(
        _ address: String, _ product: String, classCode: String = "0x020000", driver: String? = nil, node: Int = -1,
        group: Int? = nil
    ) throws {
        let path = "\(Self.pci)/\(address)"
        let ids = product.split(separator: ":")
        try write("\(path)/vendor", "0x\(ids[0])")
        try write("\(path)/device", "0x\(ids[1])")
        try write("\(path)/class", classCode)
        try write("\(path)/numa_node", "\(node)")
        if let driver { try link("\(path)/driver", to: "/sys/bus/pci/drivers/\(driver)") }
        if let group { try link("\(path)/iommu_group", to: "/sys/kernel/iommu_groups/\(group)") }
        try link("/sys/bus/pci/devices/\(address)", to: path)
    }

    func addVF(_ address: String, of function: String, _ index: Int) throws {
        try link("\(Self.pci)/\(function)/virtfn\(index)", to: "\(Self.pci)/\(address)")
        try link("\(Self.pci)/\(address)/physfn", to: "\(Self.pci)/\(function)")
    }

    func addInterface(_ name: String, on address: String, _ files: [String: String] = [:]) throws {
        let path = "\(Self.pci)/\(address)/net/\(name)"
        try write("\(path)/operstate", "up")
        try link("\(path)/device", to: "\(Self.pci)/\(address)")
        for (file, text) in files { try write("\(path)/\(file)", text) }
        try link("/sys/class/net/\(name)", to: path)
    }

    func addVirtual(_ name: String, _ files: [String: String]) throws {
        for (file, text) in files { try write("/sys/devices/virtual/net/\(name)/\(file)", text) }
        try link("/sys/class/net/\(name)", to: "/sys/devices/virtual/net/\(name)")
    }
}
