import Glibc

/// Small files of a host under `/sys` and `/proc`, or under a folder that stands for `/`. What can't be read is nil: the
/// kernel leaves out, or refuses, what a device doesn't have. It blocks.
struct SystemTree: Sendable {
    /// Without a slash at its end; empty for `/`.
    let root: String
    private static let limit = 1 << 16

    init(root: String = "/") {
        var root = root
        while root.hasSuffix("/") { root.removeLast() }
        self.root = root
    }

    /// Without space at its ends; nil where it is empty, too.
    func text(_ path: String) -> String? {
        guard let bytes = try? FileSystem.read(root + path, limit: Self.limit) else { return nil }
        var text = Substring(String(decoding: bytes, as: UTF8.self))
        while text.last?.isWhitespace == true || text.last == "\0" { text.removeLast() }
        text = text.drop(while: \.isWhitespace)
        return text.isEmpty ? nil : String(text)
    }

    /// Decimal, or `0x…`.
    func number(_ path: String) -> Int? {
        guard let text = text(path) else { return nil }
        return text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text)
    }

    /// The folder's names in order; none where there is no such folder.
    func names(_ path: String) -> [String] { ((try? FileSystem.names(in: root + path)) ?? []).sorted() }

    func exists(_ path: String) -> Bool { access(root + path, F_OK) == 0 }

    /// The parts of the path that a path comes to when all links are followed.
    func place(_ path: String) -> [String]? {
        guard let resolved = realpath(root + path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved).split(separator: "/").map(String.init)
    }

    /// The last part of what a link leads to.
    func target(_ path: String) -> String? { place(path)?.last }
}
