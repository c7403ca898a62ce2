/// The files of a package, as far as the compiler looks at them.
struct DescriptorFiles: Sendable {
    /// Texts: definitions, manifest, scripts and what else is small.
    var texts: [String: [UInt8]] = [:]
    /// Sizes of all files in bytes; nil where there is no package but one bare template.
    var sizes: [String: Int]?

    /// Files that are there and can't be taken, such as links: why is reported, and they aren't missed.
    var refused: Set<String> = []

    /// Whether it is a folder that is yet to be packed: a missing image is a warning then.
    var isFolder = false
    /// Whether these are only the descriptor's files of a package that was checked elsewhere.
    var isPartial = false

    func contains(_ path: String) -> Bool { sizes?[path] != nil || texts[path] != nil || refused.contains(path) }

    /// All names; those of the texts where there is no package.
    var names: [String] { sizes.map { Array($0.keys) } ?? Array(texts.keys) }
}
