/// The folders of a package, to find those that differ only in case.
struct FolderTree {
    /// Folders in folders at most, and the file in them.
    static let depth = 32

    private struct Key: Hashable {
        var parent: Int
        /// Without regard to case.
        var name: String
    }

    private var folders: [Key: (number: Int, path: String)] = [:]
    private var reported: Set<String> = []

    /// Adds a folder with those that it is in.
    ///
    /// - Returns: the first of them that was there in other letters, once, and how it was written; nil where none was.
    mutating func add(_ parts: ArraySlice<Substring>) -> (folder: String, other: String)? {
        var parent = 0
        var path = ""
        var found: (String, String)?
        for part in parts {
            path += path.isEmpty ? String(part) : "/" + part
            let key = Key(parent: parent, name: part.lowercased())
            if let (number, other) = folders[key] {
                parent = number
                if other != path, found == nil, reported.insert(path).inserted { found = (path, other) }
                // What is below is compared with what it is called here.
                path = other
            } else {
                parent = folders.count + 1
                folders[key] = (parent, path)
            }
        }
        return found
    }
}
