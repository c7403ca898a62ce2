import Foundation
import YAML

@testable import Descriptors

/// A descriptor's text, compiled without files.
struct Compiled {
    var descriptor: CompiledDescriptor?
    var diagnostics: [Diagnostic]
    var compiler: DescriptorCompiler

    init(_ text: String) {
        let log = DiagnosticLog()
        var files = DescriptorFiles()
        files.texts["whole.yaml"] = Array(text.utf8)
        files.texts["boot.txt"] = Array("boot".utf8)
        compiler = DescriptorCompiler(files: files, log: log)
        descriptor = compiler.compile("whole.yaml")
        diagnostics = log.sorted
    }
}

/// Finds every property that a template sets, with the type that has it.
struct PropertyWalk {
    struct Property: Hashable, CustomStringConvertible {
        /// The nearest type of the standard, and for interfaces the operation.
        var type: String
        var name: String

        var description: String { "\(type) \(name)" }
    }

    struct Leaf {
        var node: YAMLNode
        var schema: Schema
    }

    /// The first scalar of each property, where it has one.
    private(set) var found: [Property: Leaf?] = [:]
    private(set) var order: [Property] = []
    private let registry: TypeRegistry

    init(_ compiled: Compiled) throws {
        registry = compiled.compiler.registry
        let topology = compiled.compiler.templates[0].root["topology_template"]
        for pair in topology?["node_templates"]?.mapping ?? [] { visit(node: pair.value) }
        for pair in topology?["groups"]?.mapping ?? [] { visit(pair.value, .group) }
        for entry in topology?["policies"]?.sequence ?? [] {
            for pair in entry.mapping ?? [] { visit(pair.value, .policy) }
        }
    }

    /// The type itself, or its nearest ancestor that is the standard's.
    static func standard(_ type: ResolvedType) -> String {
        type.lineage.first { $0.contains(".nfv.") } ?? type.name
    }

    private mutating func visit(_ template: YAMLNode, _ kind: TypeKind) {
        guard let type = template["type"]?.text.flatMap({ registry.type(kind, $0) }) else { return }
        visit(template["properties"], type.properties, Self.standard(type))
    }

    private mutating func visit(node: YAMLNode) {
        visit(node, .node)
        guard let type = node["type"]?.text.flatMap({ registry.type(.node, $0) }) else { return }
        for pair in node["capabilities"]?.mapping ?? [] {
            guard let name = type.capabilities[pair.name]?.type, let capability = registry.type(.capability, name)
            else { continue }
            visit(pair.value["properties"], capability.properties, Self.standard(capability))
        }
        for pair in node["artifacts"]?.mapping ?? [] { visit(pair.value, .artifact) }
        for interface in node["interfaces"]?.mapping ?? [] {
            guard let name = type.interfaces[interface.name], let interfaceType = registry.type(.interface, name) else {
                continue
            }
            for operation in interface.value["operations"]?.mapping ?? [] {
                let inputs = interfaceType.operations[""]?[operation.name]?.inputs ?? [:]
                visit(operation.value["inputs"], inputs, "\(Self.standard(interfaceType)) \(operation.name)")
            }
        }
    }

    private mutating func visit(_ values: YAMLNode?, _ properties: [String: PropertyDefinition], _ owner: String) {
        for pair in values?.mapping ?? [] {
            guard let definition = properties[pair.name] else { continue }
            let property = Property(type: owner, name: pair.name)
            if found[property] == nil {
                order.append(property)
                found[property] = .some(leaf(pair.value, definition.schema))
            }
            visit(pair.value, definition.schema)
        }
    }

    private mutating func visit(_ value: YAMLNode, _ schema: Schema) {
        for (child, schema) in children(value, schema) { visit(child, schema) }
        guard schema.entry == nil, let type = registry.type(.data, schema.type), type.simpleType == nil else { return }
        visit(value, type.properties, Self.standard(type))
    }

    private func children(_ value: YAMLNode, _ schema: Schema) -> [(YAMLNode, Schema)] {
        guard let entry = schema.entry else { return [] }
        return (value.sequence ?? value.mapping?.map(\.value) ?? []).map { ($0, entry) }
    }

    private func leaf(_ value: YAMLNode, _ schema: Schema) -> Leaf? {
        if value.text != nil { return Leaf(node: value, schema: schema) }
        if schema.type == "range" { return value.sequence?.first.map { Leaf(node: $0, schema: Schema("integer")) } }
        if schema.entry != nil { return children(value, schema).lazy.compactMap { leaf($0.0, $0.1) }.first }
        let properties = registry.type(.data, schema.type)?.properties ?? [:]
        return (value.mapping ?? []).lazy.compactMap { pair in
            properties[pair.name].flatMap { leaf(pair.value, $0.schema) }
        }.first
    }
}

/// Puts another valid value in the place of a scalar.
enum OtherValue {
    static func text(for leaf: PropertyWalk.Leaf) -> String {
        let text = leaf.node.text ?? ""
        let values = leaf.schema.constraints.first { $0.clause == .validValues }?.operand.sequence?.compactMap(\.text)
        if let other = values?.first(where: { $0 != text }) { return other }
        switch leaf.schema.type {
        case "integer": return String((Int(text) ?? 0) + 1)
        case "float": return "0.25"
        case "boolean": return text == "true" ? "false" : "true"
        case "string": return "\(text)x"
        default: return (text.first == "3" ? "4" : "3") + text.dropFirst()
        }
    }

    static func replacing(_ leaf: PropertyWalk.Leaf, in text: String, with other: String? = nil) -> String {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let mark = leaf.node.mark
        let line = lines[mark.line - 1]
        let start = line.index(line.startIndex, offsetBy: mark.column - 1)
        let isQuoted = line[start] == "'" || line[start] == "\""
        let end = line.index(start, offsetBy: (leaf.node.text?.count ?? 0) + (isQuoted ? 2 : 0))
        let new = other ?? Self.text(for: leaf)
        lines[mark.line - 1] = line.replacingCharacters(in: start..<end, with: isQuoted ? "'\(new)'" : new)
        return lines.joined(separator: "\n")
    }
}
