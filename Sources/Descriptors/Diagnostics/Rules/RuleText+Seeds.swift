extension RuleText {
    /// Something small that a reader may be given, for fuzzing.
    package struct Seed: Sendable {
        package enum Content: Sendable {
            case text([UInt8])
            /// A package as one file.
            case bytes([UInt8])
            /// A package by its files.
            case files([(name: String, bytes: [UInt8])])
        }

        package var name: String
        package var content: Content
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
                case .template(let template): seeds.append(Seed(name: name, content: .text(Array(template.utf8))))
                case .folder(let files, _):
                    for (index, file) in files.sorted(by: { $0.key < $1.key }).enumerated() {
                        seeds.append(Seed(name: "\(name)-\(index)", content: .text(file.value)))
                    }
                case .bytes(let bytes): seeds.append(Seed(name: name, content: .bytes(bytes)))
                case .archive(let entries) where entries.count < 50:
                    seeds.append(Seed(name: name, content: .files(entries.map { ($0.name, $0.bytes) })))
                    let archive = entries.map {
                        SampleArchive.Entry(name: $0.name, bytes: $0.bytes, mode: $0.mode, isEncrypted: $0.isEncrypted)
                    }
                    if SampleArchive.write(archive, to: scratch), let bytes = SampleArchive.bytes(of: scratch) {
                        seeds.append(Seed(name: name + "-zip", content: .bytes(bytes)))
                    }
                case .archive, .nothing: break
                }
            }
        }
        return seeds
    }

    /// A signature of the sample package's script.
    package static var signature: [UInt8] { RuleSample.signature }

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
