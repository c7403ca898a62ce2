import MANOModel
import YAML

/// The smaller data types.
extension SharedData {
    /// The members of a map whose names are the descriptor's own.
    static func values(_ value: CheckedValue?) -> [String: DescriptorValue] {
        var result: [String: DescriptorValue] = [:]
        for pair in value?.map ?? [] { result[pair.name] = pair.value.descriptorValue }
        return result
    }

    /// The entries of a list, or the one value where a version of the types has no list.
    static func entries(_ value: CheckedValue?) -> [CheckedValue] {
        guard let value else { return [] }
        if case .list(let values) = value.content { return values }
        return [value]
    }

    /// A map of texts; up to 2.6.1 it was a list of them.
    static func constraints(_ value: CheckedValue?) -> [String: String] {
        guard let value else { return [:] }
        return value.stringMap.merging(value.strings.map { ($0, "") }) { first, _ in first }
    }

    static func ipStackMode(_ properties: CheckedValue) -> IPStackMode? {
        properties["ip_stack_mode"]?.string.flatMap { IPStackMode(rawValue: $0) }
    }

    static func logicalNodes(_ value: CheckedValue?) -> [LogicalNode] {
        (value?.map ?? []).map {
            LogicalNode(id: $0.name, requirements: $0.value["logical_node_requirements"]?.stringMap ?? [:])
        }
    }

    static func requestedCapabilities(_ value: CheckedValue?) -> [RequestedCapability] {
        (value?.map ?? []).map { id, capability in
            RequestedCapability(
                id: id, name: capability["requested_additional_capability_name"]?.string ?? id,
                isMandatory: capability["support_mandatory"]?.bool ?? false,
                minVersion: capability["min_requested_additional_capability_version"]?.string,
                preferredVersion: capability["preferred_requested_additional_capability_version"]?.string,
                targetPerformanceParameters: capability["target_performance_parameters"]?.stringMap ?? [:])
        }
    }

    static func hugePages(_ value: CheckedValue?) -> [HugePageRequest] {
        (value?.list ?? []).map {
            HugePageRequest(
                pageSizeBytes: $0["hugepage_size"]?.wholeQuantity ?? 0,
                memoryBytes: $0["requested_size"]?.wholeQuantity ?? 0)
        }
    }

    static func versionDependencies(_ value: CheckedValue?) -> [VersionDependency] {
        (value?.list ?? []).map { dependency in
            VersionDependency(
                dependentID: dependency["dependent_constituent_id"]?.string ?? "",
                statements: (dependency["version_dependency_statement"]?.list ?? []).map {
                    $0["descriptor_id"]?.strings ?? []
                })
        }
    }

    /// `scale_level` by aspect.
    static func scaleLevels(_ value: CheckedValue?) -> [String: Int] {
        var result: [String: Int] = [:]
        for pair in value?.map ?? [] { result[pair.name] = pair.value["scale_level"]?.int }
        return result
    }

    /// - Parameter level: the name of the property with the instantiation level.
    static func instancesProfile(_ value: CheckedValue, level: String) -> VnfInstancesProfile {
        VnfInstancesProfile(
            minNumberOfInstances: value["min_number_of_instances"]?.int ?? 0,
            maxNumberOfInstances: value["max_number_of_instances"]?.int ?? 0,
            instantiationLevelID: value[level]?.string,
            serviceAvailabilityLevel: value["service_availability_level"]?.int,
            scaleLevels: scaleLevels(value["target_vnf_scale_level_info"] ?? value["target_ns_scale_level"]),
            versionDependencies: versionDependencies(value["version_dependency"]))
    }

    static func interfaceDetails(_ value: CheckedValue) -> InterfaceDetails {
        InterfaceDetails(
            uri: value["uri_components"].map { uri in
                URIComponents(
                    scheme: uri["scheme"]?.string ?? "", userInfo: uri["authority"]?["user_info"]?.string,
                    host: uri["authority"]?["host"]?.string, port: uri["authority"]?["port"]?.string,
                    path: uri["path"]?.string, query: uri["query"]?.string, fragment: uri["fragment"]?.string)
            }, specificData: value["interface_specific_data"]?.stringMap ?? [:])
    }

    /// Triggers have no types in SOL001: they are kept as they are written.
    static func triggers(_ policy: CheckedPolicy) -> [PolicyTrigger] {
        policy.triggers.map { pair in
            var trigger = PolicyTrigger(id: pair.name)
            for member in pair.value.mapping ?? [] {
                switch member.name {
                case "event", "event_type": trigger.event = member.value.string ?? ""
                case "condition": trigger.condition = descriptorValue(member.value)
                case "action": trigger.action = descriptorValue(member.value)
                default: trigger.rest[member.name] = descriptorValue(member.value)
                }
            }
            return trigger
        }
    }
}
