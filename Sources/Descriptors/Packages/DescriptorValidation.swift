/// What `manifold validate` says of a path.
package enum DescriptorValidation {
    /// Everything that is wrong with a package, a folder laid out like one, or a template, sorted; paths in it begin with
    /// the path that was given. Blocks: call from a thread that may.
    package static func validate(path: String) -> [Diagnostic] {
        var diagnostics: [Diagnostic]
        do {
            diagnostics = try PackageReader().read(at: path).warnings
        } catch {
            diagnostics = error.diagnostics
        }
        for index in diagnostics.indices where diagnostics[index].file != path {
            diagnostics[index].file = shown(diagnostics[index].file, in: path)
        }
        return diagnostics.sorted()
    }

    private static func shown(_ file: String, in path: String) -> String {
        guard PackageLayout.isTemplate(path) else { return (path.hasSuffix("/") ? path : path + "/") + file }
        // A template was given: files of its package count from the folder that holds both.
        var folder = PackagePath.folder(of: path)
        while !folder.isEmpty, !(folder + file == path || PackagePath.folder(of: file).isEmpty) {
            let name = PackagePath.name(of: String(folder.dropLast()))
            guard file.hasPrefix(name + "/") else { break }
            folder = PackagePath.folder(of: String(folder.dropLast()))
        }
        return folder + file
    }
}
