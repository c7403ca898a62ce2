import Descriptors
import Glibc
import YAML

/// What libFuzzer calls with each input that it makes up. Deploy/fuzz builds and runs it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    Fuzz.target(UnsafeBufferPointer(start: start, count: count))
    return 0
}

/// What libFuzzer calls first. With FUZZ_SEEDS the program writes what the corpora begin with into that folder, and ends.
@_cdecl("LLVMFuzzerInitialize")
public func fuzzInitialize(_ count: UnsafeMutableRawPointer, _ arguments: UnsafeMutableRawPointer) -> CInt {
    if let folder = getenv("FUZZ_SEEDS") {
        Seeds(folder: String(cString: folder)).write()
        exit(0)
    }
    return 0
}

/// Coverage-guided fuzzing of what reads files of others; FUZZ_TARGET names the one of them.
enum Fuzz {
    static let target: @Sendable (UnsafeBufferPointer<UInt8>) -> Void = {
        switch getenv("FUZZ_TARGET").map({ String(cString: $0) }) {
        case "yaml": yaml
        case "tosca", "sol006": descriptor
        case "package": package
        default: fatalError("FUZZ_TARGET is yaml, tosca, sol006 or package")
        }
    }()

    // MARK: - Targets

    /// A tree that a text gives stays within the budget, and each node stands in the text.
    @Sendable static func yaml(_ bytes: UnsafeBufferPointer<UInt8>) {
        let text = Array(bytes)
        let budget = YAMLBudget(bytes: 1 << 20, depth: 32, nodes: 20_000, aliasNodes: 5000)
        guard let root = try? YAMLNode(parsing: text, budget: budget) else { return }
        let lines = text.split(omittingEmptySubsequences: false) {
            $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
        }
        var nodes = 0
        check(root, depth: 0, lines: max(lines.count, 1) + text.count, &nodes)
        precondition(nodes <= 25_001, "\(nodes) nodes are more than the budget allows")
    }

    private static func check(_ node: YAMLNode, depth: Int, lines: Int, _ nodes: inout Int) {
        nodes += 1
        precondition(depth <= 32 && node.mark.line >= 1 && node.mark.line <= lines && node.mark.column >= 1)
        _ = (node.int, node.double, node.bool, node.isNull, node.kindName)
        for entry in node.sequence ?? [] { check(entry, depth: depth + 1, lines: lines, &nodes) }
        for pair in node.mapping ?? [] {
            precondition(node[pair.name] != nil)
            check(pair.value, depth: depth + 1, lines: lines, &nodes)
        }
    }

    /// Texts, of which the first is a descriptor, or there is an error that says why not. The first is named `sample.yaml`;
    /// see `Recipe` for the others.
    @Sendable static func descriptor(_ bytes: UnsafeBufferPointer<UInt8>) {
        let end = bytes.firstIndex(of: Recipe.separator) ?? bytes.endIndex
        var texts: [String: [UInt8]] = [:]
        let others = UnsafeBufferPointer(rebasing: bytes[end...])
        for file in Recipe(others, hasFlags: false).files { texts[file.name] = file.bytes }
        texts["sample.yaml"] = Array(bytes[..<end])
        let validation = DescriptorValidation(texts: texts, entry: "sample.yaml")
        precondition(validation.isCompiled == (validation.errors == 0))
        precondition(validation.findings.count <= 1001)
    }

    private static let folder: String = {
        let folder = "/dev/shm/manifold-fuzz-\(getpid())"
        mkdir(folder, 0o700)
        setenv("TMPDIR", folder, 1)
        return folder
    }()

    /// A package is read, or there is an error that says why not. Bytes that begin like an archive are one; anything else
    /// is a recipe for one.
    @Sendable static func package(_ bytes: UnsafeBufferPointer<UInt8>) {
        let path = folder + "/package.csar"
        var reader = PackageReader()
        reader.limits.totalBytes = 16 << 20
        reader.limits.freeBytes = 8 << 20
        reader.limits.textBytes = 1 << 20
        defer {
            unlink(path)
            unlink(folder + "/inner.csar")
        }
        if bytes.starts(with: [0x50, 0x4B]) || bytes.starts(with: [0x1F, 0x8B]) {
            guard write(bytes, path) else { return }
        } else {
            let recipe = Recipe(bytes, hasFlags: true)
            reader.signatures.mode =
                recipe.flags.contains(.required) ? .required : recipe.flags.contains(.ignored) ? .ignore : .verify
            reader.signatures.trustStore = trust(recipe)
            guard cook(recipe, to: path) else { return }
        }
        do {
            let content = try reader.read(at: path, staging: folder)
            if case .vnf(let vnf) = content { for image in vnf.images { _ = image.file.map { unlink($0) } } }
            _ = content.facts.innerPackage.map { unlink($0) }
        } catch {
            precondition(error.diagnostics.contains { $0.severity == .error })
        }
    }

    /// The folder with the certificates that are trusted: files below `trust/`; nil where there are none.
    private static func trust(_ recipe: Recipe) -> String? {
        let store = folder + "/trust"
        let files = recipe.files.filter { $0.name.hasPrefix("trust/") }
        guard let first = files.first else { return nil }
        mkdir(store, 0o700)
        return first.bytes.withUnsafeBufferPointer { write($0, store + "/one.crt") } ? store : nil
    }

    private static func cook(_ recipe: Recipe, to path: String) -> Bool {
        let isWrapped = recipe.flags.contains(.wrapped)
        var files = recipe.files.filter {
            !$0.name.hasPrefix("trust/") && !(isWrapped && $0.name.hasPrefix("outer/"))
        }
        if recipe.flags.contains(.listed), let manifest = files.firstIndex(where: { $0.name.hasSuffix(".mf") }) {
            // A signature stands at the end.
            let end = files[manifest].bytes.firstRange(of: Array("-----BEGIN".utf8))?.lowerBound
            var listed = Array(files[manifest].bytes[..<(end ?? files[manifest].bytes.count)])
            for (index, file) in files.enumerated() where index != manifest && !file.isLink {
                listed += Array(
                    "\nSource: \(file.name)\nAlgorithm: SHA-256\nHash: \(SampleArchive.sha256(file.bytes))\n".utf8)
            }
            files[manifest].bytes = listed + (end.map { Array(files[manifest].bytes[$0...]) } ?? [])
        }
        if recipe.flags.contains(.tar) {
            return TarWriter.archive(files).withUnsafeBufferPointer { write($0, path) }
        }
        guard isWrapped else { return SampleArchive.write(files.map(entry), to: path) }
        let inner = folder + "/inner.csar"
        guard SampleArchive.write(files.map(entry), to: inner), let bytes = SampleArchive.bytes(of: inner) else {
            return false
        }
        let outer = recipe.files.filter { $0.name.hasPrefix("outer/") }.map { file in
            var file = file
            file.name = String(file.name.dropFirst(6))
            return file
        }
        return SampleArchive.write(
            [SampleArchive.Entry(name: "package.csar", bytes: bytes)] + outer.map(entry), to: path)
    }

    private static func entry(_ file: Recipe.File) -> SampleArchive.Entry {
        SampleArchive.Entry(
            name: file.name, bytes: file.bytes, mode: file.isLink ? 0o120777 : 0o100644, isEncrypted: file.isEncrypted)
    }

    private static func write(_ bytes: UnsafeBufferPointer<UInt8>, _ path: String) -> Bool {
        guard let file = fopen(path, "w") else { return false }
        fwrite(bytes.baseAddress, 1, bytes.count, file)
        return fclose(file) == 0
    }
}
