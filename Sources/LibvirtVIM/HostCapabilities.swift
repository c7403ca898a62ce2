import MANOModel

/// What libvirt's capabilities document says about a host.
struct HostCapabilities: Equatable, Sendable {
    var architecture: String
    var cpuModel: String
    /// Whether the processor itself announces hardware virtualisation (vmx or svm) through libvirt.
    var hasVirtualizationFlag: Bool
    /// Whether libvirt offers guests of type kvm; that alone proves nothing.
    var offersKVM: Bool
    /// The emulator for guests of the host's own architecture.
    var emulator: String?
    var numaNodes: [NUMANode]

    init(xml: String) throws {
        let root = try XMLNode.parse(xml)
        let host = root["host"]
        let cpu = host?["cpu"]
        architecture = cpu?["arch"]?.text ?? "unknown"
        cpuModel = cpu?["model"]?.text ?? cpu?["vendor"]?.text ?? "unknown"
        let features = (cpu?.all("feature") ?? []).compactMap { $0.attributes["name"] }
        hasVirtualizationFlag = features.contains("vmx") || features.contains("svm")

        let guests = root.all("guest").filter { [architecture] in
            $0["os_type"]?.text == "hvm" && $0["arch"]?.attributes["name"] == architecture
        }
        emulator = guests.first?["arch"]?["emulator"]?.text
        offersKVM = guests.contains { guest in
            guest["arch"]?.all("domain").contains { $0.attributes["type"] == "kvm" } ?? false
        }

        numaNodes = (host?["topology"]?["cells"]?.all("cell") ?? []).compactMap(Self.numaNode)
    }

    private static func numaNode(_ cell: XMLNode) -> NUMANode? {
        guard let id = cell.attributes["id"].flatMap({ Int($0) }) else { return nil }
        let memory = cell["memory"].flatMap(bytes) ?? 0
        let cores = (cell["cpus"]?.all("cpu") ?? []).compactMap { $0.attributes["id"].flatMap { Int($0) } }
        var pages: [Int: Int] = [:]
        for page in cell.all("pages") {
            guard let size = page.attributes["size"].flatMap({ Int($0) }), let count = Int(page.text) else { continue }
            // The base size comes with every host and is plain memory.
            let isBaseSize = size <= 64
            if !isBaseSize, count > 0 { pages[size] = count }
        }
        return NUMANode(id: id, cores: cores, memory: memory, hugepages: pages)
    }

    private static func bytes(_ node: XMLNode) -> Int64? {
        guard let number = Int64(node.text) else { return nil }
        switch node.attributes["unit"] ?? "KiB" {
        case "KiB", "k": return number << 10
        case "MiB", "M": return number << 20
        case "b", "bytes": return number
        default: return nil
        }
    }
}
