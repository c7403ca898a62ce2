import MANOModel
import Testing

@testable import Descriptors

@Suite("Nothing of a descriptor is dropped in silence")
struct WholeDescriptorTests {
    typealias Property = PropertyWalk.Property

    static let texts = ["VNFD": Whole.vnfd, "NSD": Whole.nsd, "PNFD": Whole.pnfd]

    @Test("descriptors that set every property compile without a warning", arguments: ["VNFD", "NSD", "PNFD"])
    func compiles(name: String) throws {
        let compiled = Compiled(try #require(Self.texts[name]))
        #expect(compiled.diagnostics.isEmpty, "\(compiled.diagnostics)")
        #expect(compiled.descriptor != nil)
    }

    @Test("the three of them set every property of every type")
    func completeness() throws {
        var set: Set<Property> = []
        for text in Self.texts.values { set.formUnion(try PropertyWalk(Compiled(text)).found.keys) }
        // No node and no policy is of these types: others derive from them.
        let abstract = ["tosca.nodes.nfv.Cp", "tosca.policies.nfv.Abstract.SecurityGroupRule"]
        let registry = TypeRegistry(log: DiagnosticLog())
        var missing: [Property] = []
        for (kind, types) in BuiltInTypes.types(of: .reference) {
            for name in types.keys where name.contains(".nfv.") && !abstract.contains(name) {
                guard let type = registry.type(kind, name) else { continue }
                missing += type.properties.keys.map { Property(type: name, name: $0) }.filter { !set.contains($0) }
                for (operation, definition) in type.operations[""] ?? [:] where kind == .interface {
                    missing += definition.inputs.keys.map { Property(type: "\(name) \(operation)", name: $0) }
                        .filter { !set.contains($0) }
                }
            }
        }
        #expect(missing.isEmpty, "\(missing.map(\.description).sorted())")
    }

    /// Values where any other text would be none.
    private static let others: [Property: String] = [
        Property(type: "tosca.nodes.nfv.VNF", name: "vnfm_info"): "0:other",
        Property(type: "tosca.datatypes.nfv.ChecksumData", name: "hash"): String(repeating: "b", count: 64),
        Property(type: "tosca.artifacts.nfv.SwImage", name: "checksum"): "sha-512",
        Property(type: "tosca.policies.nfv.NfpRule", name: "protocol"): "tcp",
        Property(type: "tosca.policies.nfv.NfpRule", name: "dscp"): "10",
        Property(type: "tosca.policies.nfv.NfpRule", name: "vlan_tag"): "101",
    ]

    /// A VNF or a PNF of an NSD repeats what its own descriptor says, and the service goes by that one.
    private static let repeated: [String: [String]] = [
        "tosca.nodes.nfv.VNF": [
            "descriptor_version", "provider", "product_name", "software_version", "vnfm_info", "flavour_description",
        ],
        "tosca.nodes.nfv.PNF": [
            "function_description", "provider", "version", "descriptor_invariant_id", "name",
        ],
    ]

    /// Rules that fire where a value doesn't go together with others: whoever checks it has read it.
    private static let readers: Set<DiagnosticRule> = [
        .addressInvalid, .scalingAspect, .scalingDelta, .instantiationLevel, .coordinationAction, .pathRule,
        .instanceBounds, .portRange, .imageChecksum, .vduProfile, .ipProtocol,
        .bootData,
    ]

    @Test("another value of a property makes another model", arguments: ["VNFD", "NSD", "PNFD"])
    func reaches(name: String) throws {
        let text = try #require(Self.texts[name])
        let original = Compiled(text)
        let walk = try PropertyWalk(original)
        guard let model = original.descriptor else {
            Issue.record("\(original.diagnostics)")
            return
        }
        var dropped: [String] = []
        for property in walk.order {
            if name == "NSD", Self.repeated[property.type]?.contains(property.name) == true { continue }
            guard let leaf = walk.found[property] ?? nil else {
                dropped.append("\(property) has no value that could be another")
                continue
            }
            let changed = Compiled(OtherValue.replacing(leaf, in: text, with: Self.others[property]))
            let new = changed.diagnostics.filter { !Self.readers.contains($0.rule) }
            if !new.isEmpty {
                dropped.append("\(property): \(new[0])")
            } else if let descriptor = changed.descriptor, descriptor == model {
                dropped.append("\(property) is read by nothing")
            }
        }
        #expect(dropped.isEmpty, "\(dropped.joined(separator: "\n"))")
    }
}
