import Testing
import YAML

@testable import Descriptors

@Suite("JSON Schemas of constraints")
struct JSONSchemaTests {
    /// A schema, a value, and what is said of it; nil: nothing.
    static let rows: [(schema: String, value: String, says: String?)] = [
        (#"{"type": "object"}"#, "{}", nil),
        (#"{"type": "object"}"#, "[]", "is no object"),
        (#"{"type": ["string", "null"]}"#, "null", nil),
        (#"{"type": "integer"}"#, "1.5", "is no integer"),
        (#"{"type": "string"}"#, "\"1\"", nil),
        (#"{"required": ["a"]}"#, #"{"b": 1}"#, "lacks `a`"),
        (#"{"properties": {"a": {"minimum": 2}}}"#, #"{"a": 1}"#, "`a` is below 2"),
        (#"{"properties": {"a": {"exclusiveMaximum": 2}}}"#, #"{"a": 2}"#, "above"),
        (#"{"properties": {"a": {}}, "additionalProperties": false}"#, #"{"b": 1}"#, "`b` is not allowed"),
        (#"{"items": {"enum": [1, "x"]}}"#, #"[1, "x", 2]"#, "entry 2"),
        (#"{"items": {"const": {"a": [1]}}}"#, #"[{"a": [1]}]"#, nil),
        (#"{"minItems": 2}"#, "[1]", "too few"),
        (#"{"uniqueItems": true}"#, "[1, 2, 1]", "twice"),
        (#"{"minLength": 3}"#, "\"äö\"", "too short"),
        (#"{"pattern": "^b|c$"}"#, "\"abc\"", nil),
        (#"{"pattern": "^b"}"#, "\"abc\"", "does not match"),
        (#"{"maxProperties": 1}"#, #"{"a": 1, "b": 2}"#, "too many"),
        (#"{"anyOf": [{"type": "string"}, {"minimum": 3}]}"#, "4", nil),
        (#"{"oneOf": [{"minimum": 1}, {"minimum": 3}]}"#, "4", "fits 2"),
        (#"{"allOf": [{"minimum": 1}, {"maximum": 3}]}"#, "4", "above 3"),
        (#"{"not": {"type": "null"}}"#, "null", "must not be"),
    ]

    @Test("values fit, or it is said why not", arguments: rows.indices)
    func row(index: Int) throws {
        let row = Self.rows[index]
        let schema = try #require(JSONSchema(YAMLNode(parsing: Array("'\(row.schema)'".utf8))))
        let value = try YAMLNode(parsingJSON: Array(row.value.utf8))
        let place = Place(file: "", mark: YAMLMark(line: 1, column: 1))
        let fault = schema.fault(of: value, at: place, DiagnosticLog())
        if let says = row.says {
            #expect(fault?.contains(says) == true, "\(fault ?? "nothing")")
        } else {
            #expect(fault == nil)
        }
    }

    @Test("a value that is no document, or doesn't fit, is refused where it stands")
    func document() throws {
        func found(_ type: String, _ value: String) throws -> [String] {
            var template = try replacing(
                "  sample.Size:\n", "  sample.Document: \(type)\n  sample.Size:\n", in: Sample.vnfd)
            template = try replacing(
                "      size: { type: sample.Size, default: small }\n",
                "      size: { type: sample.Size, default: small }\n      document: { type: sample.Document }\n",
                in: template)
            template = try replacing(
                "        flavour_id: simple\n", "        flavour_id: simple\n        document: \(value)\n", in: template
            )
            return try compile(template).diagnostics.map { "\($0.rule.rawValue): \($0.message)" }
        }
        let json = "{ derived_from: tosca.datatypes.json, constraints: [ schema: '{\"required\": [\"a\"]}' ] }"
        #expect(try found(json, "'{\"a\": 1}'").isEmpty)
        #expect(try found(json, "'{\"b\": 1}'").first?.contains("lacks `a`") == true)
        #expect(try found(json, "'not json'").first?.hasPrefix("property-type") == true)
        let xml = "{ derived_from: tosca.datatypes.xml }"
        #expect(try found(xml, "'<a><b/></a>'").isEmpty)
        #expect(try found(xml, "'<a><b></a>'").first?.contains("is no XML") == true)
    }

    @Test("an operation may have what is known once the instance exists; a property may not")
    func attributes() throws {
        let old = "              implementation: Scripts/instantiate.sh\n"
        let inputs = old + "              inputs: { ip: { get_attribute: [ vdu, tosca_id ] } }\n"
        let found = try compile(try replacing(old, inputs, in: Sample.vnfd)).diagnostics
        #expect(!found.contains { $0.rule == .functionInvalid }, "\(found)")
        let property = try compile(
            try replacing("product_name: sample", "product_name: { get_attribute: [ vdu, tosca_id ] }", in: Sample.vnfd)
        )
        #expect(property.diagnostics.contains { $0.rule == .functionInvalid })
    }
}
