import MANOModel

/// What libvirt's capabilities document says about a host.
struct HostCapabilities: Equatable, Sendable {
    var architecture: String
    var cpuModel: String
    /// Those that the processor has beyond its model's.
    var cpuFeatures: [String]
    /// Whether the processor itself announces hardware virtualisation (vmx or svm) through libvirt.
    var hasVirtualizationFlag: Bool
    /// Whether libvirt offers guests of type kvm; that alone proves nothing.
    var offersKVM: Bool
    /// The emulator for guests of the host's own architecture.
    var emulator: String?
    var numaNodes: [NUMANode]
    var offlineCPUs: [Int]
    /// Of the machine: from its firmware, or as the operator has set it for libvirtd.
    var machine: String?

    init(xml: String) throws {
        let root = try XMLNode.parse(xml)
        let host = root["host"]
        let cpu = host?["cpu"]
        machine = host?["uuid"]?.text
        architecture = cpu?["arch"]?.text ?? "unknown"
        cpuModel = cpu?["model"]?.text ?? cpu?["vendor"]?.text ?? "unknown"
        cpuFeatures = (cpu?.all("feature") ?? []).compactMap { $0.attributes["name"] }
        hasVirtualizationFlag = cpuFeatures.contains("vmx") || cpuFeatures.contains("svm")

        let guests = root.all("guest").filter { [architecture] in
            $0["os_type"]?.text == "hvm" && $0["arch"]?.attributes["name"] == architecture
        }
        emulator = guests.first?["arch"]?["emulator"]?.text
        offersKVM = guests.contains { guest in
            guest["arch"]?.all("domain").contains { $0.attributes["type"] == "kvm" } ?? false
        }

        let cells = (host?["topology"]?["cells"]?.all("cell") ?? []).compactMap(Cell.init)
        offlineCPUs = cells.flatMap(\.offline).sorted()
        numaNodes = cells.map(\.node)
    }

    private struct Cell {
        var node: NUMANode
        var offline: [Int] = []

        init?(_ cell: XMLNode) {
            guard let id = cell.integer("id") else { return nil }
            var pages: [Int: Int] = [:]
            for page in cell.all("pages") {
                guard let size = page.integer("size"), let count = Int(page.text) else { continue }
                // The base size comes with every host and is plain memory.
                let isBaseSize = size <= 64
                if !isBaseSize, count > 0 { pages[size] = count }
            }
            var distances: [Int: Int] = [:]
            for sibling in cell["distances"]?.all("sibling") ?? [] {
                if let other = sibling.integer("id"), let value = sibling.integer("value") { distances[other] = value }
            }
            node = NUMANode(
                id: id, cpus: [], memory: cell["memory"].flatMap(HostCapabilities.bytes) ?? 0, hugepages: pages,
                distances: distances)
            let listed = cell["cpus"]?.all("cpu") ?? []
            // libvirt knows the place of CPUs that are online only; where it knows none, it isn't told.
            let hasPlaces = listed.contains { $0.integer("socket_id") != nil }
            var topology = CPUTopology()
            for cpu in listed {
                guard let id = cpu.integer("id") else { continue }
                guard let socket = cpu.integer("socket_id") ?? (hasPlaces ? nil : 0) else {
                    offline.append(id)
                    continue
                }
                topology.add(
                    id, socket: socket, core: cpu.integer("core_id") ?? id,
                    siblings: cpu.attributes["siblings"].flatMap { CPUList.parse($0) })
            }
            node.cpus = topology.cpus
        }
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

/// Puts CPUs into cores: by the numbers that the hardware gives, and where these don't tell siblings apart, by siblings.
struct CPUTopology {
    private var entries: [(cpu: HostCPU, siblings: [Int]?)] = []

    mutating func add(_ id: Int, socket: Int, core: Int, siblings: [Int]?) {
        entries.append((HostCPU(id: id, socket: socket, core: core), siblings))
    }

    /// In the order of their numbers.
    var cpus: [HostCPU] {
        let byCore = Dictionary(grouping: entries) { [$0.cpu.socket, $0.cpu.core] }
        let agrees = byCore.values.allSatisfy { threads in
            let ids = Set(threads.map(\.cpu.id))
            return threads.allSatisfy { $0.siblings.map { ids.isSubset(of: $0) } ?? true }
        }
        return entries.map { entry in
            var cpu = entry.cpu
            if !agrees { cpu.core = entry.siblings?.min() ?? cpu.id }
            return cpu
        }.sorted { $0.id < $1.id }
    }
}
