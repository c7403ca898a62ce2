import MANOModel
import YAML

/// Compiles the data types that VNFDs and NSDs share.
enum SharedData {
    static func layerProtocols(_ value: CheckedValue?) -> [LayerProtocol] {
        value?.strings.compactMap { LayerProtocol(rawValue: $0) } ?? []
    }

    static func connectivity(_ value: CheckedValue?) -> ConnectivityType {
        ConnectivityType(
            layerProtocols: layerProtocols(value?["layer_protocols"]),
            flowPattern: value?["flow_pattern"]?.string.flatMap { FlowPattern(rawValue: $0) })
    }

    static func bitrate(_ value: CheckedValue?) -> LinkBitrate {
        LinkBitrate(root: value?["root"]?.int ?? 0, leaf: value?["leaf"]?.int)
    }

    static func protocols(_ value: CheckedValue?, _ log: DiagnosticLog) -> [CpProtocolData] {
        (value?.list ?? []).compactMap { entry in
            guard let layer = entry["associated_layer_protocol"]?.string.flatMap({ LayerProtocol(rawValue: $0) }) else {
                return nil
            }
            return CpProtocolData(
                layerProtocol: layer, addresses: entry["address_data"]?.list.compactMap { address($0, log) } ?? [])
        }
    }

    private static func address(_ value: CheckedValue, _ log: DiagnosticLog) -> AddressData? {
        guard let type = value["address_type"]?.string.flatMap({ AddressData.AddressType(rawValue: $0) }) else {
            return nil
        }
        let l3 = value["l3_address_data"]
        let version = l3?["ip_address_type"]?.string.flatMap { IPVersion(rawValue: $0) }
        for fixed in l3?["fixed_ip_address"]?.list ?? [] {
            if let text = fixed.string { AddressRules.fixed(text, version, at: fixed.place, log) }
        }
        return AddressData(
            addressType: type, isMACAssignedByManagement: value["l2_address_data"]?["mac_address_assignment"]?.bool,
            isIPAssignedByManagement: l3?["ip_address_assignment"]?.bool,
            ipAssignmentSubtype: l3?["ip_address_assignment_subtype"]?.string,
            isFloatingIPActivated: l3?["floating_ip_activated"]?.bool ?? false,
            ipVersion: version,
            numberOfIPAddresses: l3?["number_of_ip_address"]?.int,
            fixedAddresses: l3?["fixed_ip_address"]?.strings ?? [])
    }

    /// The addresses and prefixes in it are checked on the way.
    static func linkProfile(_ value: CheckedValue?, _ log: DiagnosticLog) -> VirtualLinkProfile {
        var profile = VirtualLinkProfile(
            maxBitrate: bitrate(value?["max_bitrate_requirements"]),
            minBitrate: bitrate(value?["min_bitrate_requirements"]),
            serviceAvailabilityLevel: value?["service_availability_level"]?.int
                // Up to 2.6.1 it had a type of its own, with `level1` to `level3`.
                ?? value?["service_availability"]?["level"]?.string.flatMap { Int($0.drop { !$0.isNumber }) })
        if let qos = value?["qos"] {
            profile.qos = LinkQoS(
                latency: qos["latency"]?.double ?? 0, packetDelayVariation: qos["packet_delay_variation"]?.double ?? 0,
                packetLossRatio: qos["packet_loss_ratio"]?.double, priority: qos["priority"]?.int)
        }
        profile.protocols = (value?["virtual_link_protocol_data"]?.list ?? []).compactMap { entry in
            guard let layer = entry["associated_layer_protocol"]?.string.flatMap({ LayerProtocol(rawValue: $0) }) else {
                return nil
            }
            return VirtualLinkProtocolData(
                layerProtocol: layer, l2: entry["l2_protocol_data"].map(l2),
                l3: entry["l3_protocol_data"].flatMap { l3($0, log) })
        }
        for entry in value?["virtual_link_protocol_data"]?.list ?? [] { checkMTU(entry, profile.protocols, log) }
        if let value {
            AddressRules.bitrates(profile, at: value["min_bitrate_requirements"]?.place ?? value.place, log)
        }
        return profile
    }

    private static func checkMTU(_ entry: CheckedValue, _ protocols: [VirtualLinkProtocolData], _ log: DiagnosticLog) {
        // The optimiser of Swift 6.3 fails on a value of which both are taken.
        let size = entry["l2_protocol_data"]?["mtu"]?.int
        guard let place = entry["l2_protocol_data"]?["mtu"]?.place else { return }
        AddressRules.mtu(size, of: protocols, at: place, log)
    }

    private static func l2(_ value: CheckedValue) -> L2ProtocolData {
        L2ProtocolData(
            name: value["name"]?.string, networkType: value["network_type"]?.string.flatMap { .init(rawValue: $0) },
            isVLANTransparent: value["vlan_transparent"]?.bool ?? false, mtu: value["mtu"]?.int,
            segmentationID: value["segmentation_id"]?.string)
    }

    private static func l3(_ value: CheckedValue, _ log: DiagnosticLog) -> L3ProtocolData? {
        guard let version = value["ip_version"]?.string.flatMap({ IPVersion(rawValue: $0) }),
            let cidr = value["cidr"]?.string
        else { return nil }
        let place = value["cidr"]?.place ?? value.place
        guard let prefix = AddressRules.prefix(cidr, version, at: place, log) else { return nil }
        func check(_ address: CheckedValue?) {
            guard let address, let text = address.string, !prefix.contains(text) else { return }
            log.report(
                .addressInvalid, at: address.place, "`\(text)` is no address of `\(cidr)`", "write an address inside it"
            )
        }
        let pools = value["ip_allocation_pools"]?.list ?? []
        check(value["gateway_ip"])
        for pool in pools {
            check(pool["start_ip_address"])
            check(pool["end_ip_address"])
            AddressRules.pool(
                pool["start_ip_address"]?.string ?? "", pool["end_ip_address"]?.string ?? "", at: pool.place, log)
        }
        return L3ProtocolData(
            name: value["name"]?.string, ipVersion: version, cidr: cidr,
            allocationPools: pools.map {
                IPAllocationPool(start: $0["start_ip_address"]?.string ?? "", end: $0["end_ip_address"]?.string ?? "")
            }, gateway: value["gateway_ip"]?.string, isDHCPEnabled: value["dhcp_enabled"]?.bool,
            ipv6AddressMode: value["ipv6_address_mode"]?.string)
    }

    /// A map; up to 3.3.1 a list, whose entries are known by their names.
    static func monitoringParameters(_ value: CheckedValue?) -> [MonitoringParameter] {
        let listed = (value?.list ?? []).map { ($0["name"]?.string ?? "", $0) }
        return (listed + (value?.map ?? []).map { ($0.name, $0.value) }).map { id, parameter in
            MonitoringParameter(
                id: id, name: parameter["name"]?.string ?? id,
                performanceMetric: parameter["performance_metric"]?.string ?? "",
                collectionPeriod: parameter["collection_period"]?.double)
        }
    }

    static func placementRules(_ policies: [CheckedPolicy], kind: PlacementRule.Kind) -> [PlacementRule] {
        policies.compactMap { policy in
            guard let scope = policy.properties["scope"]?.string.flatMap({ PlacementRule.Scope(rawValue: $0) }) else {
                return nil
            }
            return PlacementRule(
                id: policy.name, kind: kind, scope: scope, targetIDs: policy.targets.map(\.text),
                maintenance: maintenance(policy.properties["nfvi_maintenance_group_info"]))
        }
    }

    static func placementGroup(_ group: CheckedGroup) -> PlacementGroup {
        PlacementGroup(
            id: group.name, description: group.properties["description"]?.string ?? "",
            memberIDs: group.members.map(\.text))
    }

    static func securityGroupRule(_ policy: CheckedPolicy, _ log: DiagnosticLog) -> SecurityGroupRule {
        let lower = policy.properties["port_range_min"]?.int ?? 0
        let upper = policy.properties["port_range_max"]?.int ?? 65535
        if lower > upper {
            log.report(
                .portRange, at: policy.properties["port_range_min"]?.place ?? policy.place,
                "the ports of the policy `\(policy.name)` go from \(lower) down to \(upper)",
                "write the lower port as `port_range_min`")
        }
        return SecurityGroupRule(
            id: policy.name, description: policy.properties["description"]?.string,
            direction: policy.properties["direction"]?.string.flatMap { .init(rawValue: $0) } ?? .ingress,
            etherType: policy.properties["ether_type"]?.string.flatMap { .init(rawValue: $0) } ?? .ipv4,
            ipProtocol: policy.properties["protocol"]?.string.flatMap { ProtocolNumbers.ipProtocol($0) } ?? .tcp,
            ports: PortRange(UInt16(clamping: lower), UInt16(clamping: upper)), targetCpIDs: policy.targets.map(\.text))
    }

    static func maintenance(_ value: CheckedValue?) -> NfviMaintenanceInfo? {
        guard let value else { return nil }
        func bounds(_ list: CheckedValue?, _ key: String) -> [InstanceBound] {
            list?.list.map { InstanceBound(groupSize: $0["group_size"]?.int, instances: $0[key]?.int ?? 0) } ?? []
        }
        return NfviMaintenanceInfo(
            impactNotificationLeadTime: value["impact_notification_lead_time"]?.double ?? 0,
            isImpactMitigationRequested: value["is_impact_mitigation_requested"]?.bool ?? false,
            supportedMigrationTypes: value["supported_migration_type"]?.strings ?? [],
            maxUndetectableInterruptionTime: value["max_undetectable_interruption_time"]?.double,
            minRecoveryTimeBetweenImpacts: value["min_recovery_time_between_impacts"]?.double,
            maxNumberOfImpactedInstances: bounds(
                value["max_number_of_impacted_instances"], "max_number_of_impacted_instances"),
            minNumberOfPreservedInstances: bounds(
                value["min_number_of_preserved_instances"], "min_number_of_preserved_instances"))
    }

    /// - Parameter interface: the standard's for life-cycle operations; operations of others say which one they are of.
    static func interfaceOperations(_ node: CheckedNode, interface: String) -> [LcmInterfaceOperation] {
        node.operations.map { operation in
            LcmInterfaceOperation(
                id: operation.name, implementation: operation.implementation,
                additionalParameters: operation.additionalParameters.sorted { $0.key < $1.key }.map {
                    input($0.key, $0.value)
                },
                inputs: values(operation.inputs),
                interface: operation.interface == interface ? nil : operation.interface,
                dependencies: operation.dependencies)
        }
    }

    static func input(_ name: String, _ definition: PropertyDefinition) -> DescriptorInput {
        DescriptorInput(
            name: name, type: definition.schema.type, description: definition.description ?? "",
            isRequired: definition.isRequired && definition.defaultValue == nil,
            defaultValue: definition.defaultValue.map { descriptorValue($0) })
    }

    /// A YAML value as it reads without a type.
    static func descriptorValue(_ node: YAMLNode) -> DescriptorValue {
        switch node.content {
        case .scalar(let text, _):
            if node.isNull { return .null }
            if let int = node.int { return .int(int) }
            if let double = node.double { return .double(double) }
            if let bool = node.bool { return .bool(bool) }
            return .string(text)
        case .sequence(let nodes): return .list(nodes.map(descriptorValue))
        case .mapping(let pairs):
            var values: [String: DescriptorValue] = [:]
            for pair in pairs { values[pair.name] = descriptorValue(pair.value) }
            return .map(values)
        }
    }
}
