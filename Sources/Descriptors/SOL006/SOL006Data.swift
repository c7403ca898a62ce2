import MANOModel

/// Compiles the parts that VNFDs, NSDs and PNFDs share.
enum SOL006Data {
    /// What the modules call GB. Nova, libvirt and Open Source MANO take it for 2^30 bytes, which is what guests' memory
    /// and volumes come in.
    static let gigabyte = 1 << 30
    static let megabit = 1_000_000

    /// A number of gigabytes in bytes; nil where there is none, or none that can be reckoned with, which is reported.
    ///
    /// - Parameter zero: how bad none at all is; nil: it isn't.
    static func bytes(
        _ owner: DataNode?, _ name: String, _ log: DiagnosticLog, zero: Diagnostic.Severity? = nil
    ) -> Int? {
        guard let node = owner?[name], let gigabytes = owner?.double(name), gigabytes >= 0 else { return nil }
        guard let bytes = Int(exactly: (gigabytes * Double(gigabyte)).rounded()) else {
            log.report(
                .sol006Range, at: node.place, "`\(name)` is `\(node.value ?? "")` GB, which is too much", "write less")
            return nil
        }
        if let zero, bytes == 0 {
            log.report(
                .sol006Range, at: node.place, severity: zero, "`\(name)` is 0", "write how much is needed, in GB")
        }
        return bytes
    }

    /// The flavours that are compiled: each has all that the descriptor has once.
    static func flavours(of descriptor: DataNode, _ log: DiagnosticLog) -> [DataNode] {
        let flavours = descriptor.list("df")
        guard flavours.count > 1 else { return flavours }
        let shared = descriptor.order.reduce(0) { count, name in
            name == "df" ? count : descriptor.list(name).reduce(count) { $0 + size(of: $1) }
        }
        return log.spend(flavours.count * shared * 8, at: descriptor.place) ? flavours : Array(flavours.prefix(1))
    }

    private static func size(of node: DataNode) -> Int {
        node.order.reduce(1) { count, name in node.list(name).reduce(count) { $0 + size(of: $1) } }
    }

    /// Seconds of a number of hundredths (`timeticks`).
    static func seconds(_ ticks: DataNode?) -> Double? { ticks?.int.map { Double($0) / 100 } }

    /// Seconds of a number of milliseconds.
    static func milliseconds(_ value: DataNode?) -> Double? { value?.int.map { Double($0) / 1000 } }

    /// The standard's names with the underscores that the model has.
    static func underscored(_ text: String) -> String { String(text.map { $0 == "-" ? "_" : $0 }) }

    static func layers(_ texts: [String]) -> [LayerProtocol] { texts.compactMap { LayerProtocol(rawValue: $0) } }

    /// The layers of a CP; without any it is Ethernet.
    static func layers(ofCp cp: DataNode) -> [LayerProtocol] {
        cp["layer-protocol"] == nil ? [.ethernet] : layers(cp.strings("layer-protocol"))
    }

    static func role(_ node: DataNode) -> CpRole? { node.string("role").flatMap { CpRole(rawValue: $0) } }

    static func connectivity(_ node: DataNode?) -> ConnectivityType {
        ConnectivityType(
            layerProtocols: layers(node?.strings("layer-protocol") ?? []),
            flowPattern: node?.string("flow-pattern").flatMap { FlowPattern(rawValue: $0) })
    }

    static func protocols(_ cp: DataNode, _ log: DiagnosticLog) -> [CpProtocolData] {
        cp.list("protocol").compactMap { entry in
            guard let layer = entry.string("associated-layer-protocol").flatMap({ LayerProtocol(rawValue: $0) }) else {
                return nil
            }
            return CpProtocolData(
                layerProtocol: layer, addresses: entry.list("address-data").compactMap { address($0, log) })
        }
    }

    private static func address(_ node: DataNode, _ log: DiagnosticLog) -> AddressData? {
        let type: AddressData.AddressType
        switch node.string("type") {
        case "mac-address": type = .mac
        case "ip-address": type = .ip
        default: return nil
        }
        let l3 = node["l3-address-data"]
        let version = l3?.string("ip-address-type").flatMap { IPVersion(rawValue: $0) }
        if let fixed = l3?["fixed-ip-address"], let text = fixed.value {
            AddressRules.fixed(text, version, at: fixed.place, log)
        }
        return AddressData(
            addressType: type, isMACAssignedByManagement: node["l2-address-data"]?.bool("mac-address-assignment"),
            isIPAssignedByManagement: l3?.bool("ip-address-assignment"),
            ipAssignmentSubtype: l3?.string("ip-address-assignment-subtype"),
            isFloatingIPActivated: l3?.bool("floating-ip-activated") ?? false,
            ipVersion: version,
            numberOfIPAddresses: l3?.int("number-of-ip-addresses"),
            fixedAddresses: l3?.string("fixed-ip-address").map { [$0] } ?? [])
    }

    static func maintenance(_ owner: DataNode) -> NfviMaintenanceInfo? {
        guard let node = owner["nfvi-maintenance-info"] else { return nil }
        func bounds(_ name: String) -> [InstanceBound] {
            node.list(name).map { InstanceBound(groupSize: $0.int("group-size"), instances: $0.int(name) ?? 0) }
        }
        return NfviMaintenanceInfo(
            impactNotificationLeadTime: seconds(node["impact-notification-lead-time"]) ?? 0,
            isImpactMitigationRequested: node.bool("is-impact-mitigation-requested") ?? false,
            supportedMigrationTypes: node.strings("supported-migration-type").map(underscored),
            maxUndetectableInterruptionTime: seconds(node["max-undetectable-interruption-time"]),
            minRecoveryTimeBetweenImpacts: seconds(node["min-recovery-time-between-impacts"]),
            maxNumberOfImpactedInstances: bounds("max-number-of-impacted-instances"),
            minNumberOfPreservedInstances: bounds("min-number-of-preserved-instances"))
    }

    static func monitoring(_ nodes: [DataNode]) -> [MonitoringParameter] {
        nodes.map {
            MonitoringParameter(
                id: $0.id, name: $0.string("name") ?? $0.id, performanceMetric: $0.string("performance-metric") ?? "",
                collectionPeriod: milliseconds($0["collection-period"]))
        }
    }

    /// Bit rates in a container whose leaves count a unit.
    static func bitrate(_ node: DataNode?, unit: Int) -> LinkBitrate {
        func rate(_ name: String) -> Int? {
            node?.int(name).map { value in
                let (product, overflow) = value.multipliedReportingOverflow(by: unit)
                return overflow ? .max : product
            }
        }
        return LinkBitrate(root: rate("root") ?? 0, leaf: rate("leaf"))
    }

    /// Bits per second of a leaf that counts megabits.
    static func bitrate(_ node: DataNode, named name: String) -> Int? {
        node.int(name).map { value in
            let (product, overflow) = value.multipliedReportingOverflow(by: megabit)
            return overflow ? .max : product
        }
    }

    static func qos(_ node: DataNode?) -> LinkQoS? {
        node.map {
            LinkQoS(
                latency: milliseconds($0["latency"]) ?? 0,
                packetDelayVariation: milliseconds($0["packet-delay-variation"]) ?? 0,
                packetLossRatio: $0.double("packet-loss-ratio"), priority: $0.int("priority"))
        }
    }

    static func protocolData(_ node: DataNode?, _ log: DiagnosticLog) -> [VirtualLinkProtocolData] {
        guard let node, let layer = node.string("associated-layer-protocol").flatMap({ LayerProtocol(rawValue: $0) })
        else { return [] }
        let data = VirtualLinkProtocolData(
            layerProtocol: layer, l2: node["l2-protocol-data"].map(l2),
            l3: node["l3-protocol-data"].flatMap { l3($0, log) })
        AddressRules.mtu(data.l2?.mtu, of: [data], at: node["l2-protocol-data"]?["mtu"]?.place ?? node.place, log)
        return [data]
    }

    private static func l2(_ node: DataNode) -> L2ProtocolData {
        L2ProtocolData(
            name: node.string("name"), networkType: node.string("network-type").flatMap { .init(rawValue: $0) },
            isVLANTransparent: node.bool("vlan-transparent") ?? false, mtu: node.int("mtu"),
            segmentationID: node.string("segmentation-id"))
    }

    private static func l3(_ node: DataNode, _ log: DiagnosticLog) -> L3ProtocolData? {
        guard let version = node.string("ip-version").flatMap({ IPVersion(rawValue: $0) }), let cidr = node["cidr"],
            let text = cidr.value
        else { return nil }
        guard let prefix = AddressRules.prefix(text, version, at: cidr.place, log) else { return nil }
        func check(_ address: String?, _ place: Place) {
            guard let address, !prefix.contains(address) else { return }
            log.report(
                .addressInvalid, at: place, "`\(address)` is no address of `\(text)`", "write an address inside it")
        }
        check(node["gateway-ip"]?.value, node["gateway-ip"]?.place ?? node.place)
        return L3ProtocolData(
            name: node.string("name"), ipVersion: version, cidr: text,
            allocationPools: node.list("ip-allocation-pools").compactMap { pool($0, check, log) },
            gateway: node.string("gateway-ip"),
            isDHCPEnabled: node["dhcp-enabled"].flatMap { _ in node.bool("dhcp-enabled") },
            ipv6AddressMode: node.string("ipv6-address-mode"))
    }

    /// A pool is a text without a form in the modules: two addresses with a dash or a comma between them.
    private static func pool(
        _ node: DataNode, _ check: (String?, Place) -> Void, _ log: DiagnosticLog
    ) -> IPAllocationPool? {
        let parts = (node.value ?? "").split { "-,".contains($0) }.map(\.trimmingSpaces).map { String($0) }
        guard parts.count == 2, parts.allSatisfy({ IPPrefix.address($0) != nil }) else {
            log.report(
                .addressInvalid, at: node.place, "`\(node.value ?? "")` is no pool of addresses",
                "write the first and the last, such as `192.0.2.10-192.0.2.20`")
            return nil
        }
        for part in parts { check(part, node.place) }
        AddressRules.pool(parts[0], parts[1], at: node.place, log)
        return IPAllocationPool(start: parts[0], end: parts[1])
    }

    // MARK: - Rules

    /// Security group rules with the CPs that name them.
    static func securityGroupRules(_ owner: DataNode, targets: [String: [String]]) -> [SecurityGroupRule] {
        owner.list("security-group-rule").map { rule in
            SecurityGroupRule(
                id: rule.id, description: rule.string("description"),
                direction: rule.string("direction").flatMap { .init(rawValue: $0) } ?? .ingress,
                etherType: rule.string("ether-type").flatMap { .init(rawValue: $0) } ?? .ipv4,
                ipProtocol: rule.string("protocol").flatMap { ProtocolNumbers.ipProtocol($0) } ?? .tcp,
                ports: PortRange(
                    UInt16(clamping: rule.int("port-range-min") ?? 0),
                    UInt16(clamping: rule.int("port-range-max") ?? 65535)), targetCpIDs: targets[rule.id] ?? [])
        }
    }

    /// Rules of one profile's instances and those of groups that profiles are in: affinity first, as in SOL001.
    static func placementRules(profiles: [DataNode], groups: [DataNode]) -> [PlacementRule] {
        var rules: [PlacementRule] = []
        for profile in profiles {
            for rule in profile.list("local-affinity-or-anti-affinity-rule") {
                guard let type = rule.string("type"), let scope = rule.string("scope") else { continue }
                append("\(profile.id)-\(type)-\(scope)", type, scope, [profile.id], maintenance(rule), &rules)
            }
        }
        var members: [String: [String]] = [:]
        for profile in profiles {
            for group in profile.strings("affinity-or-anti-affinity-group-id") {
                members[group, default: []].append(profile.id)
            }
        }
        for group in groups {
            guard let type = group.string("affinityorAntiaffinity"), let scope = group.string("scope") else { continue }
            append(group.id, type, scope, members[group.id] ?? [], nil, &rules)
        }
        return rules.filter { $0.kind == .affinity } + rules.filter { $0.kind == .antiAffinity }
    }

    private static func append(
        _ id: String, _ type: String, _ scope: String, _ targets: [String], _ maintenance: NfviMaintenanceInfo?,
        _ rules: inout [PlacementRule]
    ) {
        guard let kind = PlacementRule.Kind(rawValue: type),
            let scope = PlacementRule.Scope(rawValue: underscored(scope))
        else { return }
        rules.append(PlacementRule(id: id, kind: kind, scope: scope, targetIDs: targets, maintenance: maintenance))
    }

    /// `key=value` texts as a map; a text without a value is a key.
    static func assignments(_ texts: [String]) -> [String: String] {
        var result: [String: String] = [:]
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            result[String(parts[0].trimmingSpaces)] = parts.count > 1 ? String(parts[1].trimmingSpaces) : ""
        }
        return result
    }

    /// A map of texts as the model keeps what has no type.
    static func values(_ pairs: [String: String]) -> [String: DescriptorValue] { pairs.mapValues { .string($0) } }
}
