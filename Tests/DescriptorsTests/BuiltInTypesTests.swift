import Foundation
import Testing
import YAML

@testable import Descriptors

/// The folder with ETSI's type files, found by `MANIFOLD_SHARED`; nil in a clone without it.
let sharedTypes: String? = sharedFolder("etsi/sol001")

@Suite(
    "Built-in types beside ETSI's files",
    .enabled(if: sharedTypes != nil, "there is no shared folder with ETSI's type files: set MANIFOLD_SHARED"))
struct BuiltInTypesTests {
    private static let names = ["common", "vnfd", "nsd", "pnfd"]

    /// ETSI's files as our own parser reads them; of a type that several files define, each definition.
    private static func definitions(_ version: SOL001Version, _ log: DiagnosticLog) throws -> [TypeDefinition] {
        let folder = try #require(sharedTypes) + "/\(version.rawValue)"
        return try names.flatMap { name in
            let file = "etsi_nfv_sol001_\(name)_types.yaml"
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))
            let root = try YAMLNode(parsing: Array(bytes))
            let registry = TypeRegistry(log: DiagnosticLog(), version: version)
            return TypeParser(reader: StructureReader(file: file, log: log), registry: registry).parse(root)
        }
    }

    /// What is otherwise in ETSI's files, and why that is no mistake of ours.
    private static let allowed: [SOL001Version: [String: String]] = [
        .v261: [
            "policy tosca.policies.nfv.AffinityRule: targets":
                "the VNFD's and the NSD's files define it with targets of their own; ours has both",
            "policy tosca.policies.nfv.AntiAffinityRule: targets": "likewise",
            "policy tosca.policies.nfv.SecurityGroupRule: targets": "likewise, and the PNFD's file",
            "group tosca.groups.nfv.PlacementGroup: members": "likewise",
        ]
    ]

    @Test("types are what ETSI's files say", arguments: SOL001Version.allCases)
    func same(version: SOL001Version) throws {
        let log = DiagnosticLog()
        let theirs = try Self.definitions(version, log)
        #expect(log.sorted.filter { $0.severity == .error }.isEmpty, "\(log.sorted)")
        let builtIn = BuiltInTypes.types(of: version)
        var differences: Set<String> = []
        var seen: [TypeKind: Set<String>] = [:]
        for type in theirs {
            seen[type.kind, default: []].insert(type.name)
            let subject = "\(type.kind.rawValue) \(type.name)"
            guard let ours = builtIn[type.kind]?[type.name] else {
                differences.insert("\(subject): missing")
                continue
            }
            differences.formUnion(Self.differences(ours, type).map { "\(subject): \($0)" })
        }
        for (kind, types) in builtIn {
            for name in types.keys where name.contains(".nfv.") && seen[kind]?.contains(name) != true {
                differences.insert("\(kind.rawValue) \(name): not ETSI's")
            }
        }
        let allowed = Set(Self.allowed[version]?.keys.map { $0 } ?? [])
        #expect(differences.subtracting(allowed).sorted() == [])
        #expect(allowed.subtracting(differences).sorted() == [], "no longer a difference")
        #expect(theirs.count > 100)
    }

    private static func differences(_ ours: TypeDefinition, _ theirs: TypeDefinition) -> Set<String> {
        var found: Set<String> = []
        func compare<Value: Equatable>(_ what: String, _ ours: Value, _ theirs: Value) {
            if ours != theirs { found.insert(what) }
        }
        func compare(
            _ what: String, _ ours: [String: PropertyDefinition], _ theirs: [String: PropertyDefinition]
        ) {
            for name in Set(ours.keys).union(theirs.keys) {
                compare("\(what) \(name)", ours[name].map(describe), theirs[name].map(describe))
            }
        }
        compare("parent", ours.parent, theirs.parent)
        compare("property", ours.properties, theirs.properties)
        compare("attribute", ours.attributes, theirs.attributes)
        for name in Set(ours.capabilities.keys).union(theirs.capabilities.keys) {
            let (left, right) = (ours.capabilities[name], theirs.capabilities[name])
            compare("capability \(name)", left?.type, right?.type)
            compare("capability \(name) occurrences", left?.minimum, right?.minimum)
            compare("capability \(name) occurrences", left?.maximum, right?.maximum)
            compare("capability \(name) sources", left?.validSources, right?.validSources)
            compare("capability \(name) property", left?.properties ?? [:], right?.properties ?? [:])
        }
        compare("order of requirements", ours.requirements.map(\.name), theirs.requirements.map(\.name))
        for requirement in ours.requirements {
            guard let other = theirs.requirements.first(where: { $0.name == requirement.name }) else { continue }
            compare("requirement \(other.name)", requirement.capability, other.capability)
            compare("requirement \(other.name) node", requirement.node, other.node)
            compare("requirement \(other.name) relationship", requirement.relationship, other.relationship)
            compare("requirement \(other.name) occurrences", requirement.minimum, other.minimum)
            compare("requirement \(other.name) occurrences", requirement.maximum, other.maximum)
        }
        compare("interfaces", ours.interfaces, theirs.interfaces)
        compare("notifications", ours.notifications, theirs.notifications)
        let (left, right) = (ours.operations[""] ?? [:], theirs.operations[""] ?? [:])
        for name in Set(left.keys).union(right.keys) {
            compare("operation \(name)", left[name] == nil, right[name] == nil)
            compare("operation \(name) input", left[name]?.inputs ?? [:], right[name]?.inputs ?? [:])
        }
        compare(ours.kind == .group ? "members" : "targets", ours.targets, theirs.targets)
        compare("sources", ours.validSources, theirs.validSources)
        compare("constraints", ours.constraints.map(describe), theirs.constraints.map(describe))
        compare("MIME type", ours.mimeType, theirs.mimeType)
        compare("extensions", ours.fileExtensions, theirs.fileExtensions)
        return found
    }

    private static func describe(_ property: PropertyDefinition) -> String {
        "\(describe(property.schema)) required \(property.isRequired) deprecated \(property.isDeprecated) "
            + "default \(property.defaultValue.map(describe) ?? "-")"
    }

    private static func describe(_ schema: Schema) -> String {
        "\(schema.type) \(schema.constraints.map(describe)) [\(schema.entry.map(describe) ?? "")] "
            + "{\(schema.key.map(describe) ?? "")}"
    }

    private static func describe(_ constraint: Constraint) -> String {
        "\(constraint.clause.rawValue) \(describe(constraint.operand))"
    }

    /// Spaces before a unit, and how a number is written, are no difference.
    private static func describe(_ node: YAMLNode) -> String {
        if let double = node.double { return "\(double)" }
        if let entries = node.sequence { return "\(entries.map(describe))" }
        return (node.text ?? "a map").replacingOccurrences(of: " ", with: "")
    }

    @Test("ETSI's files themselves break no rule", arguments: SOL001Version.allCases)
    func files(version: SOL001Version) throws {
        let log = DiagnosticLog()
        let definitions = try Self.definitions(version, log)
        let registry = TypeRegistry(log: log, version: version)
        for definition in definitions where version != .v261 { registry.define(definition) }
        registry.checkReferences(of: definitions)
        #expect(log.sorted.map(\.description) == [])
    }
}

@Suite("Versions of SOL001")
struct SOL001VersionTests {
    @Test(
        "numbers are found in names and addresses",
        arguments: [
            ("etsi_nfv_sol001_vnfd_2_6_1_types.yaml", [2, 6, 1]),
            ("https://forge.etsi.org/rep/nfv/SOL001/raw/v3.3.1/etsi_nfv_sol001_vnfd_types.yaml", [3, 3, 1]),
            ("types/etsi_nfv_sol001_nsd_types_v4.4.1.yaml", [4, 4, 1]), ("etsi_nfv_sol001_vnfd_types.yaml", nil),
            ("tosca_simple_yaml_1_3", nil), ("2.6.1", [2, 6, 1]), ("1.2", nil), ("", nil),
        ])
    func numbers(text: String, release: [Int]?) {
        #expect(SOL001Version.release(in: text) == release)
    }

    @Test("a release that is not known stands for the next one after it")
    func nearest() {
        #expect(SOL001Version(standingFor: [2, 5, 1]) == .v261)
        #expect(SOL001Version(standingFor: [2, 7, 1]) == .v331)
        #expect(SOL001Version(standingFor: [3, 7, 1]) == .v371)
        #expect(SOL001Version(standingFor: [4, 2, 1]) == .v441)
        #expect(SOL001Version(standingFor: [5, 1, 1]) == .v441)
    }

    @Test(
        "a template's types are those of the version that it imports",
        arguments: [
            "etsi_nfv_sol001_vnfd_2_6_1_types.yaml",
            "https://forge.etsi.org/rep/nfv/SOL001/raw/v2.6.1/etsi_nfv_sol001_vnfd_types.yaml",
        ])
    func byImport(name: String) throws {
        let template = try replacing("etsi_nfv_sol001_vnfd_types.yaml", name, in: Sample.vnfd)
        // 2.6.1 has neither boot data with a content nor indicators.
        let rules = Set(try compile(template).diagnostics.map(\.rule))
        #expect(rules.isSuperset(of: [.propertyType, .typeUnknown]), "\(rules)")
    }

    @Test("or of the one that it declares, and the author's own numbers are none")
    func byDeclaration() throws {
        for line in ["metadata: { template_version: 2.6.1 }", "template_version: 2.6.1"] {
            let old = try replacing("imports:\n", "\(line)\nimports:\n", in: Sample.vnfd)
            #expect(try compile(old).diagnostics.contains { $0.rule == .typeUnknown })
        }
        let own = try replacing("imports:\n", "template_version: 1.0.0\nimports:\n", in: Sample.vnfd)
        #expect(try compile(own).diagnostics.isEmpty)
    }

    @Test("a VNFD of 4.4.1 has containers")
    func containers() throws {
        let template = try replacing(
            "    storage:\n",
            "    container:\n      type: tosca.nodes.nfv.Vdu.OsContainer\n      properties: { name: a, description: b }\n    storage:\n",
            in: Sample.vnfd)
        #expect(try compile(template).diagnostics.contains { $0.rule == .typeUnknown })
        let new = try replacing(
            "etsi_nfv_sol001_vnfd_types.yaml", "v4.4.1/etsi_nfv_sol001_vnfd_types.yaml", in: template)
        #expect(try !compile(new).diagnostics.contains { $0.rule == .typeUnknown })
    }
}
