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

    /// A text is a descriptor, or there is an error that says why not.
    @Sendable static func descriptor(_ bytes: UnsafeBufferPointer<UInt8>) {
        let validation = DescriptorValidation(text: Array(bytes), name: "sample.yaml")
        precondition(validation.isCompiled == (validation.errors == 0))
    }

    private static let path = "/dev/shm/manifold-fuzz-\(getpid()).csar"

    /// A package is read, or there is an error that says why not.
    @Sendable static func package(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let file = fopen(path, "w") else { return }
        fwrite(bytes.baseAddress, 1, bytes.count, file)
        fclose(file)
        defer { unlink(path) }
        var limits = PackageLimits()
        limits.totalBytes = 16 << 20
        limits.freeBytes = 1 << 20
        limits.textBytes = 1 << 20
        do {
            _ = try PackageReader(limits: limits).read(at: path)
        } catch {
            precondition(error.diagnostics.contains { $0.severity == .error })
        }
    }
}
