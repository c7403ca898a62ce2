import Testing

@testable import Descriptors

@Suite("Slips that nothing else would show")
struct SeenOnceTests {
    /// A change to the sample VNFD, and the one error that it has to bring; no rule: none.
    struct Row: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var old: String
        var new: String
        var rule: DiagnosticRule?
        var says: String
        var severity = Diagnostic.Severity.error

        init(
            _ name: String, _ old: String, _ new: String, _ rule: DiagnosticRule?, _ says: String = "",
            severity: Diagnostic.Severity = .error
        ) {
            testDescription = name
            self.old = old
            self.new = new
            self.rule = rule
            self.says = says
            self.severity = severity
        }
    }

    /// A data type that no value has.
    private static func unused(_ definition: String) -> (String, String) {
        ("  sample.Size:\n", "  sample.Unused: \(definition)\n  sample.Size:\n")
    }

    private static func type(
        _ name: String, _ definition: String, _ rule: DiagnosticRule?, _ says: String = "",
        severity: Diagnostic.Severity = .error
    ) -> Row {
        let change = unused(definition)
        return Row(name, change.0, change.1, rule, says, severity: severity)
    }

    static let operands: [Row] = [
        type(
            "bounds of another type", "{ derived_from: integer, constraints: [ in_range: [ a, b ] ] }",
            .constraintInvalid,
            "has bounds of another type"),
        type(
            "bounds the wrong way about", "{ derived_from: integer, constraints: [ in_range: [ 5, 1 ] ] }",
            .constraintInvalid, "begins above its end"),
        type("bounds", "{ derived_from: scalar-unit.size, constraints: [ in_range: [ 1 MB, 2 GB ] ] }", nil),
        type("an open bound", "{ derived_from: integer, constraints: [ in_range: [ 1, UNBOUNDED ] ] }", nil),
        type(
            "a pattern on a number", "{ derived_from: integer, constraints: [ pattern: '[0-9]*' ] }",
            .constraintInvalid,
            "no text"),
        type(
            "an order of booleans", "{ derived_from: boolean, constraints: [ greater_than: 1 ] }", .constraintInvalid,
            "no order"),
        type(
            "a length of a boolean",
            "{ derived_from: tosca.datatypes.Root, properties: { on: { type: boolean, constraints: [ length: 3 ] } } }",
            .constraintInvalid, "no length"),
        type(
            "values of another type",
            "{ derived_from: tosca.datatypes.Root, properties: { on: { type: integer, constraints: [ valid_values: [ 1, two ] ] } } }",
            .constraintInvalid, "lists values of another type"),
        type(
            "values of a list's entries",
            "{ derived_from: tosca.datatypes.Root, properties: { on: { type: list, entry_schema: { type: integer }, constraints: [ valid_values: [ 1, 2 ] ] } } }",
            nil),
        type(
            "a default of another type",
            "{ derived_from: tosca.datatypes.Root, properties: { count: { type: integer, default: many } } }",
            .propertyType,
            "the default of `count`"),
        type(
            "a schema of a text", "{ derived_from: string, constraints: [ schema: '{}' ] }", .constraintInvalid,
            "neither JSON nor XML"),
        type(
            "no schema", "{ derived_from: tosca.datatypes.json, constraints: [ schema: 'type: object' ] }",
            .constraintInvalid, "is no JSON Schema"),
        type(
            "a schema with more than is compared",
            "{ derived_from: tosca.datatypes.json, constraints: [ schema: '{\"type\": \"object\", \"$ref\": \"#/x\"}' ] }",
            .constraintInvalid, "`$ref`", severity: .warning),
        type(
            "a JSON Schema",
            "{ derived_from: tosca.datatypes.json, constraints: [ schema: '{\"type\": \"object\"}' ] }", nil),
    ]

    static let addresses: [Row] = [
        Row(
            "bits behind a prefix", "cidr: 192.0.2.0/24", "cidr: 192.0.2.7/24", .addressInvalid,
            "has bits behind its prefix",
            severity: .warning),
        Row(
            "a pool backwards", "gateway_ip: 192.0.2.1",
            "gateway_ip: 192.0.2.1, ip_allocation_pools: [ { start_ip_address: 192.0.2.90, end_ip_address: 192.0.2.10 } ]",
            .addressInvalid, "the pool begins at `192.0.2.90`"),
        Row(
            "a pool", "gateway_ip: 192.0.2.1",
            "gateway_ip: 192.0.2.1, ip_allocation_pools: [ { start_ip_address: 192.0.2.9, end_ip_address: 192.0.2.10 } ]",
            nil),
        Row(
            "no address", "{ layer_protocols: [ ipv4 ], order: 0 }",
            "{ layer_protocols: [ ipv4 ], order: 0, protocol: [ { associated_layer_protocol: ipv4, address_data: [ { address_type: ip_address, l3_address_data: { ip_address_assignment: false, floating_ip_activated: false, fixed_ip_address: [ 300.1.1.1 ] } } ] } ] }",
            .addressInvalid, "`300.1.1.1` is no IP address"),
        Row(
            "an MTU that is too small", "gateway_ip: 192.0.2.1 }",
            "gateway_ip: 192.0.2.1 }\n              l2_protocol_data: { name: l2, mtu: 67 }", .propertyConstraint,
            "the MTU is 67"),
        Row(
            "least above most", "min_bitrate_requirements: { root: 0 }", "min_bitrate_requirements: { root: 2000 }",
            .propertyConstraint, "the minimum bit rate 2000 is above the maximum 1000"),
    ]

    static let quantities: [Row] = [
        Row("too much memory", "512 MiB", "1e300 TiB", .propertyType, "`1e300 TiB`, which is too much"),
        Row("more than a number holds", "512 MiB", "99999999999999999999 TiB", .propertyType, "too much"),
        Row("less than a byte", "512 MiB", "0.3 B", .propertyType, "less than 1 byte"),
        Row("no memory", "512 MiB", "0 MiB", .propertyConstraint, "`virtual_mem_size` is 0 bytes"),
        Row(
            "no disk", "size_of_storage: 2 GiB", "size_of_storage: 0 GiB", .propertyConstraint,
            "`size_of_storage` is 0 bytes",
            severity: .warning),
        Row("too large an image", "min_disk: 1 GiB", "min_disk: 1e300 TiB", .propertyType, "too much"),
    ]

    static let words: [Row] = [
        Row(
            "no page size", "mem_page_size: 1GB", "mem_page_size: 3XB", .propertyConstraint, "no size of pages",
            severity: .warning),
        Row(
            "more than any page", "mem_page_size: 1GB", "mem_page_size: 9223372036854775807", .propertyConstraint,
            "no size of pages", severity: .warning),
        Row(
            "more than a number of bytes", "mem_page_size: 1GB", "mem_page_size: 1e300 TiB", .propertyConstraint,
            "no size of pages", severity: .warning),
        Row(
            "a directive that is none", "      type: tosca.nodes.nfv.VnfVirtualLink\n",
            "      type: tosca.nodes.nfv.VnfVirtualLink\n      directives: [ substitut ]\n", .toscaStructure,
            "the directive `substitut`"),
        Row(
            "workflows", "  groups:\n", "  workflows: { deploy: { steps: {} } }\n  groups:\n", .toscaStructure,
            "are not run", severity: .warning),
        Row(
            "a trigger's key", "        properties: { source: vnf }\n",
            "        properties: { source: vnf }\n        triggers: { low: { evnt: x } }\n", .toscaKeyUnknown,
            "has no key `evnt`"),
        type(
            "a pattern that repeats beyond all numbers",
            "{ derived_from: string, constraints: [ pattern: 'a{2}{9223372036854775807}' ] }", .constraintInvalid),
    ]

    private static let level =
        "    - counts:\n        type: tosca.policies.nfv.VduInstantiationLevels\n        properties: { levels: { large: { number_of_instances: 2 } } }\n        targets: [ vdu ]\n    - apart:\n"

    static let levels: [Row] = [
        Row(
            "a level that contradicts its scale levels", "    - apart:\n", level, .instantiationLevel,
            "the level `large` has 2 instances of `vdu`, and 3 by its scale levels", severity: .warning),
        Row(
            "a level that doesn't", "    - apart:\n",
            level.replacing("number_of_instances: 2", with: "number_of_instances: 3"), nil),
    ]

    private static let content = "content: { concat: [ 'say ', { get_input: greeting } ] }"

    static let places: [Row] = [
        Row(
            "a place that nothing fills", content, "content: 'say {{ greeting }}, {{greeting}}'", .bootPlaceholder,
            "`{{greeting}}`, which nothing fills", severity: .warning),
        Row(
            "a place that is filled", content,
            "content: 'say {{ greeting }}'\n            data: { greeting: { get_input: greeting } }", nil),
        Row("other templates' expressions", content, "content: 'say {{ a.b }} {% if a %} {{ }} {{ a b }}'", nil),
        Row("what cloud-init fills", content, "content: \"## template: jinja\\nsay {{ greeting }}\"", nil),
    ]

    static let twice: [Row] = [
        Row(
            "two initial deltas", "    - deltas:\n",
            "    - again:\n        type: tosca.policies.nfv.VduInitialDelta\n        properties: { initial_delta: { number_of_instances: 2 } }\n        targets: [ vdu ]\n    - deltas:\n",
            .scalingDelta, "`vdu` has its initial delta from another policy too"),
        Row(
            "two policies of deltas", "    - levels:\n",
            "    - again:\n        type: tosca.policies.nfv.VduScalingAspectDeltas\n        properties: { aspect: workers, deltas: { one: { number_of_instances: 2 } } }\n        targets: [ vdu ]\n    - levels:\n",
            .scalingDelta, "`vdu` has its deltas of `workers` from another policy too"),
        Row(
            "two policies of a name", "    - ssh:\n", "    - apart:\n", .toscaStructure,
            "there are two policies `apart`"),
        Row(
            "two aspects of a name", "    - initial:\n",
            "    - more:\n        type: tosca.policies.nfv.ScalingAspects\n        properties:\n          aspects:\n            workers: { name: workers, description: Workers, max_scale_level: 2, step_deltas: [ one ] }\n    - initial:\n",
            .scalingAspect, "there are two scaling aspects `workers`"),
        Row(
            "two levels of a name", "    - apart:\n",
            "    - more:\n        type: tosca.policies.nfv.InstantiationLevels\n        properties:\n          levels:\n            small: { description: Small, scale_info: { workers: { scale_level: 1 } } }\n          default_level: small\n    - apart:\n",
            .instantiationLevel, "there are two instantiation levels `small`"),
    ]

    @Test(
        "each is told, and nothing else is",
        arguments: operands + addresses + quantities + words + twice + levels + places)
    func row(row: Row) throws {
        let found = try compile(try replacing(row.old, row.new, in: Sample.vnfd)).diagnostics
        guard let rule = row.rule else {
            #expect(found.isEmpty, "\(found)")
            return
        }
        #expect(found.map(\.rule) == [rule], "\(found)")
        #expect(found.first?.severity == row.severity)
        #expect(found.first?.message.contains(row.says) == true, "\(found)")
    }
}
