extension RuleText {
    /// Something small that a reader may be given, for fuzzing.
    package struct Seed: Sendable {
        package enum Kind: Sendable {
            case text
            case package
        }

        package var name: String
        package var kind: Kind
        package var bytes: [UInt8]
    }

    /// Both sides of each rule's example.
    ///
    /// - Parameter scratch: a file that archives are written to on the way. Blocks.
    package static func seeds(scratch: String) -> [Seed] {
        var seeds: [Seed] = []
        for text in groups.flatMap(\.rules) {
            for (side, input) in [("wrong", text.example.wrongInput()), ("right", text.example.rightInput())] {
                let name = "\(text.rule.rawValue)-\(side)"
                switch input {
                case .template(let template): seeds.append(Seed(name: name, kind: .text, bytes: Array(template.utf8)))
                case .folder(let files, _):
                    for (index, file) in files.sorted(by: { $0.key < $1.key }).enumerated() {
                        seeds.append(Seed(name: "\(name)-\(index)", kind: .text, bytes: file.value))
                    }
                case .bytes(let bytes): seeds.append(Seed(name: name, kind: .package, bytes: bytes))
                case .archive(let entries) where entries.count < 100:
                    if let bytes = archive(entries, scratch) {
                        seeds.append(Seed(name: name, kind: .package, bytes: bytes))
                    }
                case .archive, .nothing: break
                }
            }
        }
        return seeds
    }

    /// A zip file's bytes; nil where it can't be written.
    private static func archive(_ entries: [RuleExample.Entry], _ scratch: String) -> [UInt8]? {
        do throws(SourceError) {
            var writer = try ZipWriter(scratch)
            for entry in entries {
                try writer.add(entry.name, entry.bytes, mode: entry.mode, isEncrypted: entry.isEncrypted)
            }
            try writer.finish()
            let file = try ReadableFile(scratch)
            defer { file.close() }
            var bytes: [UInt8] = []
            try Chunks.forEach({ (buffer) throws(SourceError) in try file.read(buffer) }) {
                (chunk) throws(SourceError) in bytes.append(contentsOf: chunk)
            }
            return bytes
        } catch {
            return nil
        }
    }

    /// Names of types, properties and keys of the languages.
    package static var words: [String] {
        var words = Set(TypeKind.allCases.map(\.section)).union(FunctionEvaluator.names)
        words.formUnion(Constraint.Clause.allCases.map(\.rawValue))
        for version in SOL001Version.allCases {
            for (_, types) in BuiltInTypes.types(of: version) {
                for type in types.values {
                    words.insert(type.name)
                    words.formUnion(type.properties.keys)
                    words.formUnion(type.requirements.map(\.name))
                    words.formUnion(type.capabilities.keys)
                }
            }
        }
        words.formUnion(SchemaModules.words)
        words.formUnion([
            "tosca_definitions_version", "topology_template", "node_templates", "substitution_mappings", "imports",
            "derived_from", "properties", "requirements", "capabilities", "interfaces", "artifacts", "policies",
            "targets", "members", "occurrences", "UNBOUNDED", "entry_schema", "key_schema", "default", "copy",
            "node_filter", "SELF", "HOST", "<<: *", "&a", "*a", "relationship_templates", "outputs",
        ])
        return words.sorted()
    }
}
