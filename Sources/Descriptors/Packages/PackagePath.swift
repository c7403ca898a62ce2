extension [UInt8] {
    /// Without the three bytes that some editors begin a UTF-8 text with.
    var withoutByteOrderMark: ArraySlice<UInt8> { starts(with: [0xEF, 0xBB, 0xBF]) ? dropFirst(3) : self[...] }
}

extension String {
    /// Whether the bytes of a text, which are at least one, are in this one. Characters aren't told apart, which takes long.
    func holds(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { wanted in
            var rest = utf8[...]
            while let start = rest.firstIndex(of: wanted[0]) {
                rest = rest[start...]
                if rest.starts(with: wanted) { return true }
                rest = rest.dropFirst()
            }
            return false
        }
    }
}

/// Paths in a package: relative to its root, parts separated by `/`, none of them empty, `.` or `..`.
enum PackagePath {
    /// A path that stands in a file, as a path from the root; nil where it leaves the package or is absolute.
    static func resolve(_ path: String, from file: String) -> String? {
        guard !path.hasPrefix("/") else { return nil }
        return normalise(folder(of: file) + path)
    }

    /// Without `.` and `..`; nil where that leaves the root or leaves nothing.
    static func normalise(_ path: String) -> String? {
        var parts: [Substring] = []
        for bytes in path.utf8.split(separator: UInt8(ascii: "/")) {
            let part = Substring(bytes)
            if part == "." { continue }
            if part == ".." {
                guard parts.popLast() != nil else { return nil }
            } else {
                parts.append(part)
            }
        }
        return parts.isEmpty ? nil : parts.joined(separator: "/")
    }

    /// The folder of a file with a slash at its end; empty for the root.
    static func folder(of file: String) -> String {
        file.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(file[...$0]) } ?? ""
    }

    static func name(of file: String) -> String {
        file.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) } ?? file
    }

    /// A path from the root as one would write it in a file.
    static func relative(_ path: String, from file: String) -> String {
        let folder = folder(of: file)
        if path.hasPrefix(folder) { return String(path.dropFirst(folder.count)) }
        return String(repeating: "../", count: folder.count { $0 == "/" }) + path
    }
}
