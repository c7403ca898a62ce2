import Descriptors
import Glibc
import YAML

/// Coverage-guided fuzzing: `Fuzz TARGET [libFuzzer's options] [CORPUS…]`, or `Fuzz seeds FOLDER`, which writes what the
/// corpora begin with. Deploy/fuzz runs it.
@main
enum Fuzz {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count > 1 else { return usage() }
        if arguments[1] == "seeds" {
            guard arguments.count == 3 else { return usage() }
            return Seeds(folder: arguments[2]).write()
        }
        let callback: Callback
        switch arguments[1] {
        case "yaml": callback = { Fuzz.yaml(UnsafeBufferPointer(start: $0, count: $1)) }
        case "tosca": callback = { Fuzz.descriptor(UnsafeBufferPointer(start: $0, count: $1)) }
        case "sol006": callback = { Fuzz.descriptor(UnsafeBufferPointer(start: $0, count: $1)) }
        case "package": callback = { Fuzz.package(UnsafeBufferPointer(start: $0, count: $1)) }
        default: return usage()
        }
        var pointers: [UnsafeMutablePointer<CChar>?] = ([arguments[0]] + arguments.dropFirst(2)).map { strdup($0) }
        var count = CInt(pointers.count)
        pointers.append(nil)
        pointers.withUnsafeMutableBufferPointer { buffer in
            var start = buffer.baseAddress
            exit(LLVMFuzzerRunDriver(&count, &start, callback))
        }
    }

    private static func usage() {
        print("Fuzz yaml|tosca|sol006|package [OPTION…] [CORPUS…]\nFuzz seeds FOLDER")
        exit(2)
    }

    typealias Callback = @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt

    // MARK: - Targets

    /// A tree that a text gives stays within the budget, and each node stands in the text.
    static func yaml(_ bytes: UnsafeBufferPointer<UInt8>) -> CInt {
        let text = Array(bytes)
        let budget = YAMLBudget(bytes: 1 << 20, depth: 32, nodes: 20_000, aliasNodes: 5000)
        guard let root = try? YAMLNode(parsing: text, budget: budget) else { return 0 }
        let lines = text.split(omittingEmptySubsequences: false) {
            $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r")
        }
        var nodes = 0
        check(root, depth: 0, lines: max(lines.count, 1) + text.count, &nodes)
        precondition(nodes <= 25_001, "\(nodes) nodes are more than the budget allows")
        return 0
    }

    private static func check(_ node: YAMLNode, depth: Int, lines: Int, _ nodes: inout Int) {
        nodes += 1
        // An alias stands at its own depth, and brings in as many levels again.
        precondition(depth <= 64 && node.mark.line >= 1 && node.mark.line <= lines && node.mark.column >= 1)
        _ = (node.int, node.double, node.bool, node.isNull, node.kindName)
        for entry in node.sequence ?? [] { check(entry, depth: depth + 1, lines: lines, &nodes) }
        for pair in node.mapping ?? [] {
            precondition(node[pair.name] != nil)
            check(pair.value, depth: depth + 1, lines: lines, &nodes)
        }
    }

    /// A text is a descriptor, or there is an error that says why not.
    static func descriptor(_ bytes: UnsafeBufferPointer<UInt8>) -> CInt {
        let validation = DescriptorValidation(text: Array(bytes), name: "sample.yaml")
        precondition(validation.isCompiled == (validation.errors == 0))
        return 0
    }

    private static let path = "/dev/shm/manifold-fuzz-\(getpid()).csar"

    /// A package is read, or there is an error that says why not.
    static func package(_ bytes: UnsafeBufferPointer<UInt8>) -> CInt {
        guard let file = fopen(path, "w") else { return 0 }
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
        return 0
    }
}

@_silgen_name("LLVMFuzzerRunDriver")
private func LLVMFuzzerRunDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ callback: Fuzz.Callback
) -> CInt
