import MANOModel

/// Compiles `virtual-compute-desc` and block storages.
enum SOL006Compute {
    static func compile(_ node: DataNode?, _ log: DiagnosticLog) -> VirtualCompute {
        guard let node else {
            return VirtualCompute(virtualCPUs: 1, memoryBytes: SOL006Data.gigabyte)
        }
        let cpu = node["virtual-cpu"]
        let memory = node["virtual-memory"]
        let pinning = cpu?["pinning"]
        let numa = memory?["numa-node-policy"]
        var compute = VirtualCompute(
            virtualCPUs: cpu?.int("num-virtual-cpu") ?? 1,
            memoryBytes: SOL006Data.bytes(memory, "size", log, zero: .error) ?? SOL006Data.gigabyte,
            cpuArchitecture: cpu?.string("cpu-architecture"),
            cpuClockHertz: cpu?.int("clock").map { Double($0) * 1_000_000 },
            cpuOversubscriptionPolicy: cpu?.string("oversubscription-policy"),
            cpuPinningPolicy: pinning?.string("policy").flatMap { CPUPinningPolicy(rawValue: $0) },
            cpuPinningRules: pinning.map(rules) ?? [], cpuRequirements: cpu?.pairs("vdu-cpu-requirements") ?? [:],
            memoryOversubscriptionPolicy: memory?.string("over-subscription-policy"),
            memoryRequirements: memory?.pairs("vdu-mem-requirements") ?? [:],
            isNUMAEnabled: memory?["numa-enabled"].map { _ in memory?.bool("numa-enabled") ?? false } ?? (numa != nil),
            computeRequirements: node.string("compute-requirements").map { SOL006Data.assignments([$0]) } ?? [:],
            localStorages: node.list("virtual-disk").map { block($0, log) },
            hugePages: memory?.list("huge-page-requirements").map { hugePages($0, log) } ?? [])
        // Open Source MANO's ways to say the same.
        if let policy = pinning?.string("thread-policy") { compute.cpuRequirements["thread-policy"] = policy }
        if let policy = numa?.string("mem-policy") { compute.memoryRequirements["mem-policy"] = policy }
        compute.logicalNodes = node.list("logical-node").map {
            LogicalNode(id: $0.id, requirements: $0.pairs("requirement-detail"))
        }
        if compute.isNUMAEnabled {
            compute.numaNodes =
                numa?.int("node-cnt") ?? (compute.logicalNodes.isEmpty ? nil : compute.logicalNodes.count)
        }
        if let key = PageSize.misread(in: compute.memoryRequirements), let text = compute.memoryRequirements[key] {
            log.report(
                .sol006Range, at: memory?.place ?? node.place, severity: .warning,
                "`\(key)` is `\(text)`, which is no size of pages",
                "write `large`, `small`, or a size such as `2 MiB` or `1 GiB`")
        }
        compute.pageSize =
            PageSize(requirements: compute.memoryRequirements)
            ?? (compute.hugePages.count == 1 ? .bytes(compute.hugePages[0].pageSizeBytes) : nil)
            ?? memory?.string("mempage-size").flatMap(pageSize)
        compute.requestedCapabilities = node.list("request-additional-capability").map { capability in
            let name = capability.string("name") ?? ""
            return RequestedCapability(
                id: name, name: name, isMandatory: capability.bool("support-mandatory") ?? false,
                minVersion: capability.string("min-version"), preferredVersion: capability.string("preferred-version"),
                targetPerformanceParameters: capability.pairs("target-performance-parameters"))
        }
        return compute
    }

    static func block(_ node: DataNode, _ log: DiagnosticLog) -> BlockStorage {
        BlockStorage(
            sizeBytes: SOL006Data.bytes(node, "size-of-storage", log, zero: .warning) ?? 0,
            isRDMAEnabled: node.bool("rdma-enabled") ?? false, requirements: node.pairs("vdu-storage-requirements"))
    }

    /// `key=value`, or the key alone where there is no value.
    private static func rules(_ pinning: DataNode) -> [String] {
        pinning.list("rule").map { rule in
            let key = rule.string("key") ?? ""
            return rule.string("value").map { $0.isEmpty ? key : "\(key)=\($0)" } ?? key
        }
    }

    /// The modules name no unit; the smallest huge page is 2 MiB, and the field counts pages in MiB.
    private static func hugePages(_ node: DataNode, _ log: DiagnosticLog) -> HugePageRequest {
        func bytes(_ name: String) -> Int {
            guard let entry = node[name], let mebibytes = node.int(name) else { return 0 }
            let (bytes, isTooMuch) = mebibytes.multipliedReportingOverflow(by: 1 << 20)
            guard isTooMuch else { return bytes }
            log.report(.sol006Range, at: entry.place, "`\(name)` is \(mebibytes) MiB, which is too much", "write less")
            return 0
        }
        return HugePageRequest(pageSizeBytes: bytes("hugepage-size"), memoryBytes: bytes("requested-size"))
    }

    private static func pageSize(_ text: String) -> PageSize? {
        switch text {
        case "LARGE", "PREFER_LARGE": .large
        case "SMALL": .small
        case "SIZE_2MB": .bytes(2 << 20)
        case "SIZE_1GB": .bytes(1 << 30)
        default: nil
        }
    }
}
