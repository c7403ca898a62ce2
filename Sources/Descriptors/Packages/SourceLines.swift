package import MANOModel

/// Lines of a package's texts that findings point at.
package struct SourceLines: Sendable {
    private var lines: [String: [Int: String]] = [:]

    /// The line of a file, without its end; nil where it isn't known.
    package subscript(file: String, line: Int) -> String? { lines[file]?[line] }

    /// No lines.
    package init() {}

    /// Reads the lines that findings in a path name. Blocks. What can't be read any more is left out.
    ///
    /// - Parameter findings: as `PackageReader` gives them, with files as they are named in the package.
    package init(path: String, findings: [DescriptorFinding]) {
        let limit = PackageLimits().textBytes
        var wanted: [String: Set<Int>] = [:]
        for finding in findings where finding.line > 0 { wanted[finding.file, default: []].insert(finding.line) }
        guard !wanted.isEmpty else { return }
        if !PackageLayout.isDescriptor(path), !FolderSource.isFolder(path), let source = try? ArchiveSource(path: path)
        {
            try? source.visit { (entry, read) throws(SourceError) in
                if let numbers = wanted[entry.name] { lines[entry.name] = try Self.take(numbers, limit, read) }
            }
            return
        }
        for (name, numbers) in wanted {
            let shown = DescriptorValidation.shown(name, in: path)
            guard let file = try? ReadableFile(shown) else { continue }
            defer { file.close() }
            lines[name] = try? Self.take(numbers, limit) { (buffer) throws(SourceError) in try file.read(buffer) }
        }
    }

    /// Bytes of a line at most; a longer one nobody reads, and it would be shown with each of its findings.
    private static let longest = 2000

    private static func take(
        _ numbers: Set<Int>, _ limit: Int, _ read: (UnsafeMutableRawBufferPointer) throws(SourceError) -> Int
    ) throws(SourceError) -> [Int: String] {
        var bytes: [UInt8] = []
        var isOver = false
        try Chunks.forEach { (buffer) throws(SourceError) in
            isOver ? 0 : try read(buffer)
        } _: { (chunk) throws(SourceError) in
            bytes.append(contentsOf: chunk)
            isOver = bytes.count > limit
        }
        guard !isOver else { return [:] }
        var result: [Int: String] = [:]
        var rest = bytes[...]
        for number in 1...max(1, numbers.max() ?? 1) {
            let end = rest.firstIndex(of: UInt8(ascii: "\n"))
            let line = rest[..<(end ?? rest.endIndex)]
            if numbers.contains(number), line.count <= Self.longest {
                result[number] = String(
                    decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
            }
            guard let end else { break }
            rest = rest[(end + 1)...]
        }
        return result
    }
}
