/// The types that descriptors may use without bringing them: TOSCA's own, and those of SOL001.
enum BuiltInTypes {
    /// Types by kind and name.
    typealias Table = [TypeKind: [String: TypeDefinition]]

    /// Every built-in type as a version of SOL001 has it.
    static func types(of version: SOL001Version) -> Table {
        switch version {
        case .v261: types261
        case .v331: types331
        case .v371: types371
        case .v441: types441
        }
    }

    private static let types371 = [tosca, common, vnfdData, vnfd, nsd, pnfd].reduce(into: Table()) { table, text in
        table = TypeNotation.parse(text, upon: table)
    }
    private static let types261 = TypeNotation.parse(v261, upon: types371)
    private static let types331 = TypeNotation.parse(v331, upon: types371)
    private static let types441 = TypeNotation.parse(v441, upon: types371)

    /// Whether an import names one of ETSI's type files, whatever its folder, version and spelling.
    static func answersImport(_ path: String) -> Bool {
        let name = PackagePath.name(of: path).lowercased()
        return name.hasPrefix("etsi_nfv_sol001_") && name.holds("types")
            && (name.holds("_common_") || name.holds("_vnfd_") || name.holds("_nsd_") || name.holds("_pnfd_"))
    }
}
