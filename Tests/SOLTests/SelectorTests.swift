import FoundationEssentials
import MANOModel
import SOL
import SeededNumbers
import Testing

@Suite("Attribute trees and selectors (SOL013 5.3)")
struct SelectorTests {
    private let tree = AttributeTree(of: SOL003.VnfInstance.self, absent: ["vimConnectionInfo"])
    private let excluded: Set<String> = ["instantiatedVnfInfo", "metadata"]

    private func resource() throws -> JSONValue {
        try JSONValue(
            json: Data(
                #"""
                {"id":"i","vnfdId":"d","vnfInstanceName":"n","instantiationState":"INSTANTIATED","metadata":{"a":1},
                "extensions":{"e":2},"instantiatedVnfInfo":{"flavourId":"f","vnfState":"STARTED","extCpInfo":[],
                "scaleStatus":[{"aspectId":"a","scaleLevel":1}],"vnfcResourceInfo":[{"id":"v","vduId":"u",
                "computeResource":{"resourceId":"r"},"vnfcCpInfo":[{"id":"c","cpdId":"p"}]}]}}
                """#.utf8))
    }

    private func selector(
        all: Bool = false, fields: String? = nil, without: String? = nil, standard: Bool = false
    ) throws -> Selector {
        try Selector(
            allFields: all, fields: fields, excludeFields: without, excludeDefault: standard, attributes: tree,
            excludedByDefault: excluded)
    }

    @Test("A wire type's attributes are found with what is mandatory and what is complex")
    func attributes() {
        #expect(tree["id"]?.isMandatory == true)
        #expect(tree["id"]?.isComplex == false)
        #expect(tree["vnfInstanceName"]?.isMandatory == false)
        #expect(tree["instantiatedVnfInfo"]?.isComplex == true)
        #expect(tree["instantiatedVnfInfo"]?["extCpInfo"]?.isMandatory == true)
        #expect(tree["instantiatedVnfInfo"]?["vnfcResourceInfo"]?["computeResource"]?["resourceId"]?.shape == .simple)
        #expect(tree["metadata"]?.shape == .map(AttributeTree(.any)))
        #expect(tree.contains(["vimConnectionInfo", "any", "thing"]))
        let occurrence = AttributeTree(of: SOL005.NsLcmOpOcc.self)
        #expect(occurrence["startTime"]?.shape == .simple)
        #expect(occurrence["isCancelPending"]?.isMandatory == true)
        #expect(occurrence["error"]?["status"]?.isMandatory == true)
        #expect(AttributeTree(of: ManifoldAPI.Host.self)["facts"]?["numaNodes"]?["cpus"]?["core"] != nil)
    }

    @Test("Without selectors the default's attributes are left out")
    func byDefault() throws {
        for selector in [try selector(), try selector(standard: true)] {
            let names = selector.apply(to: try resource()).objectValue?.keys.sorted()
            #expect(names == ["extensions", "id", "instantiationState", "vnfInstanceName", "vnfdId"])
        }
    }

    @Test("all_fields leaves out nothing")
    func allFields() throws {
        #expect(try selector(all: true).apply(to: resource()) == resource())
    }

    @Test("fields keeps what is listed, what is mandatory and what is simple")
    func fields() throws {
        let top = try selector(fields: "metadata").apply(to: resource())
        #expect(
            top.objectValue?.keys.sorted() == ["id", "instantiationState", "metadata", "vnfInstanceName", "vnfdId"])
        let nested = try selector(fields: "instantiatedVnfInfo/scaleStatus").apply(to: resource())
        #expect(
            nested["instantiatedVnfInfo"]?.objectValue?.keys.sorted() == [
                "extCpInfo", "flavourId", "scaleStatus", "vnfState",
            ])
        let deep = try selector(fields: "instantiatedVnfInfo/vnfcResourceInfo/vnfcCpInfo").apply(to: resource())
        #expect(deep["instantiatedVnfInfo"]?["vnfcResourceInfo"]?.arrayValue?.first?["vnfcCpInfo"] != nil)
        #expect(deep["instantiatedVnfInfo"]?["scaleStatus"] == nil)
    }

    @Test("exclude_fields leaves out what is listed, but nothing mandatory")
    func excludeFields() throws {
        let top = try selector(without: "extensions,id").apply(to: resource())
        #expect(top["extensions"] == nil)
        #expect(top["id"] != nil)
        #expect(top["metadata"] != nil)
        let nested = try selector(
            without: "instantiatedVnfInfo/vnfcResourceInfo/vnfcCpInfo,instantiatedVnfInfo/extCpInfo"
        )
        .apply(to: resource())
        let vnfc = nested["instantiatedVnfInfo"]?["vnfcResourceInfo"]?.arrayValue?.first
        #expect(vnfc?["vnfcCpInfo"] == nil)
        #expect(vnfc?["computeResource"] != nil)
        #expect(nested["instantiatedVnfInfo"]?["extCpInfo"] != nil)
    }

    @Test("fields with exclude_default brings back what is listed")
    func fieldsWithDefault() throws {
        let names = try selector(fields: "metadata", standard: true).apply(to: resource()).objectValue?.keys.sorted()
        #expect(names == ["extensions", "id", "instantiationState", "metadata", "vnfInstanceName", "vnfdId"])
    }

    @Test("Cutting bytes gives what decoding gives", arguments: 0..<200)
    func bytesAndTrees(seed: UInt64) throws {
        var source = SeededGenerator(seed)
        let names = [
            "metadata", "extensions", "instantiatedVnfInfo", "vnfConfigurableProperties", "vimConnectionInfo", "id",
        ]
        let list = names.filter { _ in Bool.random(using: &source) }.joined(separator: ",")
        let chosen =
            list.isEmpty
            ? try selector(all: Bool.random(using: &source))
            : Bool.random(using: &source)
                ? try selector(fields: list, standard: Bool.random(using: &source)) : try selector(without: list)
        let removed = try #require(chosen.removableNames)
        let body = try resource()
        #expect(try JSONValue(json: JSONMembers(body.json).joined(without: removed)) == chosen.apply(to: body))
    }

    @Test("Selectors that exclude each other are malformed")
    func exclusions() {
        #expect(throws: ManifoldError.self) { try selector(all: true, fields: "metadata") }
        #expect(throws: ManifoldError.self) { try selector(all: true, standard: true) }
        #expect(throws: ManifoldError.self) { try selector(fields: "metadata", without: "extensions") }
        #expect(throws: ManifoldError.self) { try selector(without: "metadata", standard: true) }
    }

    @Test(
        "An attribute that doesn't exist is malformed",
        arguments: ["nope", "metadata,nope", "", "id/x", "instantiatedVnfInfo/nope"])
    func unknown(list: String) {
        let error = #expect(throws: ManifoldError.self) { try selector(fields: list) }
        #expect(error?.code == .malformed)
    }
}
