/// The types that descriptors may use without bringing them: TOSCA's own, and those of SOL001 3.7.1.
enum BuiltInTypes {
    /// Every built-in type, by kind and name.
    static let all: [TypeKind: [String: TypeDefinition]] = {
        var types: [TypeKind: [String: TypeDefinition]] = [:]
        for text in [tosca, common, vnfdData, vnfd, nsd, pnfd] {
            for type in TypeNotation.parse(text) { types[type.kind, default: [:]][type.name] = type }
        }
        return types
    }()

    /// Whether an import names one of ETSI's type files, whatever its folder, version and spelling.
    static func answersImport(_ path: String) -> Bool {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let stem = name.split(separator: ".").first.map(String.init) ?? name
        return ["common", "vnfd", "nsd", "pnfd"].contains { stem.hasPrefix("etsi_nfv_sol001_\($0)_types") }
    }
}
