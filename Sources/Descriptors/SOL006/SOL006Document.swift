import Glibc
import YAML

/// A text in SOL006: which language it is written in, and what its data tree holds.
struct SOL006Document {
    let root: DataNode
    let vnfds: [DataNode]
    let nsds: [DataNode]
    let pnfds: [DataNode]
    let isOSM: Bool
    /// Where the descriptor begins.
    let place: Place

    // MARK: - Reading

    /// Reads and checks a text; nil where it can't be looked at, which is reported.
    init?(_ yaml: YAMLNode, file: String, isXML: Bool, log: DiagnosticLog) {
        guard let parts = Self.parts(of: yaml, file: file, log: log) else { return nil }
        place = Place(file: file, mark: yaml.mark)
        root = DataNode(SchemaModules.root, at: place, parent: nil)
        let reader = SchemaReader(file: file, log: log, isXML: isXML)
        for part in parts {
            guard let schema = SchemaModules.root.child(part.kind) else { continue }
            let node = DataNode(schema, at: Place(file: file, mark: part.yaml.mark), parent: root)
            root.add(node)
            reader.fill(node, from: part.yaml)
            if node["id"] == nil {
                log.report(
                    .sol006KeyMissing, at: node.place, "the descriptor has no `id`",
                    NearestName.nearest(to: "id", among: node.order).map { "`\($0)` should be `id`" } ?? "add it")
            }
        }
        reader.conclude()
        SchemaReferences(root: root, log: log).resolve(reader.references)
        SchemaMusts(log: log).check(reader.constrained)
        vnfds = root.list("vnfd")
        nsds = root.list("nsd")
        pnfds = root.list("pnfd")
        isOSM = reader.isOSM
        for kind in [vnfds, nsds, pnfds] { Self.checkIdentifiers(kind, log) }
    }

    private static func checkIdentifiers(_ descriptors: [DataNode], _ log: DiagnosticLog) {
        var seen: Set<String> = []
        for node in descriptors {
            guard let id = node["id"], let value = id.value else { continue }
            if !VNFDCompiler.isIdentifier(value) {
                log.report(
                    .descriptorIdentifier, at: id.place,
                    "the descriptor's identifier `\(value.prefix(80))` can't be one",
                    "write a UUID, or up to 255 letters, digits, `-`, `_`, `.` and `:`")
            }
            if !seen.insert(value).inserted {
                log.report(
                    .sol006KeyDuplicate, at: id.place, "there is another `\(node.schema.name)` with the key `\(value)`",
                    "give each its own, or remove one")
            }
        }
    }

    // MARK: - Enclosing containers

    /// A name without the prefix of the module for files of instance data.
    private static func instanceName(_ name: String) -> Substring {
        let prefix = "ietf-yang-instance-data:"
        return name.hasPrefix(prefix) ? name.dropFirst(prefix.count) : name[...]
    }

    private struct Part {
        var kind: String
        var yaml: YAMLNode
    }

    private static let kinds: Set<String> = ["vnfd", "nsd", "pnfd"]

    /// The descriptors in a text: in the container of all three kinds or one of their own, or by themselves.
    private static func parts(of yaml: YAMLNode, file: String, log: DiagnosticLog) -> [Part]? {
        guard var pairs = yaml.mapping else {
            log.report(
                .sol006Structure, at: Place(file: file, mark: yaml.mark), "the text is \(yaml.kindName)",
                "write `vnfd:`, `nsd:` or `pnfd:` with a descriptor below it")
            return nil
        }
        if pairs.count == 1, instanceName(pairs[0].name) == "instance-data-set", let set = pairs[0].value.mapping {
            // A file of instance data says first what it is (RFC 9195 section 2).
            guard let data = set.first(where: { instanceName($0.name) == "content-data" })?.value.mapping else {
                log.report(
                    .sol006Structure, at: Place(file: file, mark: pairs[0].key.mark),
                    "the set of instance data has no `content-data`", "write the descriptor into `content-data`")
                return nil
            }
            pairs = data
        }
        // What wraps instance data on the wire or in a file (RFC 6241, RFC 9195).
        while pairs.count == 1,
            ["data", "config", "content-data", "nfv"].contains(SchemaReader.localName(pairs[0].name)),
            let inner = pairs[0].value.mapping
        {
            pairs = inner
        }
        if let dialect = pairs.lazy.compactMap({ dialect($0) }).first {
            log.report(
                .sol006Dialect, at: Place(file: file, mark: dialect.place), dialect.message,
                "write it in SOL006, or in SOL001")
            return nil
        }
        var named = pairs.filter { kinds.contains(SchemaReader.localName($0.name)) && isContainer($0.value) }
        if named.isEmpty, let kind = bareKind(pairs) {
            return [Part(kind: kind, yaml: YAMLNode(.mapping(pairs), at: yaml.mark))]
        }
        if named.isEmpty {
            pairs = pairs.map { mended($0, file: file, log: log) }
            named = pairs.filter { kinds.contains($0.name) && isContainer($0.value) }
        }
        for pair in pairs where !kinds.contains(SchemaReader.localName(pair.name)) {
            log.report(
                .sol006NodeUnknown, at: Place(file: file, mark: pair.key.mark), "there is no `\(pair.name)` at the top",
                NearestName.remedy(for: SchemaReader.localName(pair.name), among: kinds, else: "remove it"))
        }
        return named.flatMap { pair in
            let kind = SchemaReader.localName(pair.name)
            // `nsd: { nsd: [ … ] }`: the container of the module of its own.
            var value = pair.value
            if let inner = value.mapping, inner.count == 1 {
                let only = mended(inner[0], file: file, log: log)
                if SchemaReader.localName(only.name) == kind { value = only.value }
            }
            return (value.sequence ?? [value]).map { Part(kind: kind, yaml: $0) }
        }
    }

    /// A pair whose name is a slip for a kind of descriptor, which is reported, as that kind.
    private static func mended(_ pair: YAMLNode.Pair, file: String, log: DiagnosticLog) -> YAMLNode.Pair {
        let name = SchemaReader.localName(pair.name)
        guard isContainer(pair.value), let kind = kind(meantBy: name) else { return pair }
        log.report(
            .sol006NodeUnknown, at: Place(file: file, mark: pair.key.mark), "there is no `\(pair.name)` at the top",
            "did you mean `\(kind)`?")
        return YAMLNode.Pair(key: YAMLNode(.scalar(kind, isPlain: true), at: pair.key.mark), value: pair.value)
    }

    private static func kind(meantBy name: String) -> String? {
        guard !kinds.contains(name), !["vnf", "ns", "pnf", "nst"].contains(name) else { return nil }
        return NearestName.slip(of: name, among: kinds)
    }

    private static func isContainer(_ node: YAMLNode) -> Bool { node.mapping != nil || node.sequence != nil }

    /// What a descriptor without a container around it is.
    private static func bareKind(_ pairs: [YAMLNode.Pair]) -> String? {
        let names = Set(pairs.map { SchemaReader.localName($0.name) })
        guard names.contains("id") || names.contains("df") else { return nil }
        let signs: [(kind: String, names: Set<String>)] = [
            (
                "vnfd",
                [
                    "vdu", "kdu", "product-name", "mgmt-cp", "virtual-compute-desc", "virtual-storage-desc",
                    "sw-image-desc", "int-virtual-link-desc", "vip-cpd",
                ]
            ),
            (
                "nsd",
                ["vnfd-id", "pnfd-id", "nested-nsd-id", "virtual-link-desc", "vnffgd", "sapd", "designer"]
            ),
            ("pnfd", ["function-description", "geographical-location-info", "invariant-id"]),
        ]
        return signs.first { !$0.names.isDisjoint(with: names) }?.kind
    }

    /// Descriptors that look alike and are not: known by the name of their container.
    private static func dialect(_ pair: YAMLNode.Pair) -> (place: YAMLMark, message: String)? {
        let name = pair.name.split(separator: ":").last.map(String.init) ?? pair.name
        switch name {
        case "vnfd-catalog", "nsd-catalog", "pnfd-catalog":
            return (
                pair.key.mark,
                "`\(pair.name)` begins a descriptor in the information model that Open Source MANO had before its release 9, which is not SOL006"
            )
        case "nst", "netslice-template", "nst-catalog":
            return (
                pair.key.mark,
                "`\(pair.name)` begins a network slice template of Open Source MANO, and slices are no network services"
            )
        default: break
        }
        // The same model without its catalogue.
        guard kinds.contains(SchemaReader.localName(pair.name)) else { return nil }
        let below = pair.value.sequence?.first ?? pair.value
        for sign in ["constituent-vnfd", "connection-point", "vld", "mgmt-interface", "internal-vld"] {
            if let found = below.mapping?.first(where: { $0.name == sign }) {
                return (
                    found.key.mark,
                    "`\(sign)` is of the information model that Open Source MANO had before its release 9, which is not SOL006"
                )
            }
        }
        return nil
    }

    // MARK: - Detection

    /// The languages that a descriptor's text may be in.
    enum Language {
        case tosca, xml, json
        /// YAML that has to be looked at.
        case yaml
    }

    static func language(of bytes: [UInt8]) -> Language {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        switch text.first(where: { !" \t\r\n".utf8.contains($0) }) {
        case UInt8(ascii: "<"): return .xml
        case UInt8(ascii: "{"): return contains(text, "tosca_definitions_version") ? .tosca : .json
        default: return contains(text, "tosca_definitions_version") ? .tosca : .yaml
        }
    }

    /// Whether YAML that is no TOSCA is in SOL006, or in one of the dialects that are refused by name.
    static func isSOL006(_ yaml: YAMLNode) -> Bool {
        guard let pairs = yaml.mapping else { return false }
        let names = pairs.map { SchemaReader.localName($0.name) }
        return names.contains { kinds.contains($0) || $0 == "nfv" }
            || pairs.count == 1 && isContainer(pairs[0].value) && kind(meantBy: names[0]) != nil
            || pairs.contains { dialect($0) != nil }
            || bareKind(pairs) != nil
    }

    private static func contains(_ bytes: ArraySlice<UInt8>, _ word: StaticString) -> Bool {
        bytes.withUnsafeBytes { text in
            var rest = text[...]
            while rest.count >= word.utf8CodeUnitCount, let base = rest.baseAddress,
                let found = memchr(base, Int32(word.utf8Start.pointee), rest.count - word.utf8CodeUnitCount + 1)
            {
                if memcmp(found, word.utf8Start, word.utf8CodeUnitCount) == 0 { return true }
                rest = rest.dropFirst(UnsafeRawPointer(found) - base + 1)
            }
            return false
        }
    }
}

extension Slice<UnsafeRawBufferPointer> {
    fileprivate var baseAddress: UnsafeRawPointer? { base.baseAddress.map { $0 + startIndex } }
}
