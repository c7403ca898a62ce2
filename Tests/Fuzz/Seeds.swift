import Descriptors
import Glibc
import YAML

/// What the corpora begin with: the examples of all rules, right and wrong, the repository's own packages, the descriptors
/// of the tests that have all there is, and the words of the languages.
struct Seeds {
    let folder: String

    /// - Precondition: the repository is the current folder.
    func write() {
        for target in ["yaml", "tosca", "sol006", "package"] { mkdir("\(folder)/\(target)", 0o755) }
        for seed in RuleText.seeds(scratch: folder + "/scratch") {
            switch seed.content {
            case .text(let text):
                descriptor(text, seed.name)
                if seed.name.hasPrefix("sol006") { recipes([("sample_vnfd/sample_vnfd.yaml", text)], seed.name) }
            case .bytes(let bytes): put(bytes, "\(folder)/package/\(seed.name)")
            case .files(let files): recipes(files, seed.name)
            }
        }
        unlink(folder + "/scratch")
        for name in SampleArchive.names(in: "Descriptors") { own(name) }
        for file in SampleArchive.files(in: "Tests/Services")
        where [".yaml", ".json", ".xml"].contains(where: { file.name.hasSuffix($0) }) {
            descriptor(file.bytes, String(file.name.map { $0 == "/" ? "-" : $0 }))
        }
        for name in SampleArchive.names(in: "Tests/DescriptorsTests/Support") where name.hasPrefix("Whole") {
            whole("Tests/DescriptorsTests/Support/" + name)
        }
        descriptor(Array(SeedTexts.functions.utf8), "functions")
        let flavours = SeedTexts.flavours.map { (name: $0.0, bytes: Array($0.1.utf8)) }
        put(flavours[0].bytes + [Recipe.separator] + Recipe.text(Array(flavours[1...])), "\(folder)/tosca/flavours")
        recipes(flavours, "flavours")
        images()
        let words = RuleText.words.map { "\"\($0)\"\n" } + ["\"\\x1E\"\n", "\"\\x1Eouter/\"\n"]
        put(Array(words.joined().utf8), "\(folder)/words.dict")
    }

    /// One text: for YAML as it is, and in the language's other notations.
    private func descriptor(_ text: [UInt8], _ name: String) {
        let isTOSCA = text.firstRange(of: Array("tosca_definitions_version".utf8)) != nil
        for target in ["yaml", isTOSCA ? "tosca" : "sol006"] { put(text, "\(folder)/\(target)/\(name)") }
        guard !isTOSCA, let node = try? YAMLNode(parsing: text) else { return }
        put(Array(Notation.json(node).utf8), "\(folder)/sol006/\(name)-json")
        put(
            Array("<nfv xmlns=\"urn:etsi:nfv:yang:etsi-nfv-descriptors\">\(Notation.xml(node))</nfv>".utf8),
            "\(folder)/sol006/\(name)-xml")
    }

    private func recipes(_ files: [(name: String, bytes: [UInt8])], _ name: String) {
        for (suffix, flags) in [("", []), ("-listed", .listed), ("-tar", [.tar]), ("-wrapped", [.wrapped, .listed])]
            as [(
                String, Recipe.Flags
            )]
        {
            var files = files
            if flags.contains(.wrapped) {
                let signature = files.first { $0.name.hasSuffix(".cms") }?.bytes ?? RuleText.signature
                files.append(("outer/package.cms", signature))
            }
            put(Recipe.text(files, flags: flags), "\(folder)/package/\(name)\(suffix)")
        }
    }

    /// The sample package with other images, one of them a large file, and with somebody who is trusted.
    private func images() {
        let right = RuleText.seeds(scratch: folder + "/scratch").first { $0.name == "image-format-right" }
        unlink(folder + "/scratch")
        guard case .files(let files)? = right?.content else { return }
        for (index, (format, bytes)) in SeedTexts.images.enumerated() {
            let changed = files.map { name, content in
                if name.hasSuffix(".qcow2") { return (name: index == 7 ? "*2000000 " + name : name, bytes: bytes) }
                let text = String(decoding: content, as: UTF8.self)
                return (
                    name: name, bytes: Array(text.replacing("disk_format: qcow2", with: "disk_format: \(format)").utf8)
                )
            }
            recipes(changed, "image-\(index)-\(format)")
        }
        let trusted = [
            (name: "trust/one.crt", bytes: Array(SeedTexts.certificate.utf8)),
            (name: "Scripts/instantiate.sh.cms", bytes: Array(SeedTexts.signature.utf8)),
            (name: "Scripts/instantiate.sh.crt", bytes: Array(SeedTexts.certificate.utf8)),
        ]
        recipes(files + trusted, "trusted")
        put(Recipe.text(files + trusted, flags: .required), "\(folder)/package/trusted-required")
    }

    /// A package of the repository, as files, and its templates together.
    private func own(_ name: String) {
        let files = SampleArchive.files(in: "Descriptors/\(name)").sorted { $0.name < $1.name }
        recipes(files, "own-\(name)")
        let templates = files.filter { $0.name.hasSuffix(".yaml") }
        for template in templates {
            let others = templates.filter { $0.name != template.name }.map { other in
                // Imports count from the template's own folder.
                (name: other.name.split(separator: "/").last.map(String.init) ?? "", bytes: other.bytes)
            }
            let text = template.bytes + [Recipe.separator] + Recipe.text(others)
            put(text, "\(folder)/tosca/own-\(name)-\(template.name.split(separator: "/").last ?? "")")
        }
    }

    /// The texts between `#"""` and `"""#` in a source; one that is a part of a descriptor goes with the one before.
    private func whole(_ path: String) {
        guard let bytes = SampleArchive.bytes(of: path) else { return }
        var text: String?
        var count = 0
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasSuffix("#\"\"\"") {
                text = ""
            } else if line.hasSuffix("\"\"\"#"), let whole = text {
                let name = "\(path.split(separator: "/").last ?? "")-\(count)"
                put(Array(whole.utf8), "\(folder)/tosca/\(name)")
                put(Array(whole.utf8), "\(folder)/yaml/\(name)")
                text = nil
                count += 1
            } else if let before = text {
                text = before + line.dropFirst(8) + "\n"
            }
        }
    }

    private func put(_ bytes: [UInt8], _ path: String) {
        guard let file = fopen(path, "w") else {
            perror(path)
            exit(1)
        }
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }
}

/// A tree in other notations than YAML.
enum Notation {
    static func json(_ node: YAMLNode) -> String {
        switch node.content {
        case .scalar(let text, let isPlain):
            if isPlain, node.isNull || node.int != nil || node.bool != nil { return text.isEmpty ? "null" : text }
            let escaped = text.unicodeScalars.map { scalar in
                scalar == "\"" || scalar == "\\" ? "\\\(scalar)" : scalar.value < 32 ? "\\n" : String(scalar)
            }
            return "\"\(escaped.joined())\""
        case .sequence(let nodes): return "[\(nodes.map(json).joined(separator: ","))]"
        case .mapping(let pairs):
            return "{\(pairs.map { "\"\($0.name)\":\(json($0.value))" }.joined(separator: ","))}"
        }
    }

    static func xml(_ node: YAMLNode) -> String {
        switch node.content {
        case .scalar(let text, _):
            return text.map { $0 == "<" ? "&lt;" : $0 == "&" ? "&amp;" : String($0) }.joined()
        case .sequence(let nodes): return nodes.map(xml).joined()
        case .mapping(let pairs):
            return pairs.flatMap { pair in
                (pair.value.sequence ?? [pair.value]).map { "<\(pair.name)>\(xml($0))</\(pair.name)>\n" }
            }.joined()
        }
    }
}
